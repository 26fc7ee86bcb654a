"""Which line of the student's code raised: the one thing of a traceback that helps."""

import linecache
import sysconfig
import traceback
from pathlib import Path

from dlcourse.checks.answer_error import AnswerError

# Code below these folders is ours, Python's or a library's; any other frame is the student's.
_PACKAGE = str(Path(__file__).resolve().parents[1])
_NOT_THE_STUDENTS = (_PACKAGE, *{sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib")})


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
    line = (frame.line or linecache.getline(frame.filename, frame.lineno)).strip()
    where = f"line {frame.lineno}" + (f" of {frame.name}" if frame.name != "<module>" else "")
    return f"{last}\nin {where}: {line}" if line else f"{last}\nin {where}"


def is_students(filename: str) -> bool:
    """Whether code from this file is the student's: not ours, not Python's, not a library's."""
    return not filename.startswith((*_NOT_THE_STUDENTS, "<")) or "ipython" in filename
