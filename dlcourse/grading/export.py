"""Grades for a learning platform: nbgrader export plug-ins that write what Canvas and Moodle read.

    nbgrader export --exporter=dlcourse.grading.export.CanvasExport --to=canvas.csv
    nbgrader export --exporter=dlcourse.grading.export.MoodleExport --to=moodle.csv

One row a student, one column a chapter. A chapter that somebody did not hand in stays empty: what it counts is for the
instructor to say.
"""

import csv
from pathlib import Path

from nbgrader.api import Assignment, Gradebook, MissingEntry, Student
from nbgrader.plugins import ExportPlugin


class _OneRowAStudent(ExportPlugin):
    """Writes `about(student)`, then each chapter's score less the penalty for lateness."""

    columns: tuple[str, ...] = ()
    default = "grades.csv"

    def export(self, gradebook: Gradebook) -> None:
        chapters = [one for one in gradebook.assignments if not self.assignment or one.name in self.assignment]
        students = [one for one in gradebook.students if not self.student or one.id in map(str, self.student)]
        path = Path(self.to or self.default)
        self.log.info("Exporting grades to %s", path)
        with path.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow([*self.columns, *(self.heading(chapter) for chapter in chapters)])
            rows.writerows(self.before(chapters))
            for student in students:
                scores = [_score(gradebook, chapter.name, student.id) for chapter in chapters]
                rows.writerow([harmless(text) for text in self.about(student)] + scores)

    def heading(self, chapter: Assignment) -> str:
        return chapter.name

    def before(self, chapters: list[Assignment]) -> list[list]:
        """Rows between the headings and the students."""
        return []

    def about(self, student: Student) -> list[str]:
        raise NotImplementedError


class CanvasExport(_OneRowAStudent):
    """For Canvas: Grades → Import. Students are found by their login, which is nbgrader's student id.

    Columns as Canvas exports them ("How do I import grades in the Gradebook?", Canvas Instructor Guide).
    """

    columns = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
    default = "canvas.csv"

    def before(self, chapters: list[Assignment]) -> list[list]:
        return [["Points Possible", "", "", "", "", *(f"{chapter.max_score:g}" for chapter in chapters)]]

    def about(self, student: Student) -> list[str]:
        name = ", ".join(filter(None, [student.last_name, student.first_name])) or student.id
        return [name, "", "", student.id, ""]


class MoodleExport(_OneRowAStudent):
    """For Moodle: Grades → Import → CSV file. Identify users by e-mail address or username.

    Moodle asks which column is which, and suggests the right ones where the headings are those of its own export.
    """

    columns = ("First name", "Last name", "Username", "Email address")
    default = "moodle.csv"

    def heading(self, chapter: Assignment) -> str:
        return f"Assignment: {chapter.name} (Real)"

    def about(self, student: Student) -> list[str]:
        return [student.first_name or "", student.last_name or "", student.id, student.email or ""]


def _score(gradebook: Gradebook, chapter: str, student: str) -> str:
    try:
        submission = gradebook.find_submission(chapter, student)
    except MissingEntry:
        return ""
    return f"{max(0.0, submission.score - submission.late_submission_penalty):g}"


def harmless(text: str) -> str:
    """Text that a spreadsheet does not run as a formula, however it begins."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
