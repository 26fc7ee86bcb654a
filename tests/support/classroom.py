"""A small class of chapter 01: the released notebook filled in, what students hand in, and a course to grade it in."""

import atexit
import csv
import shutil
import tempfile
from functools import cache
from pathlib import Path

import nbformat

from tests.conftest import REPOSITORY
from tests.support.commands import nbgrader

CHAPTER = "01_perceptron"
SOLVED = REPOSITORY / "solutions" / CHAPTER / f"{CHAPTER}.ipynb"
RELEASE = REPOSITORY / "notebooks" / CHAPTER / f"{CHAPTER}.ipynb"
SHORT = "\nc.Execute.timeout = 10\n"  # for the endless ones
HONEST = ("perfect", "partial", "untouched", "syntax-error")


def solutions() -> dict[str, str]:
    """What the solution writes into each exercise and written answer, by name."""
    cells = nbformat.read(SOLVED, as_version=4).cells
    return {cell.metadata.nbgrader.grade_id: cell.source for cell in cells if _is_solution(cell)}


def _is_solution(cell) -> bool:
    return cell.metadata.get("nbgrader", {}).get("solution", False)


def notebook(**answers: str):
    """The released notebook with these cells filled in, by exercise."""
    released = nbformat.read(RELEASE, as_version=4)
    for cell in released.cells:
        if _is_solution(cell) and cell.metadata.nbgrader.grade_id in answers:
            cell.source = answers[cell.metadata.nbgrader.grade_id]
    return released


def solved(**changes: str):
    """The released notebook with every exercise solved, but for these."""
    return notebook(**(solutions() | changes))


def short(work: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """A chapter's notebook without the cells that only draw or try things out, to be quick. What was added stays."""
    drawing = {cell.id for cell in nbformat.read(RELEASE, as_version=4).cells if _only_draws(cell)}
    work.cells = [cell for cell in work.cells if cell.id not in drawing]
    return work


def _only_draws(cell) -> bool:
    needed = "import numpy" in cell.source or cell.source.startswith("def sigmoid")
    return cell.cell_type == "code" and not cell.metadata.get("nbgrader") and not needed


def with_extra_cells():
    """Every exercise solved, among notes and cells that fail, shout and print a lot."""
    filled = solved()
    extra = ["print('hello')", "1 / 0", "import sys; sys.stderr.write('loud')", "print('x' * 10_000)"]
    filled.cells[5:5] = [nbformat.v4.new_markdown_cell("My notes."), *map(nbformat.v4.new_code_cell, extra)]
    return filled


def with_an_endless_cell():
    """Every exercise solved, and a loop that never ends behind them."""
    filled = solved()
    filled.cells.append(nbformat.v4.new_code_cell("while True:\n    pass"))
    return filled


def without_a_check_cell():
    """Every exercise solved, one check deleted."""
    filled = solved()
    filled.cells = [cell for cell in filled.cells if cell.metadata.get("nbgrader", {}).get("grade_id") != "check-mse"]
    return filled


def without_an_exercise():
    """Every exercise solved but one, which is deleted with its check."""
    filled = solved()
    filled.cells = [
        cell for cell in filled.cells if cell.metadata.get("nbgrader", {}).get("grade_id") not in ("mse", "check-mse")
    ]
    return filled


NO_OVERFLOW_GUARD = "def softmax(z):\n    e = np.exp(z)\n    return e / e.sum(axis=-1, keepdims=True)"
ENDLESS = "def binary_crossentropy(y_true, y_pred):\n    while True:\n        pass"
LOUD = (
    "import sys\n\ndef mse(y_true, y_pred):\n    sys.stderr.write('loud')\n    return np.mean((y_true - y_pred) ** 2)"
)
ONLY_ZERO = {name: f"def {name}(*_):\n    return 0" for name in solutions() if name.isidentifier() and name != "gates"}

# student → (submission: a notebook, raw bytes, or None for a folder without a notebook; points before manual grading)
CLASS = {
    "perfect": (solved(), 18),
    "partial": (notebook(neuron=solutions()["neuron"], gates=solutions()["gates"], softmax=NO_OVERFLOW_GUARD), 3.5),
    "untouched": (notebook(), 0),
    "all-zero": (notebook(**ONLY_ZERO), 0),
    "syntax-error": (solved(softmax="def softmax(z:\n    return z"), 16),
    "endless-answer": (solved(binary_crossentropy=ENDLESS), 17),
    "endless-cell": (with_an_endless_cell(), 18),
    "extra-cells": (with_extra_cells(), 18),
    "loud": (solved(mse=LOUD), 18),
    "deleted-check": (without_a_check_cell(), 18),
    "deleted-exercise": (without_an_exercise(), 17),
    "no-notebook": (None, 0),
    "corrupt": (b'{"cells": [', 0),
    "empty-file": (b"", 0),
    "no-cells": (nbformat.v4.new_notebook(), 0),
}
CLASS |= {name: (short(CLASS[name][0]), CLASS[name][1]) for name in CLASS
          if name != "perfect" and isinstance(CLASS[name][0], nbformat.NotebookNode)}  # fmt: skip


def hand_in(course: Path, works: dict) -> None:
    """Put each student's work where nbgrader expects it."""
    for student, work in works.items():
        folder = course / "submitted" / student / CHAPTER
        folder.mkdir(parents=True)
        if work is None:
            (folder / "notes.txt").write_text("I forgot the notebook.")
        elif isinstance(work, bytes):
            (folder / f"{CHAPTER}.ipynb").write_bytes(work)
        else:
            nbformat.write(work, folder / f"{CHAPTER}.ipynb")


def make_course(course: Path, students: dict, settings: str = SHORT) -> Path:
    """A course in the gradebook, with these submissions handed in."""
    elsewhere = "db_url" in settings  # the gradebook
    shutil.copytree(_course(known=not elsewhere), course, dirs_exist_ok=True)
    with (course / "nbgrader_config.py").open("a") as file:
        file.write(settings)
    hand_in(course, students)
    if elsewhere:
        assert nbgrader(course, "generate_assignment", CHAPTER, "--force").returncode == 0
    return course


@cache
def _course(known: bool) -> Path:
    """A course of one chapter, perhaps with a gradebook that knows it: to copy, as making that one takes long."""
    course = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, course)
    for name in ("solutions", "notebooks"):
        shutil.copytree(REPOSITORY / name / CHAPTER, course / name / CHAPTER)
    shutil.copy(REPOSITORY / "nbgrader_config.py", course)
    if known:
        assert nbgrader(course, "generate_assignment", CHAPTER, "--force").returncode == 0
    return course


def scores(course: Path) -> dict[str, float]:
    """Each student's points, as `nbgrader export` wrote them."""
    with (course / "grades.csv").open() as file:
        return {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
