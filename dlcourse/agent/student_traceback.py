"""Which line of the student's code raised: the one thing of a traceback that helps."""

import linecache
import traceback

from dlcourse.agent.answer_error import AnswerError
from dlcourse.agent.code_location import is_students


def blame(error: BaseException) -> str:
    """The error's type and message, and the student's own line where it happened; never an empty text."""
    if isinstance(error, AnswerError):
        return str(error)
    last = traceback.format_exception_only(error)[-1].strip() or "an error without text"
    if isinstance(error, RecursionError):
        last = "RecursionError: a function called itself until Python gave up."
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if is_students(frame.filename)]
    if not frames:
        return last
    frame = frames[-1]
    line = (frame.line or linecache.getline(frame.filename, frame.lineno or 0)).strip()
    where = f"line {frame.lineno}" + (f" of {frame.name}" if frame.name != "<module>" else "")
    return f"{last}\nin {where}: {line}" if line else f"{last}\nin {where}"
