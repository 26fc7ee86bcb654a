"""Check one answer from one file, in a child process.

The answer may print, exit, crash or never end: the result is still one report.
"""

import json
import os
import runpy
import subprocess
import sys
from importlib import import_module
from pathlib import Path

from dlcourse.agent.student_traceback import blame
from dlcourse.chapters import CHAPTERS, checks_of
from dlcourse.checks.analysis import StudentCode
from dlcourse.checks.analysis.live import loaded_modules
from dlcourse.checks.core.context import changed
from dlcourse.checks.core.engine import Exercise
from dlcourse.checks.core.report import Report, Result
from dlcourse.files import scratch_folder

SECONDS = 180


class UnusableError(Exception):
    """There is nothing to check: the file or the exercise cannot be found or read."""


def judge_file(exercise: str, path: Path, *, seed: int = 0) -> dict:
    """Check the answer to `exercise` ("01_perceptron.softmax") in a Python file.

    Returns plain data as `Report.as_dict` gives it, with `exercise` in full. Raises UnusableError when there is
    nothing to check: no such exercise or file, no text, a syntax error, or not all names that the exercise asks for.
    """
    find_exercise(exercise)
    _readable(path)
    command = [sys.executable, "-m", "dlcourse.checks.check_file", exercise, str(path), str(seed)]
    try:
        with scratch_folder() as places:
            child = subprocess.run(
                command,
                env=os.environ | places,
                stdout=subprocess.PIPE,
                stdin=subprocess.DEVNULL,
                timeout=SECONDS,
                check=False,
            )
        outcome = json.loads(child.stdout)
    except subprocess.TimeoutExpired:
        outcome = _failed(
            exercise, f"The check had no result after {SECONDS} seconds. Is there a loop that never ends?"
        )
    except ValueError:
        outcome = _failed(exercise, "The process ended before the check was complete. Does your code exit or crash it?")
    if "unusable" in outcome:
        raise UnusableError(outcome["unusable"])
    return outcome | {"exercise": exercise}


def find_exercise(exercise: str) -> Exercise:
    """The exercise with a name like "01_perceptron.softmax". Raises UnusableError, which lists the known names."""
    chapter, _, name = exercise.partition(".")
    if chapter not in {known.name for known in CHAPTERS}:
        raise UnusableError(
            f"there is no chapter {chapter!r}. Write chapter and exercise, as in 01_perceptron.softmax."
        )
    known = exercises_of(chapter)
    if name not in known:
        raise UnusableError(f"{chapter} has no exercise {name!r}. It has: {', '.join(known)}.")
    return known[name]


def exercises_of(chapter: str) -> dict[str, Exercise]:
    """Every exercise of a chapter by its name, in order."""
    return {exercise.__name__: exercise for exercise in import_module(checks_of(chapter)).EXERCISES}


def _readable(path: Path) -> None:
    """Raise UnusableError unless the file holds Python."""
    try:
        compile(path.read_text(encoding="utf-8"), path.name, "exec")
    except OSError as error:
        raise UnusableError(f"{path}: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise UnusableError(f"{path}: not a text file.") from None
    except SyntaxError as error:
        raise UnusableError(f"{path}, line {error.lineno}: {error.msg}.") from None
    except ValueError as error:  # null bytes
        raise UnusableError(f"{path}: {error}.") from None


def _failed(exercise: str, message: str) -> dict:
    hint = "Run the file alone, without the check, and see where it stops."
    return Report(exercise, criteria=[Result("your code runs", False, hint, message)]).as_dict()


def _judge_here(exercise: str, path: str, seed: int) -> dict:
    """The child's part: run the file, then the check."""
    check = find_exercise(exercise)
    try:
        namespace = runpy.run_path(path, run_name="answer")
    except BaseException as error:  # SystemExit too: a file that exits defines no answer
        return _failed(exercise, blame(error))
    if missing := [name for name in check.defines if name not in namespace]:
        return {"unusable": f"{path} does not define {', '.join(missing)}."}
    code = StudentCode([Path(path).read_text(encoding="utf-8")], Path.cwd(), modules=loaded_modules())
    with changed(dependencies=code.dependencies):
        return check.judge(*(namespace[name] for name in check.defines), seed=seed).as_dict()


if __name__ == "__main__":
    # What the answer prints goes to stderr: stdout carries the result alone.
    result_stream = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    result = _judge_here(sys.argv[1], sys.argv[2], int(sys.argv[3]))
    result_stream.write(json.dumps(result))
    result_stream.close()
