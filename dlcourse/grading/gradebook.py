"""The gradebook: the check cells that it keeps of a chapter, and the points that are written into it."""

from pathlib import Path

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from dlcourse.grading import NotReadyError
from dlcourse.grading.book.opening import open_gradebook
from dlcourse.grading.book.points import ReadAnswers
from dlcourse.grading.submission import resources_for, steps
from dlcourse.grading.times import submission_time


def check_sources(coursedir: CourseDirectory, chapter: str) -> list[str]:
    """The sources of the graded cells in the gradebook. Raises NotReadyError when it does not know the chapter."""
    try:
        with open_gradebook(coursedir) as gradebook:
            return [cell.source for cell in gradebook.find_notebook(chapter, chapter).source_cells]
    except MissingEntry:
        advice = f"run `nbgrader generate_assignment {chapter} --force` first."
        raise NotReadyError(f"the gradebook does not know {chapter}: {advice}") from None


def write_points(
    config: Config, coursedir: CourseDirectory, chapter: str, student: str, folder: Path, older: Path | None = None
) -> None:
    """Write the points of a graded notebook in `folder`, and when it was handed in, as nbgrader's autograde does.

    Written answers that were read, and are the same in the `older` graded notebook, need not be read again.
    """
    timestamp = submission_time(folder)
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        gradebook.update_or_create_student(student)
        read = ReadAnswers(gradebook, chapter, student)
        options = {"timestamp": timestamp} if timestamp else {}
        gradebook.update_or_create_submission(chapter, student, **options)
    notebook = nbformat.read(folder / f"{chapter}.ipynb", as_version=4)
    resources = resources_for(coursedir, chapter, student, folder)
    for step in steps(config, coursedir, writing=True):
        notebook, resources = step(notebook, resources)
    if read.before and older and older.is_file():
        with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
            read.restore(gradebook, nbformat.read(older, as_version=4), notebook)
