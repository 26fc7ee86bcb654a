"""The points that the gradebook holds, beside those that the records say."""

from nbformat import NotebookNode
from nbgrader.api import Assignment, BaseCell, Grade, Gradebook, MissingEntry, SubmittedAssignment, SubmittedNotebook

from dlcourse.chapters import CHECK
from dlcourse.grading.record import Record


def points_in(gradebook: Gradebook, chapter: str) -> dict[str, dict[str, float | None]]:
    """By student and cell, what the checks have given in a chapter."""
    query = (
        gradebook.db.query(SubmittedAssignment.student_id, BaseCell.name, Grade.auto_score)
        .select_from(Grade)
        .join(BaseCell, Grade.cell_id == BaseCell.id)
        .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .filter(Assignment.name == chapter)
    )
    found: dict[str, dict[str, float | None]] = {}
    for student, cell, points in query:
        found.setdefault(student, {})[cell.removeprefix(CHECK)] = points
    return found


def is_written(record: Record, points: dict[str, float | None] | None) -> bool:
    """Whether the gradebook has what a record says. It has not where it was made anew, or is an older copy."""
    return points is not None and all(points.get(name) == earned for name, earned in record.points.items())


def lines_on_points(students: list[str]) -> list[str]:
    """What to tell of submissions whose points are written again."""
    if not students:
        return []
    whose = "1 unchanged submission has" if len(students) == 1 else f"{len(students)} unchanged submissions have"
    return [
        f"{whose} other points in the gradebook than grading gave, or none: these are written again, from autograded/. "
        "What was given by hand may be missing: look at the written answers and comments in Formgrader"
    ]


class ReadAnswers:
    """What a person has graded in one submission, so that it need not be read again where it is the same."""

    def __init__(self, gradebook: Gradebook, chapter: str, student: str) -> None:
        self.about = (chapter, chapter, student)
        try:
            grades = gradebook.find_submission_notebook(*self.about).grades
        except MissingEntry:
            grades = []
        self.before = {
            grade.name: (grade.auto_score, grade.needs_manual_grade)
            for grade in grades
            if grade.manual_score is not None
        }

    def restore(self, gradebook: Gradebook, older: NotebookNode, newer: NotebookNode) -> None:
        """After grading again, do not ask for answers that stand as they were read, nor for equal points of a check."""
        texts, new_texts = (texts_of(notebook) for notebook in (older, newer))
        for grade in gradebook.find_submission_notebook(*self.about).grades:
            if grade.name not in self.before:
                continue
            points, needed = self.before[grade.name]
            by_hand = grade.auto_score is None or grade.cell_type == "markdown"
            same = texts.get(grade.name) == new_texts.get(grade.name) if by_hand else grade.auto_score == points
            if same and grade.name in texts:
                grade.needs_manual_grade = needed
        gradebook.db.commit()


def texts_of(notebook: NotebookNode) -> dict[str, str]:
    """The text of each cell that has a role, by its name."""
    return {str(cell.metadata.nbgrader.grade_id): cell.source for cell in notebook.cells if "nbgrader" in cell.metadata}
