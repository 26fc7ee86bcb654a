"""The one error of this package: what happened, and what to do now."""


class DataError(Exception):
    """A data set cannot be given. The message is for the student: one cause, one way on."""

    def _render_traceback_(self):
        """IPython asks for this: show the message alone, not forty lines of download code."""
        return [f"DataError: {self}"]
