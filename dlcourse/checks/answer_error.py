"""An error in an answer that ran elsewhere."""


class AnswerError(Exception):
    """The answer raised in another process; the text already names the student's line."""
