"""Submissions that are not notebooks: a grade of 0 with the reason, and the batch goes on."""

from pathlib import Path

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode

from dlcourse.notebooks import Unreadable, read_notebook


def read_submission(path: Path) -> NotebookNode:
    """Read a notebook that was handed in, without its outputs. Raises Unreadable, also where a link leads there."""
    if leads_elsewhere(path.parent):
        raise Unreadable("a link, where the student's folder should be")
    return read_notebook(path, outputs=False)


def leads_elsewhere(submitted: Path) -> bool:
    """Whether the folder of a submission, or the student's folder around it, is a link."""
    return submitted.is_symlink() or submitted.parent.is_symlink()


def stand_in(coursedir, assignment: str, notebook: str, problem: Unreadable) -> NotebookNode:
    """The untouched release with the reason on top: what is graded in the place of an unreadable submission.

    Cells of code that ask for nothing are left out: there is nobody to whom they would show anything.
    """
    folder = coursedir.format_path(coursedir.release_directory, ".", assignment)
    released = read_notebook(Path(folder) / f"{notebook}.ipynb")
    note = f"**This submission could not be read: {problem}.** It was graded as an empty notebook: 0 points."
    note += " The pictures of which the text speaks are left out here."
    released.cells = [cell for cell in released.cells if cell.cell_type != "code" or "nbgrader" in cell.metadata]
    released.cells.insert(0, nbformat.v4.new_markdown_cell(note, id="unreadable"))
    return released


class ForgivingExporter(NotebookExporter):
    """Reads a submission as forgivingly as `read_submission`; where that cannot be, takes the untouched release.

    That has the reason on top. It scores 0, so the student's grade is 0, and the instructor and the student see why.
    """

    def from_filename(self, filename: str, resources: dict | None = None, **kwargs):
        path = Path(filename)
        try:
            notebook = read_submission(path)
        except Unreadable as problem:
            self.log.error("%s cannot be graded and scores 0: %s.", filename, problem)
            about = resources["nbgrader"]
            notebook = stand_in(self.parent.coursedir, about["assignment"], about["notebook"], problem)
        resources["metadata"] = {"name": path.stem, "path": str(path.parent)}
        return self.from_notebook_node(notebook, resources=resources, **kwargs)
