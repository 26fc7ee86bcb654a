"""Notebooks of chapter 01 as programs, browsers and people change them, each with one exercise answered."""

import json
from collections.abc import Callable

import nbformat

from tests.support.classroom import CHAPTER, RELEASE, notebook, short, solutions

NAME = f"{CHAPTER}.ipynb"
ANSWER = solutions()["softmax"]
WRITTEN = "A layer with one unit draws one line."


def answered(**more: str) -> nbformat.NotebookNode:
    """The chapter with one exercise answered, worth 2 points."""
    return short(notebook(softmax=ANSWER, **more))


def data() -> dict:
    """The same as plain data."""
    return json.loads(nbformat.writes(answered()))


def text(work: dict | nbformat.NotebookNode) -> str:
    return json.dumps(work, ensure_ascii=False)


def with_korean() -> dict:
    work = data()
    work["cells"][0]["source"] = ["한국어로 쓴 글"]
    return work


def cell_named(work: dict, name: str) -> dict:
    """The cell with this grade id."""
    return next(cell for cell in work["cells"] if cell["metadata"].get("nbgrader", {}).get("grade_id") == name)


def place_of(work: nbformat.NotebookNode, name: str) -> int:
    return next(i for i, cell in enumerate(work.cells) if cell.metadata.get("nbgrader", {}).get("grade_id") == name)


def altered(change: Callable[[dict], object]) -> bytes:
    """The notebook after this change of its data."""
    work = data()
    change(work)
    return text(work).encode()


def with_cell(**cell: object) -> bytes:
    """The notebook with this cell in its middle."""
    return altered(lambda work: work["cells"].insert(5, {"metadata": {}} | cell))


def with_conflict() -> bytes:
    lines = nbformat.writes(answered()).splitlines()
    lines[10:10] = ["<<<<<<< HEAD", ' "metadata": {},', "=======", ' "metadata": {"a": 1},', ">>>>>>> main"]
    return "\n".join(lines).encode()


OLD_CELLS = [
    {"cell_type": "heading", "level": 2, "source": "Softmax"},
    {"cell_type": "code", "input": None, "outputs": []},
    {"cell_type": "code", "input": f"import numpy as np\n{ANSWER}"},
]
PAGE = b"<!DOCTYPE html>\n<html lang='en'><title>dlcourse/01_perceptron.ipynb at main - GitHub</title></html>"
SCRIPT = f"# %%\nimport numpy as np\n\n{ANSWER}\n".encode()

# What is handed in under the usual name; its points; words of the problem; words of a note.
ODD = {
    "utf-16": (text(with_korean()).encode("utf-16"), 2, "", ""),
    "utf-16-be": (b"\xfe\xff" + text(with_korean()).encode("utf-16-be"), 2, "", ""),
    "utf-32": (text(with_korean()).encode("utf-32"), 2, "", ""),
    "utf-16-no-mark": (text(data()).encode("utf-16-le"), 2, "", ""),
    "cp949": (text(with_korean()).encode("cp949", "replace"), 0, "saved as Korean Windows text", ""),
    "latin": (text(data()).replace("Perceptron", "Perzeptrön").encode("latin-1", "replace"), 0, "not a text file", ""),
    "web-page": (PAGE, 0, "a web page, not a notebook", ""),
    "conflict": (with_conflict(), 0, "conflict marks are in the file, the first in line 11", ""),
    "python": (SCRIPT, 0, "Python text, not a notebook", ""),
    "zip": (b"PK\x03\x04" + bytes(100), 0, "a zip archive", ""),
    "pdf": (b"%PDF-1.4 ...", 0, "a PDF", ""),
    "prose": ("안녕하세요".encode(), 0, "a text, not a notebook", ""),
    "no-cells": (b'{"nbformat": 4, "metadata": {}}', 0, "it has no list of cells", ""),
    "a-text": (b'"notebook"', 0, "not a notebook, but a text", ""),
    "hats": (b'{"nbformat": 4, "metadata": {}, "cells": [{"cell_type": "hat"}]}', 0, "none of its cells has a known type", ""),
    "half": (RELEASE.read_bytes()[:10_000], 0, "cut off or damaged at line", ""),
    "sql": (with_cell(cell_type="sql", source="SELECT 1"), 2, "", "cell 6 had the type “sql”: it is kept as text"),
    "heading": (with_cell(cell_type="heading", source="Mine", level=2), 2, "", "cell 6 had the type “heading”"),
    "no-type": (with_cell(source="x = 1", outputs=[]), 2, "", "cell 6 had the type none: it counts as code"),
    "type-is-a-list": (with_cell(cell_type=["code"], source="x = 1"), 2, "", "cell 6 had the type none"),
    "no-source": (with_cell(cell_type="code"), 2, "", "cell 6 had no source"),
    "null-source": (with_cell(cell_type="markdown", source=None), 2, "", "cell 6 had no source"),
    "lines-of-nothing": (with_cell(cell_type="code", source=["x = 1", None]), 2, "", "cell 6 had lines that are no text"),
    "null-cell": (altered(lambda work: work["cells"].insert(5, None)), 2, "", "cell 6 is no cell: left out"),
    "no-metadata": (with_cell(cell_type="code", source="x = 1", metadata=None), 2, "", ""),
    "strange-tags": (with_cell(cell_type="code", source="x = 1", metadata={"tags": ["a", "a", "b,c", 1]}), 2, "", ""),
    "strange-outputs": (
        with_cell(cell_type="code", source="x = 1", outputs=[{"output_type": "hologram"}, 7]), 2, "", "",
    ),
    "outputs-text": (with_cell(cell_type="code", source="x = 1", outputs="none"), 2, "", ""),
    "answer-of-type-sql": (altered(lambda work: cell_named(work, "softmax").update(cell_type="sql")), 2, "", "“sql”: it counts as code"),
    "check-of-type-sql": (altered(lambda work: cell_named(work, "check-softmax").update(cell_type="sql")), 2, "", "“sql”"),
    "check-no-source": (altered(lambda work: cell_named(work, "check-softmax").pop("source")), 2, "", "had no source"),
    "nbformat-missing": (altered(lambda work: work.pop("nbformat")), 2, "", "nbformat"),
    "nbformat-text": (altered(lambda work: work.update(nbformat="4")), 2, "", "nbformat"),
    "nbformat-null": (altered(lambda work: work.update(nbformat=None)), 2, "", "nbformat"),
    "nbformat-99": (altered(lambda work: work.update(nbformat=99)), 2, "", ""),
    "minor-text": (altered(lambda work: work.update(nbformat_minor="five")), 2, "", ""),
    "version-3": (
        json.dumps({"nbformat": 3, "metadata": {}, "worksheets": [{"cells": OLD_CELLS}]}).encode(), 2, "",
        "are not this chapter's",
    ),
}  # fmt: skip
