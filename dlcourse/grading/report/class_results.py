"""A class's results in one chapter, criterion by criterion, read from the graded notebooks; and who is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory

from dlcourse.chapters import CHECK
from dlcourse.checks.core.report import Result
from dlcourse.checks.core.report_data import reports_in
from dlcourse.course import load_config
from dlcourse.grading.book.opening import open_gradebook
from dlcourse.grading.report.class_summary import Row
from dlcourse.grading.roster.members import members

NOT_RUN = "the check did not run through"


@dataclass(frozen=True)
class Work:
    """One student's answer to one exercise, and how it was judged."""

    student: str
    exercise: str
    points: float  # that the exercise gives
    earned: float
    criteria: tuple[Result, ...]  # empty where the check did not run through
    answer: str  # the text of the answer's cell
    untouched: bool  # that text is as released

    @property
    def first_failed(self) -> str:
        """The name of the criterion that failed first; empty where none did."""
        if not self.criteria:
            return NOT_RUN if self.earned < self.points else ""
        return next((result.name for result in self.criteria if not result.passed), "")

    def passes(self, criterion: str) -> bool:
        """Whether an answer was given and passes: that no framework is used is no merit of an empty cell."""
        return not self.untouched and any(result.name == criterion and result.passed for result in self.criteria)


def works(course: Path, chapter: str, rows: Iterable[Row]) -> list[Work]:
    """Every answer of the submissions that could be read, by student, in the order of the notebook."""
    coursedir = CourseDirectory(config=load_config(course))
    released = answers_in(Path(coursedir.format_path(coursedir.release_directory, ".", chapter), f"{chapter}.ipynb"))
    found: list[Work] = []
    for row in rows:
        folder = Path(coursedir.format_path(coursedir.autograded_directory, row.student, chapter))
        path = folder / f"{chapter}.ipynb"
        notebook = read_graded(path)
        if notebook and not _was_replaced(notebook):
            found += _works(row, notebook, answers_in(path, notebook), released)
    return found


def missing(course: Path, chapter: str, rows: Iterable[Row], section: str) -> tuple[list[str], list[str]]:
    """The students of the class, or of one section, who handed in nothing, and those whose work is not graded yet."""
    coursedir = CourseDirectory(config=load_config(course))
    with open_gradebook(coursedir) as gradebook:
        here = {name for name, member in members(gradebook).items() if member.counts_in(section)}
    absent = sorted(here - {row.student for row in rows})
    ungraded = [name for name in absent if _submitted(coursedir, chapter, name).is_dir()]
    return [name for name in absent if name not in ungraded], ungraded


def answers_in(path: Path, notebook: NotebookNode | None = None) -> dict[str, str]:
    """The text of each answer's cell in a notebook of this course, by grade id; none where it cannot be read."""
    notebook = notebook or read_graded(path)
    marked = [(cell.metadata.get("nbgrader", {}), cell) for cell in notebook.cells] if notebook else []
    return {marks["grade_id"]: cell.source for marks, cell in marked if marks.get("solution")}


def _submitted(coursedir: CourseDirectory, chapter: str, student: str) -> Path:
    return Path(coursedir.format_path(coursedir.submitted_directory, student, chapter))


def read_graded(path: Path) -> NotebookNode | None:
    """A notebook of the course or of grading; None where it cannot be read."""
    try:
        return nbformat.read(path, as_version=4)
    except (OSError, ValueError, nbformat.ValidationError):
        return None


def _was_replaced(notebook: NotebookNode) -> bool:
    """Whether the submission could not be read, so that the released notebook was graded in its place."""
    return bool(notebook.cells) and notebook.cells[0].get("id") == "unreadable"


def _works(row: Row, notebook: NotebookNode, answers: dict[str, str], released: dict[str, str]) -> Iterable[Work]:
    for cell in notebook.cells:
        marks = cell.metadata.get("nbgrader", {})
        if cell.cell_type != "code" or not marks.get("grade") or marks.get("solution"):
            continue
        exercise = marks["grade_id"].removeprefix(CHECK)
        reports = reports_in(cell.outputs)
        criteria = tuple(reports[-1].criteria) if reports else ()
        answer = answers.get(exercise, "")
        same = exercise in released and squeezed(answer) == squeezed(released[exercise])
        points, earned = float(marks["points"]), row.record.points.get(exercise, 0.0)
        yield Work(row.student, exercise, points, earned, criteria, answer, same)


def squeezed(text: str) -> str:
    """A text without its blanks."""
    return "".join(text.split())
