"""Reading a notebook and running it in a fresh kernel: what building, checking and grading have in common."""

import json
import os
import re
import stat
import subprocess
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode

from dlcourse.files import scratch_folder

MAX_BYTES = 100 * 1024 * 1024  # as much as nbgrader takes in
MAX_VALUES = 1_000_000  # of the file, as JSON: each takes some hundred bytes of memory, whatever it says
MAX_LINE = 200
CELL_ID = re.compile("[a-zA-Z0-9_-]{1,64}")
# What nbgrader writes about a cell; anything else in that place is left out.
MARKS = {"schema_version": int, "grade": bool, "solution": bool, "locked": bool, "task": bool, "points": int | float,
         "grade_id": str, "cell_type": str, "checksum": str}  # fmt: skip


class Unreadable(Exception):
    """A file is not a notebook that can be run; the message says why, in one line."""


def one_line(text: str) -> str:
    """Text that may be shown anywhere: at most 200 characters, of which none moves a cursor, ends a line or is half."""
    shown = "".join(letter if letter.isprintable() or letter == "\xa0" else "\ufffd" for letter in text[:MAX_LINE])
    return f"{shown[:-1]}…" if len(text) > MAX_LINE else shown


def read_notebook(path: Path, outputs: bool = True) -> NotebookNode:
    """Read a notebook of any version as version 4.5, perhaps without its outputs. Raises Unreadable.

    What running and grading do not ask for is left out (other metadata, and strange ones); what the format wants and
    some programs forget is filled in (ids of cells, empty outputs).
    """
    try:
        content = json.loads(_text(path))
        if content["nbformat"] != 4:
            content = nbformat.reads(json.dumps(content), as_version=4)
        text = json.dumps(_tidy(content, outputs), ensure_ascii=False)
        notebook = nbformat.reads(text.encode(errors="replace").decode(), as_version=4)  # halves of characters become ?
        nbformat.validate(notebook)
    except Unreadable:
        raise
    except OSError as error:
        raise Unreadable(f"{error.strerror}".lower()) from None
    except UnicodeDecodeError:
        raise Unreadable("not a text file") from None
    except nbformat.ValidationError as error:
        raise Unreadable(f"not a valid notebook: {one_line(error.message.splitlines()[0][:120])}") from None
    except Exception as error:  # nbformat raises what it meets: KeyError, AttributeError, NotJSONError, …
        raise Unreadable(f"not a notebook ({type(error).__name__})") from None
    if not notebook.cells:
        raise Unreadable("the notebook has no cells")
    return notebook


def _text(path: Path) -> str:
    """What a file of reasonable size says. Raises Unreadable, OSError, UnicodeDecodeError."""
    status = path.lstat()
    if stat.S_ISLNK(status.st_mode):
        raise Unreadable("a link, where the notebook should be")
    if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):  # reading a pipe would wait for ever
        raise Unreadable("no file that can be read, where the notebook should be")
    if status.st_size > MAX_BYTES:
        raise Unreadable(f"the file is larger than {MAX_BYTES // 1024**2} MiB")
    text = path.read_text(encoding="utf-8-sig")
    if not text.strip():
        raise Unreadable("the file is empty")
    bare = text.replace("\\\\", "").replace('\\"', "")  # now quotes only begin and end strings
    if bare.count('"') > 4 * MAX_VALUES or sum(map(_values, bare.split('"')[::2])) > MAX_VALUES:
        raise Unreadable(f"the file holds more than {MAX_VALUES:,} values: without its outputs it may be read")
    return text


def _values(structure: str) -> int:
    """How many values a piece of JSON between strings holds, at most."""
    return structure.count(",") + structure.count("[") + structure.count("{")


def _tidy(content: dict, outputs: bool) -> dict:
    """A notebook as plain data of version 4.5, with what this package asks for and no more."""
    about = _dict(content.get("metadata"))
    spec, language = _strings(about.get("kernelspec")), _strings(about.get("language_info"))
    metadata = {"kernelspec": spec} if {"name", "display_name"} <= set(spec) else {}
    metadata |= {"language_info": language} if "name" in language else {}
    taken: set[str] = set()
    cells = []
    for place, cell in enumerate(content["cells"]):
        name = cell.get("id")
        if not isinstance(name, str) or not CELL_ID.fullmatch(name) or name in taken:
            name = next(new for new in (f"cell-{place}{'-' * more}" for more in range(50)) if new not in taken)
        taken.add(name)
        cells.append(_tidy_cell(cell, outputs) | {"id": name})
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells}


def _tidy_cell(cell: dict, outputs: bool) -> dict:
    about = _dict(cell.get("metadata"))
    tags = about.get("tags")
    marks = {key: value for key, value in _dict(about.get("nbgrader")).items() if isinstance(value, MARKS.get(key, ()))}
    metadata = {"tags": [tag for tag in tags if isinstance(tag, str)]} if isinstance(tags, list) else {}
    metadata |= {"nbgrader": marks} if "grade_id" in marks else {}
    kept = {"cell_type": cell["cell_type"], "source": cell["source"], "metadata": metadata}
    if cell["cell_type"] == "code":
        return kept | {"outputs": (outputs and cell.get("outputs")) or [], "execution_count": None}
    pictures = {name: _strings(picture) for name, picture in _dict(cell.get("attachments")).items()}
    return kept | ({"attachments": pictures} if pictures else {})


def _dict(value: object) -> dict:
    return value if isinstance(value, dict) else {}


def _strings(value: object) -> dict[str, str]:
    return {key: text for key, text in _dict(value).items() if isinstance(text, str)}


def client(notebook: NotebookNode, folder: Path, **options) -> NotebookClient:
    """A client that runs the notebook in `folder`, with this environment's own kernel."""
    resources = {"metadata": {"path": str(folder)}}
    ending = {"shutdown_kernel": "immediate"}  # one with TensorFlow takes two seconds to say goodbye
    return NotebookClient(notebook, kernel_name="python3", resources=resources, **ending, **options)


def run(runner: NotebookClient, **environment: str) -> None:
    """Execute the client's notebook. Ctrl-C stops the kernel and raises KeyboardInterrupt."""
    try:
        with scratch_folder() as places:
            environment = os.environ | places | environment
            # What the kernel itself logs (that its messages are not encrypted, for one) helps nobody here.
            runner.execute(env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except (AssertionError, DeadKernelError, RuntimeError):
        # nbclient answers a signal by shutting the kernel down, and then stumbles over its absence.
        if hasattr(runner, "_async_cleanup_kernel_future"):
            raise KeyboardInterrupt from None
        raise
