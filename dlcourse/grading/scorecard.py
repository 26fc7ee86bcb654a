"""A whole notebook's score, as its own visible checks give it: what a student sees before handing in."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode

from dlcourse.notebooks import Unreadable, client, read_notebook, run

SECONDS_PER_CELL = 180


@dataclass(frozen=True)
class Line:
    """One graded cell: points earned (None: a person reads it), points there are, and what went wrong first."""

    name: str
    earned: float | None
    points: float
    remark: str = ""
    read_by_a_person: bool = False


def scorecard(path: Path) -> list[Line]:
    """Run a notebook in a fresh kernel and read the points off its check cells. Raises Unreadable."""
    notebook = read_notebook(path)
    graded = _graded(notebook)
    _run(notebook, path.parent)
    return [_line(cell) for cell in graded]


def saved_scorecard(path: Path) -> list[Line]:
    """The same from the outputs that were saved with the notebook; nothing is run. Raises Unreadable."""
    return [_line(cell) for cell in _graded(read_notebook(path))]


def _graded(notebook: NotebookNode) -> list[NotebookNode]:
    from nbgrader.utils import is_grade

    graded = [cell for cell in notebook.cells if is_grade(cell)]
    if not graded:
        raise Unreadable("no cell of this notebook is graded; is it one of the course's?")
    return graded


def _run(notebook: NotebookNode, folder: Path) -> None:
    runner = client(notebook, folder, timeout=SECONDS_PER_CELL, interrupt_on_timeout=True, allow_errors=True)
    try:
        run(runner)
    except DeadKernelError:
        raise Unreadable("the kernel died while the notebook ran; run it cell by cell to see where") from None


def _line(cell: NotebookNode) -> Line:
    from nbgrader.utils import determine_grade

    name = cell.metadata.nbgrader.grade_id.removeprefix("check-")
    if not _is_autograded(cell):
        earned, points = determine_grade(cell)
        remark = "no answer yet" if earned == 0 else "read by your instructor"
        return Line(name, earned, points, remark, read_by_a_person=True)
    if not cell.outputs:
        return Line(name, 0.0, float(cell.metadata.nbgrader.points), "the check did not run")
    try:
        earned, points = determine_grade(cell)
    except ValueError:  # more points than there are
        return Line(name, 0.0, float(cell.metadata.nbgrader.points), "the check cell was changed")
    return Line(name, earned, points, next(_remarks(cell), "") if earned < points else "")


def _is_autograded(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and not cell.metadata.nbgrader.get("solution")


def _remarks(cell: NotebookNode) -> Iterator[str]:
    """The criteria that failed, from the plain text of the check's table; or the error that stopped the cell."""
    for output in cell.outputs:
        for line in output.get("data", {}).get("text/plain", "").splitlines():
            if line.strip().startswith("✗"):
                yield line.strip().removeprefix("✗ ")
        if output.output_type == "error":
            yield f"{output.ename}: {output.evalue}".strip(": ")
