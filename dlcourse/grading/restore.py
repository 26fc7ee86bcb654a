"""Restore what a submission must not change: the graded cells, each cell's role, and which files lie beside it."""

import shutil
import stat
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor

from dlcourse.files import entries
from dlcourse.grading.read_submission import is_linked
from dlcourse.grading.record import names_of_the_grader
from dlcourse.grading.submitted_files import OF_SOURCES, is_passive, is_reserved
from dlcourse.notebooks import one_line


class RestoreCells(NbGraderPreprocessor):
    """Gives every cell the role it has in the gradebook, and inserts the graded cells that are missing.

    A cell that the gradebook does not know has no role. Without this, a check cell that a student marked as a solution
    would run in the student's kernel, with its hidden tests. nbgrader's `OverwriteCells` then restores the sources.
    """

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        settings = resources["nbgrader"]
        with Gradebook(settings["db_url"]) as gradebook:
            notebook = gradebook.find_notebook(settings["notebook"], settings["assignment"])
            graded = {cell.name: cell.max_score for cell in notebook.grade_cells}
            solutions = {cell.name for cell in notebook.solution_cells}
            tasks = {cell.name: cell.max_score for cell in notebook.task_cells}
            known = {cell.name: _original(cell) for cell in notebook.source_cells}
        for name, cell in known.items():
            cell.metadata.nbgrader |= {"grade": name in graded, "solution": name in solutions, "task": name in tasks}
            if name in graded | tasks:
                cell.metadata.nbgrader["points"] = (graded | tasks)[name]
        for cell in nb.cells:
            marks = cell.metadata.pop("nbgrader", None)
            name = marks.get("grade_id") if isinstance(marks, dict) else None
            if name in known:
                cell.metadata.nbgrader = marks | known[name].metadata.nbgrader
        _insert_missing(nb, known, set(graded | tasks))
        return nb, resources


def _original(source: Any) -> NotebookNode:
    """A cell as it is in the gradebook."""
    marks = {"schema_version": 3, "grade_id": source.name, "locked": source.locked, "cell_type": source.cell_type}
    make = nbformat.v4.new_code_cell if source.cell_type == "code" else nbformat.v4.new_markdown_cell
    return make(source.source, id=source.name[:64], metadata={"nbgrader": marks})


def _insert_missing(nb: NotebookNode, known: dict[str, NotebookNode], needed: set[str]) -> None:
    """Insert each missing cell after the cell that it follows in the course's notebook, or else at the end."""
    before = None
    for name, cell in known.items():
        places = {cell.metadata.get("nbgrader", {}).get("grade_id"): place for place, cell in enumerate(nb.cells)}
        if name in needed and name not in places:
            nb.cells.insert(places[before] + 1 if before in places else len(nb.cells), cell)
        before = name


class RemoveLinkedFiles(NbGraderPreprocessor):
    """Removes the files that nbgrader has copied, but that `dlcourse grade` would not copy.

    These are files behind symbolic links, which may lead to the solutions; files that a browser might run; and files
    with a name that grading uses itself.
    """

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        student, assignment = resources["nbgrader"]["student"], resources["nbgrader"]["assignment"]
        coursedir = CourseDirectory(config=self.config)
        submitted = Path(coursedir.format_path(coursedir.submitted_directory, student, assignment))
        folder = Path(coursedir.format_path(coursedir.autograded_directory, student, assignment))
        remove_all = is_linked(submitted)
        for path, status in entries(submitted):
            active = status is not None and not stat.S_ISDIR(status.st_mode) and not is_passive(path)
            reserved = is_reserved(path, names_of_the_grader(assignment))
            if path.match(OF_SOURCES) and not remove_all and not (folder / path).exists():
                self.log.warning(
                    "%s of %s is left out; `dlcourse grade` uses it.", one_line(str(path)), one_line(student)
                )
            if not (remove_all or active or reserved or (status and stat.S_ISLNK(status.st_mode))):
                continue
            if active or reserved:
                self.log.warning("%s of %s is left out.", one_line(str(path)), one_line(student))
            copy = folder / path
            if copy.is_dir() and not copy.is_symlink():
                shutil.rmtree(copy)
            else:
                copy.unlink(missing_ok=True)
        return nb, resources
