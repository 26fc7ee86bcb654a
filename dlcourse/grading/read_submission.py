"""Read submissions. One that is not a notebook gets 0 points and the reason, and grading of the others goes on."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory

from dlcourse.notebooks import UnreadableError, one_line, read_notebook
from dlcourse.notebooks.finding import Found, find_notebook
from dlcourse.notebooks.written import give_back_marks


def read_submission(coursedir: CourseDirectory, chapter: str, student: str, wanted: str = "") -> Found:
    """Find and read a student's notebook of a chapter, without its outputs.

    Raises UnreadableError, also where it is a link.

    Args:
        wanted: the name of the notebook that the instructor chose; without it, the one with the chapter's cells.
    """
    submitted = Path(coursedir.format_path(coursedir.submitted_directory, student, chapter))
    if is_linked(submitted):
        raise UnreadableError("the student's folder is a link")
    released = released_notebook(coursedir, chapter)
    found = find_notebook(submitted, chapter, released, wanted)
    lost = give_back_marks(found.notebook, released) if released else []
    return found._replace(notes=[*found.notes, *lost])


def is_linked(submitted: Path) -> bool:
    """Whether a submission's folder, or the student's folder that contains it, is a link."""
    return submitted.is_symlink() or submitted.parent.is_symlink()


def released_notebook(coursedir: CourseDirectory, chapter: str) -> NotebookNode | None:
    """A chapter's notebook as students were given it; None where there is no release."""
    path = Path(coursedir.format_path(coursedir.release_directory, ".", chapter), f"{chapter}.ipynb")
    try:
        status = path.stat()
        return _released(path, status.st_mtime_ns, status.st_size)
    except (OSError, UnreadableError):
        return None


@lru_cache(maxsize=20)
def _released(path: Path, *_version: int) -> NotebookNode:
    """It is read once for a class, as long as the file has the same time and size."""
    return read_notebook(path, outputs=False)


def replacement(coursedir: CourseDirectory, assignment: str, notebook: str, problem: UnreadableError) -> NotebookNode:
    """The released notebook with the reason on top, to be graded instead of an unreadable submission.

    Code cells that are neither exercises nor checks are left out: they would only take time.
    """
    folder = coursedir.format_path(coursedir.release_directory, ".", assignment)
    released = read_notebook(Path(folder) / f"{notebook}.ipynb")
    note = f"**This submission could not be read: {problem}.** It was graded as an empty notebook: 0 points."
    note += " Pictures that the text mentions are left out here."
    released.cells = [cell for cell in released.cells if cell.cell_type != "code" or "nbgrader" in cell.metadata]
    released.cells.insert(0, nbformat.v4.new_markdown_cell(note, id="unreadable"))
    return released


class ForgivingExporter(NotebookExporter):
    """Reads a submission with `read_submission`, which accepts many faults; where it cannot be read, replaces it.

    The replacement scores 0 and has the reason on top, so that the instructor and the student see why.
    """

    def from_filename(self, filename: str, resources: dict | None = None, **kwargs: Any) -> tuple[NotebookNode, dict]:
        assert resources is not None, "nbgrader gives them"
        assert self.parent is not None, "nbgrader's converter"
        path, settings, coursedir = Path(filename), resources["nbgrader"], self.parent.coursedir
        try:
            notebook = self._read(path, coursedir, settings)
        except UnreadableError as problem:
            self.log.error("%s cannot be graded and scores 0: %s.", filename, problem)
            notebook = replacement(coursedir, settings["assignment"], settings["notebook"], problem)
        resources["metadata"] = {"name": path.stem, "path": str(path.parent)}
        return self.from_notebook_node(notebook, resources=resources, **kwargs)

    def _read(self, path: Path, coursedir: CourseDirectory, settings: dict) -> NotebookNode:
        """The submission; in autograde's second step, what its first step wrote."""
        chapter, student = settings["assignment"], settings["student"]
        submitted = Path(coursedir.format_path(coursedir.submitted_directory, student, chapter))
        if path.parent.absolute() != submitted.absolute() or settings["notebook"] != chapter:
            if is_linked(path.parent):
                raise UnreadableError("the student's folder is a link")
            return read_notebook(path, outputs=False)
        found = read_submission(coursedir, chapter, student)
        for note in found.notes:
            self.log.warning("%s: %s", one_line(student), note)
        return found.notebook
