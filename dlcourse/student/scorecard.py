"""A whole notebook's score, as its own visible checks give it: what a student sees before handing in."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode

from dlcourse.chapters import CHECK
from dlcourse.checks.core.report_data import reports_in
from dlcourse.notebooks import UnreadableError, client, one_line, read_noting, run
from dlcourse.notebooks.first_error import first_error
from dlcourse.notebooks.written import give_back_marks
from dlcourse.student.graded_cells import TooManyPointsError, earned, is_graded, is_written_answer, points_of
from dlcourse.student.released import released_chapter

SECONDS_PER_CELL = 180


@dataclass(frozen=True)
class GradedCell:
    """One graded cell: points earned (None: a person reads it), points there are, and what went wrong first."""

    name: str
    earned: float | None
    points: float
    remark: str = ""
    read_by_a_person: bool = False


class Scorecard(list[GradedCell]):
    """The graded cells, in order.

    Attributes:
        notes: the first error that other cells suffer from, and what was odd about the file.
    """

    def __init__(self, notebook: NotebookNode, graded: list[NotebookNode], notes: list[str]) -> None:
        super().__init__(map(_judged, graded))
        self.notes = [*first_error(notebook.cells), *notes]


def scorecard(path: Path) -> Scorecard:
    """Run a notebook in a fresh kernel and read the points off its check cells. Raises UnreadableError."""
    notebook, notes = _read(path)
    graded = _graded(notebook)
    _run(notebook, path.parent)
    return Scorecard(notebook, graded, notes)


def saved_scorecard(path: Path) -> Scorecard:
    """The same from the outputs that were saved with the notebook; nothing is run. Raises UnreadableError.

    A check that ran with an older version of the course has its points, but no remark on what failed.
    """
    notebook, notes = _read(path)
    return Scorecard(notebook, _graded(notebook), notes)


def _read(path: Path) -> tuple[NotebookNode, list[str]]:
    """A notebook as grading reads it, with notes on what was odd."""
    notebook, notes = read_noting(path)
    released = released_chapter(path)
    return notebook, [*notes, *(give_back_marks(notebook, released) if released else [])]


def _graded(notebook: NotebookNode) -> list[NotebookNode]:
    graded = [cell for cell in notebook.cells if is_graded(cell)]
    if not graded:
        raise UnreadableError("no cell of this notebook is graded; is it one of the course's?")
    return graded


def _run(notebook: NotebookNode, folder: Path) -> None:
    runner = client(notebook, folder, timeout=SECONDS_PER_CELL, interrupt_on_timeout=True, allow_errors=True)
    try:
        run(runner)
    except DeadKernelError:
        raise UnreadableError("the kernel died while the notebook ran; run it cell by cell to see where") from None
    except RuntimeError as problem:  # nbclient says so where a kernel does not answer in time
        reason = f"the kernel did not start ({one_line(str(problem))}). Close other programs and try again"
        raise UnreadableError(reason) from None


def _judged(cell: NotebookNode) -> GradedCell:
    name, points = cell.metadata.nbgrader.grade_id.removeprefix(CHECK), points_of(cell)
    if is_written_answer(cell):
        remark = "no answer yet" if earned(cell) == 0 else "read by your instructor"
        return GradedCell(name, earned(cell), points, remark, read_by_a_person=True)
    if not cell.outputs:
        return GradedCell(name, 0.0, points, "the check did not run")
    try:
        reached = earned(cell)
    except TooManyPointsError:
        return GradedCell(name, 0.0, points, "the check cell was changed")
    failed = reached is not None and reached < points
    return GradedCell(name, reached, points, next(_remarks(cell), "") if failed else "")


def _remarks(cell: NotebookNode) -> Iterator[str]:
    """The criteria that failed, from the data beside the check's table; or the error that stopped the cell.

    A rule that the answer breaks takes all its points: what breaks it is said, too.
    """
    for output in cell.outputs:
        for report in reports_in([output]):
            failed = [result for result in report.criteria if not result.passed]
            yield from (one.name if one.weight else f"{one.name}: {one_line(one.message)}" for one in failed)
        if output.output_type == "error":
            yield f"{output.ename}: {output.evalue}".strip(": ")
