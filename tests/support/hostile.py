"""A submission with a cell or an answer that means harm, graded as autograde does."""

from pathlib import Path

import nbformat
from nbgrader.utils import determine_grade, is_grade

from dlcourse.grading.examiner.examiner import Examine
from tests.support.classroom import CHAPTER, SOLVED, notebook, short

SECONDS_PER_CELL = 5
SECONDS = 150  # far above what any case takes; below what a case without limits would
CHECKS = {
    cell.metadata.nbgrader.grade_id: cell.source
    for cell in nbformat.read(SOLVED, as_version=4).cells
    if is_grade(cell) and cell.cell_type == "code"
}


def graded(submission, folder: Path, seconds: int = SECONDS_PER_CELL):
    """Grade a notebook as autograde does: check cells restored, then examined. A cell may take so many seconds."""
    submission = short(submission)
    for cell in submission.cells:
        cell.source = CHECKS.get(cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source)
    examine = Examine(timeout=seconds)
    resources = {"nbgrader": {"assignment": CHAPTER}, "metadata": {"path": str(folder)}}
    return examine.preprocess(submission, resources)[0]


def points(submission) -> float:
    """The points of all check cells."""
    return sum(determine_grade(cell)[0] for cell in submission.cells if is_grade(cell) and cell.cell_type == "code")


def with_hostile_cell(source: str, make=notebook):
    """A notebook with this cell before the first check."""
    submission = make()
    first_check = next(i for i, cell in enumerate(submission.cells) if is_grade(cell))
    submission.cells.insert(first_check, nbformat.v4.new_code_cell(source, metadata={"hostile": True}))
    return submission


def with_shortcut(source: str):
    """The released notebook with this answer to `softmax`, before its check."""
    submission = notebook()
    check = next(i for i, cell in enumerate(submission.cells) if cell.id == "check-softmax")
    cells = [source.strip()]
    if source.strip().startswith("%%writefile"):
        cells.append("from mine import soft\ndef softmax(z): return soft(z, axis=-1)")
    submission.cells[check:check] = [nbformat.v4.new_code_cell(cell) for cell in cells]
    return submission
