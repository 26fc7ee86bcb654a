"""From submission to grade."""


class GradingError(Exception):
    """Grading cannot begin; the message says why, and what to do."""


class NotReadyError(GradingError):
    """A chapter cannot be graded yet; the message says what to do."""
