"""Export grades to a learning platform: nbgrader plug-ins that write CSV files for Canvas and Moodle.

    nbgrader export --exporter=dlcourse.grading.lms.export.CanvasExport --to=canvas.csv
    nbgrader export --exporter=dlcourse.grading.lms.export.MoodleExport --to=moodle.csv

One row per student, one column per chapter. Where a student did not submit a chapter, the cell is empty: the instructor
decides how it counts. Moodle reads a comment for each chapter, too; Canvas reads none from a table. Penalties for late
work are worked out first, as points given by hand may have changed them. Students who have withdrawn are left out.
`--OfSection.section=A` exports one section of the class.
"""

import csv
import re
import sys
from pathlib import Path

from nbgrader.api import Assignment, Gradebook, MissingEntry, Student, SubmittedAssignment
from nbgrader.plugins import ExportPlugin
from traitlets import Unicode

from dlcourse.chapters import CHECK
from dlcourse.grading import GradingError, NotReadyError
from dlcourse.grading.book.opening import OLDER, is_older
from dlcourse.grading.late.penalties import update_penalties
from dlcourse.grading.roster.members import members
from dlcourse.notebooks import one_line

ENCODING = "utf-8-sig"  # Excel takes a file without this mark for one in the encoding of Windows


class OfSection(ExportPlugin):
    """Exports those who are in the class, or in one section of it, with the penalties that are right now."""

    section = Unicode("", help="The section of the class to export; all where it is empty.").tag(config=True)

    def chosen(self, gradebook: Gradebook) -> tuple[list[Assignment], list[Student]]:
        """The chapters and students to export. It brings the chapters' penalties up to date."""
        try:
            if is_older(gradebook.engine):
                raise NotReadyError(OLDER)
            chapters = [one for one in gradebook.assignments if not self.assignment or one.name in self.assignment]
            for name in [chapter.name for chapter in chapters]:
                for penalty in update_penalties(self.config, gradebook, name):
                    self.log.warning("%s", penalty)
        except GradingError as problem:
            self.log.error("Nothing was exported: %s", problem)
            sys.exit(1)
        students = [one for one in gradebook.students if not self.student or one.id in map(str, self.student)]
        self.members = members(gradebook)
        sections = sorted({member.section for member in self.members.values() if member.section})
        if self.section and self.section not in sections:
            there = f"it has {', '.join(sections)}" if sections else "it has none"
            self.log.error("Nothing was exported: the class has no section %s; %s.", self.section, there)
            sys.exit(1)
        students = [one for one in students if self.section in ("", self.members[one.id].section)]
        if gone := [one.id for one in students if self.members[one.id].withdrawn]:
            self.log.warning("Left out, as they have withdrawn: %s", ", ".join(gone))
        return chapters, [one for one in students if one.id not in gone]


class SafeCsvExport(OfSection):
    """nbgrader's own table, one row per student and chapter, in which no name is a formula or moves the cursor."""

    columns = (
        "assignment duedate timestamp student_id last_name first_name email raw_score late_submission_penalty score "
        "max_score section"
    ).split()

    def export(self, gradebook: Gradebook) -> None:
        chapters, students = self.chosen(gradebook)
        path = Path(self.to or "grades.csv")
        self.log.info("Exporting grades to %s", path)
        with path.open("w", encoding=ENCODING, newline="") as file:
            rows = csv.writer(file)
            rows.writerow(self.columns)
            for chapter in chapters:
                for student in students:
                    row = [*_row(gradebook, chapter, student), self.members[student.id].section]
                    rows.writerow(map(safe_cell, row))


def _row(gradebook: Gradebook, chapter: Assignment, student: Student) -> list:
    about = [student.id, student.last_name, student.first_name, student.email]
    try:
        submission = gradebook.find_submission(chapter.name, student.id)
    except MissingEntry:
        return [chapter.name, chapter.duedate, "", *about, 0.0, 0.0, 0.0, chapter.max_score]
    score, penalty = submission.score, submission.late_submission_penalty
    points = [score, penalty, max(0.0, score - penalty), chapter.max_score]
    return [chapter.name, chapter.duedate, submission.timestamp, *about, *points]


