"""Lower points after grading again: a student keeps the old ones until an instructor allows the lower ones.

This holds only for an unchanged submission. The whole old verdict on an exercise is kept: points, failed criteria, and
the table in the graded notebook. The record says what this verdict was graded with, so that the submission stays due.
"""

from pathlib import Path
from typing import NamedTuple

import nbformat
from nbgrader.utils import determine_grade

from dlcourse.chapters import CHECK
from dlcourse.grading import GradingError
from dlcourse.grading.record import Record


class CannotKeepError(GradingError):
    """The chapter no longer gives as many points as a student had."""


class Lowered(NamedTuple):
    """One exercise of one student, for which grading again gives fewer points than before."""

    student: str
    exercise: str
    before: float
    now: float
    reason: str


class Raised(NamedTuple):
    """One exercise of one student, for which grading again gives more points than before."""

    student: str
    exercise: str
    before: float
    now: float
    reason: str


def lowered(before: Record | None, now: Record, reason: str) -> list[Lowered]:
    """The exercises of one submission that have fewer points than before; none where the submission has changed."""
    return [Lowered(now.student, *pair, reason) for pair in _pairs(before, now) if pair[2] < pair[1]]


def raised(before: Record | None, now: Record, reason: str) -> list[Raised]:
    """The exercises of one submission that have more points than before; none where the submission has changed."""
    return [Raised(now.student, *pair, reason) for pair in _pairs(before, now) if pair[2] > pair[1]]


def _pairs(before: Record | None, now: Record) -> list[tuple[str, float, float]]:
    """Each exercise's points before and now, for an unchanged submission."""
    if before is None or (before.submission_hash, before.chosen) != (now.submission_hash, now.chosen):
        return []
    exercises = dict.fromkeys([*before.points, *now.points])
    return [(exercise, before.points.get(exercise, 0.0), now.points.get(exercise, 0.0)) for exercise in exercises]


def advice(kept: list[Lowered], chapter: str) -> str:
    """What to tell an instructor at the end about points that were kept."""
    exercises = "1 exercise" if len(kept) == 1 else f"{len(kept)} exercises"
    students = "1 student" if (count := len({one.student for one in kept})) == 1 else f"{count} students"
    return (
        f"{exercises} of {students} got fewer points than before (the lines with → above). These were not written. "
        f"If they are right, write them with `dlcourse grade {chapter} --allow-lower`."
    )


def keep(found: list[Lowered], before: Record, now: Record, older: Path, newer: Path) -> None:
    """Put the older verdicts on these exercises into the newer record and graded notebook. Raises CannotKeepError."""
    exercises = [one.exercise for one in found]
    notebook, old = (nbformat.read(path, as_version=4) for path in (newer, older))
    cells, old_cells = _checks(notebook), _checks(old)
    for exercise in exercises:
        cell = cells.get(exercise)
        if cell is not None:
            cell.outputs = old_cells[exercise].outputs
        if cell is None or _earned(cell) != before.points[exercise]:
            raise CannotKeepError(
                f"{exercise} had {before.points[exercise]:g} points before, and the chapter no longer gives so many. "
                "If that is right, grade with --allow-lower"
            )
    nbformat.write(notebook, newer)
    now.points |= {exercise: before.points[exercise] for exercise in exercises}
    others = [line for line in now.failed if line.partition(":")[0] not in exercises]
    now.failed = others + [line for line in before.failed if line.partition(":")[0] in exercises]
    for one in found:
        now.notes.append(f"{one.exercise} got {one.now:g} points, fewer than before, and keeps {one.before:g}")
    now.graded_with = before.graded_with


def _checks(notebook: nbformat.NotebookNode) -> dict[str, nbformat.NotebookNode]:
    """The check cells by exercise."""
    cells = {str(cell.metadata.get("nbgrader", {}).get("grade_id")): cell for cell in notebook.cells}
    return {name.removeprefix(CHECK): cell for name, cell in cells.items() if cell.metadata.get("nbgrader")}


def _earned(cell: nbformat.NotebookNode) -> float | None:
    try:
        return determine_grade(cell)[0]
    except ValueError:  # more points than the cell gives
        return None
