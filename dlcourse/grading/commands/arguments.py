"""What the commands of instructors have in common: the course, its gradebook, and a chapter named by its number."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dlcourse.chapters import CHAPTERS, UnclearError, chapter_meant
from dlcourse.course import NoCourseError, find_course
from dlcourse.grading import GradingError
from dlcourse.terminal import give_up

if TYPE_CHECKING:
    from nbgrader.api import Gradebook
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config


def course_or_exit() -> Path:
    """The course's folder, from the current folder upwards; ends the command where there is none."""
    try:
        return find_course(Path.cwd())
    except NoCourseError as problem:
        give_up(str(problem))


@contextmanager
def gradebook_or_exit() -> Iterator[tuple["Config", "CourseDirectory", "Gradebook"]]:
    """The course's settings, folders and gradebook. A GradingError in the block ends the command in one line."""
    from nbgrader.coursedir import CourseDirectory

    from dlcourse.course import load_config
    from dlcourse.grading.book.opening import open_gradebook

    config = load_config(course_or_exit())
    coursedir = CourseDirectory(config=config)
    try:
        with open_gradebook(coursedir) as gradebook:
            yield config, coursedir, gradebook
    except GradingError as problem:
        give_up(str(problem))


def chapter_or_exit(text: str, course: Path | None = None) -> str:
    """The chapter that is meant by its name, number or folder; ends the command where several could be."""
    course = course or course_or_exit()
    folders = {path.name for kind in ("solutions", "notebooks") for path in (course / kind).glob("*/")}
    try:
        return chapter_meant(text, {chapter.name for chapter in CHAPTERS} | folders)
    except UnclearError as problem:
        give_up(str(problem))
