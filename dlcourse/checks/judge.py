"""Judging one answer from one file, in a process of its own.

The answer runs in a child process: it may print, exit, crash or never end, and there is still one clear result.
"""

import json
import os
import runpy
import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from dlcourse.checks.blame import blame
from dlcourse.checks.engine import Exercise
from dlcourse.checks.report import Report, Result
from dlcourse.files import scratch_folder

SECONDS = 180


class Unusable(Exception):
    """There is nothing to judge: the file or the exercise cannot be found or read."""


def judge_file(exercise: str, path: Path, *, seed: int = 0) -> dict:
    """Judge the answer to `exercise` ("01_perceptron.softmax") in a Python file.

    Returns plain data as `Report.as_dict` gives it, with `exercise` in full. Raises Unusable when there is nothing to
    judge: no such exercise or file, no text, a syntax error, or a file that does not define what the exercise asks for.
    """
    find_exercise(exercise)
    _readable(path)
    command = [sys.executable, "-m", "dlcourse.checks.judge", exercise, str(path), str(seed)]
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
        outcome = _failed(exercise, f"No result after {SECONDS} seconds. Is there a loop that never ends?")
    except ValueError:
        outcome = _failed(exercise, "The process ended before the check was through. Does your code exit or crash it?")
    if "unusable" in outcome:
        raise Unusable(outcome["unusable"])
    return outcome | {"exercise": exercise}


def find_exercise(exercise: str) -> Exercise:
    """The exercise of a name like "01_perceptron.softmax". Raises Unusable with the names there are."""
    chapter, _, name = exercise.partition(".")
    module_name = f"dlcourse.checks.{chapter.partition('_')[2]}"
    known = {} if not chapter[:2].isdigit() or not find_spec(module_name) else exercises_of(module_name)
    if not known:
        raise Unusable(f"there is no chapter {chapter!r}: an exercise is named like 01_perceptron.softmax.")
    if name not in known:
        raise Unusable(f"{chapter} has no exercise {name!r}. It has: {', '.join(known)}.")
    return known[name]


def exercises_of(module_name: str) -> dict[str, Exercise]:
    """Every exercise that a module of checks defines, in order."""
    return {name: thing for name, thing in vars(import_module(module_name)).items() if isinstance(thing, Exercise)}


def _readable(path: Path) -> None:
    """Raise Unusable unless the file holds Python."""
    try:
        compile(path.read_text(encoding="utf-8"), path.name, "exec")
    except OSError as error:
        raise Unusable(f"{path}: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise Unusable(f"{path}: not a text file.") from None
    except SyntaxError as error:
        raise Unusable(f"{path}, line {error.lineno}: {error.msg}.") from None
    except ValueError as error:  # null bytes
        raise Unusable(f"{path}: {error}.") from None


def _failed(exercise: str, message: str) -> dict:
    hint = "Run the file by itself, without the check, and see where it stops."
    return Report(exercise, criteria=[Result("your code runs", False, hint, message)]).as_dict()


def _judge_here(exercise: str, path: str, seed: int) -> dict:
    """The child's part: run the file, then the check."""
    check = find_exercise(exercise)
    try:
        namespace = runpy.run_path(path, run_name="answer")
    except BaseException as error:  # SystemExit too: a file that exits has not answered
        return _failed(exercise, blame(error))
    if missing := [name for name in check.names if name not in namespace]:
        return {"unusable": f"{path} does not define {', '.join(missing)}."}
    return check.judge(*(namespace[name] for name in check.names), seed=seed).as_dict()


if __name__ == "__main__":
    # What the answer prints goes to stderr: stdout carries the result alone.
    result_stream = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    result = _judge_here(sys.argv[1], sys.argv[2], int(sys.argv[3]))
    result_stream.write(json.dumps(result))
    result_stream.close()
