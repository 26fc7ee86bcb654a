"""The code in which an answer is written, where a check is called beside it: in a notebook, or in a Python file."""

import inspect
import linecache
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from dlcourse.agent.code_location import is_students
from dlcourse.checks.analysis.student_code import StudentCode


def code_of_notebook() -> StudentCode | None:
    """All that was run in this kernel so far, in the order in which it was run; None where this is no kernel."""
    if "IPython" not in sys.modules:
        return None
    from IPython import get_ipython

    shell = get_ipython()
    if shell is None:
        return None
    cells = shell.history_manager.input_hist_raw[1:] or list(_compiled_cells(shell))
    return StudentCode(cells, Path.cwd(), modules=loaded_modules())


def _compiled_cells(shell: Any) -> Iterator[str]:
    """The cells as IPython has compiled them, for tools like nbval that run cells without a history.

    Cells of equal text are one here, at the place of the first: who runs cells again needs the history.
    """
    for name, entry in list(linecache.cache.items()):
        if len(entry) > 1 and shell.compile.format_code_name(name):
            yield "".join(entry[2])


def code_of_files(answers: Iterable) -> StudentCode:
    """The files in which some answers are written; an answer whose file cannot be read adds nothing."""
    files = dict.fromkeys(filter(None, map(_file_of, answers)))
    return StudentCode(["".join(linecache.getlines(file)) for file in files])


def loaded_modules() -> Iterator[tuple[Path, str]]:
    """The student's own modules that this process has imported: a path made of the module's name, and the text."""
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if isinstance(file, str) and file.endswith(".py") and name != "__main__" and is_students(file):
            with suppress(OSError):
                yield (
                    Path(*name.split(".")).with_suffix(".py"),
                    Path(file).read_text(encoding="utf-8", errors="replace"),
                )


def _file_of(answer: Any) -> str | None:
    """Where a function or a class, or the class of an object, is written."""
    thing = inspect.unwrap(answer) if callable(answer) else answer
    thing = thing if isinstance(thing, type) or inspect.isroutine(thing) else type(thing)
    try:
        return inspect.getsourcefile(thing)
    except TypeError:  # built into Python
        return None
