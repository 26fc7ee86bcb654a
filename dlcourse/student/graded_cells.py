"""Find a notebook's graded cells and the points that they earned, by nbgrader's rules, but without nbgrader."""

from hashlib import md5

from nbformat import NotebookNode


class TooManyPointsError(Exception):
    """A check cell's output says more points than the cell has."""


def is_graded(cell: NotebookNode) -> bool:
    """Whether a cell gives points."""
    return bool(_marks(cell).get("grade"))


def is_written_answer(cell: NotebookNode) -> bool:
    """Whether a person must read this graded cell, because it is no check."""
    return cell.cell_type != "code" or bool(_marks(cell).get("solution"))


def points_of(cell: NotebookNode) -> float:
    """The maximal points of a graded cell."""
    return float(_marks(cell)["points"])


def earned(cell: NotebookNode) -> float | None:
    """The points that a graded cell has earned, as nbgrader's `determine_grade` counts them.

    Returns 0 for a written answer that is as released, and None for one that a person must read.
    Raises TooManyPointsError.
    """
    if is_written_answer(cell):
        return 0.0 if _marks(cell).get("solution") and _marks(cell).get("checksum") == _checksum(cell) else None
    for output in cell.outputs:
        if output.output_type == "error" or (output.output_type == "stream" and output.name == "stderr"):
            return 0.0
        if output.output_type == "execute_result":
            return _partial(output.data.get("text/plain", ""), points_of(cell))
    return points_of(cell)


def _partial(text: str, points: float) -> float:
    """The points that a check cell's value says; all points where the value is not a number of 0 or more."""
    try:
        value = float(text)
    except ValueError:
        return points
    if value > points:
        raise TooManyPointsError(f"{value:g} of {points:g} points")
    return value if value >= 0 else points


def _checksum(cell: NotebookNode) -> str:
    """The checksum of the cell's content, as nbgrader writes it into a released cell."""
    marks = _marks(cell)
    grade, solution = bool(marks.get("grade")), bool(marks.get("solution"))
    locked = not solution and (grade or bool(marks.get("locked")))
    points = [float(marks["points"])] if grade else []
    parts = [cell.source, cell.cell_type, grade, solution, locked, marks["grade_id"], *points]
    return md5("".join(map(str, parts)).encode()).hexdigest()


def _marks(cell: NotebookNode) -> dict:
    return cell.metadata.get("nbgrader", {})
