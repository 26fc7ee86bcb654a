"""A student's own modules, which lie beside the notebook: those that the cells import, and those that these import."""

import ast
import itertools
import json
import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from dlcourse.checks.analysis.cells import MAX_CHARACTERS, parsable
from dlcourse.files import entries
from dlcourse.syntax import parse

MAX_FILES = 1000  # modules beside the notebook
MAX_BYTES = 1_000_000  # of a notebook that is run, with its pictures
MAX_ENTRIES = 10_000  # that are looked at: a notebook may lie in a folder with much else
_ENCODING = re.compile(r"#.*coding[:=](?!\s*utf-?8\b)", re.IGNORECASE)


def student_modules(folder: Path, cells: list[str]) -> Iterator[tuple[Path, str]]:
    """The modules in a folder and below that the cells import, and those that these import: path and text."""
    found = itertools.islice(entries(folder), MAX_ENTRIES)
    readable = (path for path, status in found if path.suffix == ".py" and _is_readable(status))
    paths = list(itertools.islice(readable, MAX_FILES))
    left = 20 * MAX_CHARACTERS
    named = set().union(*map(_import_words, cells))
    while left > 0 and (batch := sorted(path for path in paths if _module_name(path) in named)):
        sources = [(folder / path).read_text(encoding="utf-8", errors="replace") for path in batch]
        left -= sum(map(len, sources))
        paths = sorted({*paths} - {*batch})
        for path, text in as_python(zip(batch, sources, strict=True)):
            named |= _import_words(text)
            yield path, text


def as_python(modules: Iterable[tuple[Path, str]]) -> Iterator[tuple[Path, str]]:
    """Those modules that Python, too, would run as they are read here."""
    paths, sources = zip(*modules, strict=True) if (modules := list(modules)) else ((), ())
    for path, source, text in zip(paths, sources, parsable(list(sources)), strict=True):
        if is_read(source, text):
            yield path, text


def cells_of(folder: Path, name: str) -> list[str] | None:
    """The cells of a Python file, or of a notebook, that lies in a folder or below; None where it cannot be read."""
    top, path = os.path.realpath(folder), os.path.realpath(os.path.join(folder, name))
    try:
        status = os.stat(path)
        if not path.startswith(os.path.join(top, "")) or not stat.S_ISREG(status.st_mode):
            return None
        if status.st_size > (MAX_BYTES if name.endswith(".ipynb") else MAX_CHARACTERS):
            return None
        text = Path(path).read_text(encoding="utf-8")
        cells = _code_cells(text) if name.endswith(".ipynb") else [text]
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    read = parsable(cells)
    return read if all(map(is_read, cells, read)) else None


def _code_cells(notebook: str) -> list[str]:
    code = [cell["source"] for cell in json.loads(notebook)["cells"] if cell["cell_type"] == "code"]
    return ["".join(source) for source in code]  # a text, or a list of its lines


def is_read(source: str, text: str) -> bool:
    """Whether Python, too, would run this text; in another encoding, the same bytes may say something else."""
    return bool(text or not source.strip()) and not _ENCODING.search("\n".join(source.split("\n", 2)[:2]))


def _is_readable(status: os.stat_result | None) -> bool:
    return status is not None and stat.S_ISREG(status.st_mode) and status.st_size < MAX_CHARACTERS


def _module_name(path: Path) -> str:
    return path.parent.name if path.stem == "__init__" else path.stem


def _import_words(source: str) -> set[str]:
    """Every part of a module's name, and every name, in the import statements of a text."""
    found = [node for node in ast.walk(parse(source)) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = [alias.name for node in found for alias in node.names]
    names += [node.module or "" for node in found if isinstance(node, ast.ImportFrom)]
    return {part for name in names for part in name.split(".")}