class _OneRowPerStudent(OfSection):
    """Writes `about(student)`, then each chapter's score less the penalty for lateness."""

    columns: tuple[str, ...] = ()
    default = "grades.csv"
    above = ""  # what the platform does with more points than the maximum

    def export(self, gradebook: Gradebook) -> None:
        chapters, students = self.chosen(gradebook)
        path = Path(self.to or self.default)
        self.log.info("Exporting grades to %s", path)
        with path.open("w", encoding=ENCODING, newline="") as file:
            rows = csv.writer(file)
            rows.writerow([*self.columns, *(head for chapter in chapters for head in self.headings(chapter))])
            rows.writerows(self.before(chapters))
            for student in students:
                cells = [cell for chapter in chapters for cell in self.cells(gradebook, chapter, student)]
                rows.writerow([safe_cell(text) for text in self.about(student)] + cells)

    def headings(self, chapter: Assignment) -> list[str]:
        return [chapter.name]

    def cells(self, gradebook: Gradebook, chapter: Assignment, student: Student) -> list:
        """What stands below a chapter's headings."""
        try:
            submission = gradebook.find_submission(chapter.name, student.id)
        except MissingEntry:
            return [""] * len(self.headings(chapter))
        score = max(0.0, submission.score - submission.late_submission_penalty)
        if score > chapter.max_score:
            name, points = one_line(student.id), f"{score:g} of {chapter.max_score:g} points"
            self.log.warning("%s has %s in %s. %s", name, points, chapter.name, self.above)
        return [f"{score:g}", safe_cell(comment_on(submission))][: len(self.headings(chapter))]

    def before(self, chapters: list[Assignment]) -> list[list]:
        """Rows between the headings and the students."""
        return []

    def about(self, student: Student) -> list[str]:
        raise NotImplementedError


class CanvasExport(_OneRowPerStudent):
    """For Canvas: Grades → Import. Canvas finds students by their login, which must be nbgrader's student id.

    Columns as Canvas exports them ("How do I import grades in the Gradebook?", Canvas Instructor Guide).
    """

    columns = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
    default = "canvas.csv"
    above = "Canvas counts the points above the maximum as extra credit."

    def before(self, chapters: list[Assignment]) -> list[list]:
        return [["Points Possible", "", "", "", "", *(f"{chapter.max_score:g}" for chapter in chapters)]]

    def about(self, student: Student) -> list[str]:
        name = ", ".join(filter(None, [student.last_name, student.first_name])) or student.id
        return [name, "", "", student.id, self.members[student.id].section]


class MoodleExport(_OneRowPerStudent):
    """For Moodle: Grades → Import → CSV file. Identify users by e-mail address or username.

    Moodle asks which column is which. It suggests the right ones, because the headings are those of its own export.
    """

    columns = ("First name", "Last name", "Username", "Email address")
    default = "moodle.csv"
    above = "Moodle refuses a grade above the assignment's maximum: raise the maximum there before you import."

    def headings(self, chapter: Assignment) -> list[str]:
        return [f"Assignment: {chapter.name} ({what})" for what in ("Real", "Feedback")]

    def about(self, student: Student) -> list[str]:
        return [student.first_name or "", student.last_name or "", student.id, student.email or ""]


def comment_on(submission: SubmittedAssignment) -> str:
    """A student's points in one line: where points are missing, what a person wrote, and the penalty for lateness."""
    parts = [f"{submission.score:g} of {submission.max_score:g} points"]
    for notebook in submission.notebooks:
        for grade in sorted(notebook.grades, key=lambda one: one.name):
            if grade.needs_manual_grade:
                parts.append(f"{grade.name}: not read yet")
            elif grade.score < grade.max_score:
                parts.append(f"{grade.name.removeprefix(CHECK)}: {grade.score:g} of {grade.max_score:g}")
        for comment in sorted(notebook.comments, key=lambda one: one.name):
            if text := " ".join((comment.manual_comment or "").split()):
                parts.append(f"{comment.name}: {text}")
    if submission.late_submission_penalty:
        parts.append(f"late: {submission.late_submission_penalty:g} points less")
    return "; ".join(parts)


# What a spreadsheet may take for a formula: at the start of a cell, also where it splits cells at a semicolon.
_FORMULA = re.compile(r"(^|;)(\s*[=+\-@＝＋－＠])")


def safe_cell(value: object) -> object:
    """A number as it is; any other value as a text that is no formula, with a mark for each sign that is not shown."""
    if isinstance(value, int | float):
        return value
    text = "" if value is None else str(value)
    shown = "".join(letter if letter.isprintable() else "\ufffd" for letter in text)
    return _FORMULA.sub(r"\1'\2", shown)
