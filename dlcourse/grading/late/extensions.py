"""More time for one student in one chapter, also before anything is handed in.

nbgrader keeps an extension with the submission. Until there is one, it waits in a table of our own.
"""

from datetime import timedelta

from nbgrader.api import Gradebook, MissingEntry

from dlcourse.grading import NotReadyError
from dlcourse.grading.book.tables import EXTENSIONS, put, remove, rows_of


def extend(gradebook: Gradebook, chapter: str, student: str, extension: timedelta) -> None:
    """Give a student this much more time than the others, in place of an earlier extension; none takes it back.

    Raises NotReadyError for an unknown chapter or student, and where there is no due date. The caller commits.
    """
    try:
        assignment = gradebook.find_assignment(chapter)
    except MissingEntry:
        raise NotReadyError(f"the gradebook does not know {chapter}.") from None
    if assignment.duedate is None:
        advice = f'nbgrader db assignment add {chapter} --duedate="2027-03-12 23:59:00 Asia/Seoul"'
        raise NotReadyError(f"{chapter} has no due date. Set one first, such as `{advice}`.")
    try:
        gradebook.find_student(student)
    except MissingEntry:
        advice = "put new students on the list with `dlcourse roster class.csv`"
        raise NotReadyError(f"the gradebook does not know the student {student}: {advice}.") from None
    try:
        gradebook.find_submission(chapter, student).extension = extension or None
        remove(gradebook, EXTENSIONS, student=student, assignment=chapter)
    except MissingEntry:
        put(gradebook, EXTENSIONS, student=student, assignment=chapter, seconds=extension.total_seconds())


def adopt_extensions(gradebook: Gradebook, chapter: str) -> None:
    """Move the extensions that wait for a submission to the submissions that have come since. The caller commits."""
    for row in rows_of(gradebook, EXTENSIONS):
        if row.assignment != chapter:
            continue
        try:
            submission = gradebook.find_submission(chapter, row.student)
        except MissingEntry:
            continue
        submission.extension = timedelta(seconds=row.seconds) or None
        remove(gradebook, EXTENSIONS, student=row.student, assignment=chapter)
