"""The one error of this package."""


class DataError(Exception):
    """A data set cannot be loaded. The message tells the student the cause and what to do."""

    def _render_traceback_(self) -> list[str]:
        """What IPython shows in place of a traceback: only the message, not the lines of the download code."""
        return [f"DataError: {self}"]
