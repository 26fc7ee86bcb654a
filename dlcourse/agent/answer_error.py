"""An error in an answer that ran elsewhere."""


class AnswerError(Exception):
    """The answer raised in another process; the text already names the student's line."""

    def __init__(self, text: str) -> None:
        super().__init__(text if text.strip() else "an error without text")
