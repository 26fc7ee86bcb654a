"""Feedback pages: made anew where the graded notebook, points, comments or the penalty are others than on the page.

nbgrader makes a page only once, or all of them again. Here the last line of a page says what it was made of.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from dlcourse.grading.book.converting import convert
from dlcourse.grading.book.places import on_the_disk_of, replace
from dlcourse.grading.book.points import texts_of
from dlcourse.grading.record import NAME

MARK = "<!-- made of {} -->\n"


class Page(NamedTuple):
    """One student's page, which is there now: whether it was made by this run, and why it could not be."""

    student: str
    made: bool
    problem: str = ""


def make_pages(
    config: Config, coursedir: CourseDirectory, gradebook: Gradebook, chapter: str, students: list[str]
) -> Iterator[Page]:
    """Make the pages of these students that are missing or out of date, one after another; an old one stays until then.

    A student without a graded notebook is left out.
    """
    with tempfile.TemporaryDirectory(dir=coursedir.root, prefix=f".grading-{os.getpid()}-") as scratch:
        for student in students:
            graded = Path(coursedir.format_path(coursedir.autograded_directory, student, chapter))
            place = Path(coursedir.format_path(coursedir.feedback_directory, student, chapter))
            if not (graded / f"{chapter}.ipynb").is_file():
                continue
            try:
                mark = MARK.format(_content(gradebook, graded, chapter, student))
            except (MissingEntry, ValueError):
                advice = f"run `dlcourse grade {chapter}`"
                yield Page(student, False, f"the gradebook does not have this work with these cells: {advice}")
                continue
            if _last_line(place / f"{chapter}.html") == mark:
                yield Page(student, False)
                continue
            problem = _make(config, coursedir, chapter, student, Path(scratch))
            if not problem:
                folder = Path(scratch, student, chapter)
                (folder / NAME).unlink(missing_ok=True)  # the grader's record
                with (folder / f"{chapter}.html").open("a", encoding="utf-8") as page:
                    page.write(f"\n{mark}")
                replace(on_the_disk_of(place, folder), place)
            yield Page(student, not problem, problem)


def _content(gradebook: Gradebook, graded: Path, chapter: str, student: str) -> str:
    """A hash over all that a page shows. Raises MissingEntry or ValueError where the gradebook has other cells."""
    notebook = gradebook.find_submission_notebook(chapter, chapter, student)
    text = (graded / f"{chapter}.ipynb").read_text(encoding="utf-8")
    for name in texts_of(nbformat.reads(text, as_version=4)):
        gradebook.find_source_cell(name, chapter, chapter)
    grades = sorted((grade.name, grade.score, grade.max_score) for grade in notebook.grades)
    comments = sorted((comment.name, comment.comment or "") for comment in notebook.comments)
    penalty = notebook.late_submission_penalty or 0.0
    about = json.dumps([metadata.version("dlcourse"), grades, comments, penalty])
    return hashlib.sha256((about + text).encode()).hexdigest()


def _last_line(page: Path) -> str:
    try:
        with page.open("rb") as file:
            file.seek(max(0, page.stat().st_size - len(MARK) - 100))
            return file.read().decode(errors="replace").splitlines(keepends=True)[-1]
    except (OSError, IndexError):
        return ""


def _make(config: Config, coursedir: CourseDirectory, chapter: str, student: str, scratch: Path) -> str:
    """Let nbgrader make a page in `scratch`; returns why it could not, or nothing."""
    about = CourseDirectory(config=config, assignment_id=chapter, student_id=student)
    about.feedback_directory = scratch.name
    return convert(GenerateFeedback(coursedir=about, config=config, force=True))
