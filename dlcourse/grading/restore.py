"""What a submission must not decide: which cells there are, what each is for, and which files lie beside it."""

import shutil
import stat
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor

from dlcourse.grading.files import entries
from dlcourse.grading.unreadable import leads_elsewhere


class RestoreCells(NbGraderPreprocessor):
    """Gives every cell the role it has in the gradebook, and brings back the graded cells that are missing.

    A cell that is not known there has no role. Without this, a check cell marked as a solution would run beside the
    student's code, hidden tests and all. What the cells say is restored by nbgrader's own `OverwriteCells`, afterwards.
    """

    def preprocess(self, nb, resources):
        about = resources["nbgrader"]
        with Gradebook(about["db_url"]) as gradebook:
            notebook = gradebook.find_notebook(about["notebook"], about["assignment"])
            graded = {cell.name: cell.max_score for cell in notebook.grade_cells}
            solutions = {cell.name for cell in notebook.solution_cells}
            tasks = {cell.name: cell.max_score for cell in notebook.task_cells}
            known = {cell.name: _bare(cell) for cell in notebook.source_cells}
        for name, cell in known.items():
            cell.metadata.nbgrader |= {"grade": name in graded, "solution": name in solutions, "task": name in tasks}
            if name in graded | tasks:
                cell.metadata.nbgrader["points"] = (graded | tasks)[name]
        for cell in nb.cells:
            marks = cell.metadata.pop("nbgrader", None)
            name = marks.get("grade_id") if isinstance(marks, dict) else None
            if name in known:
                cell.metadata.nbgrader = marks | known[name].metadata.nbgrader
        _bring_back(nb, known, set(graded | tasks))
        return nb, resources


def _bare(source) -> NotebookNode:
    """A cell as the gradebook has it."""
    marks = {"schema_version": 3, "grade_id": source.name, "locked": source.locked, "cell_type": source.cell_type}
    make = nbformat.v4.new_code_cell if source.cell_type == "code" else nbformat.v4.new_markdown_cell
    return make(source.source, id=source.name[:64], metadata={"nbgrader": marks})


def _bring_back(nb: NotebookNode, known: dict[str, NotebookNode], needed: set[str]) -> None:
    """Put each missing cell behind the one it follows in the course's notebook; failing that, at the end."""
    before = None
    for name, cell in known.items():
        places = {cell.metadata.get("nbgrader", {}).get("grade_id"): place for place, cell in enumerate(nb.cells)}
        if name in needed and name not in places:
            nb.cells.insert(places[before] + 1 if before in places else len(nb.cells), cell)
        before = name


class LeaveLinksBehind(NbGraderPreprocessor):
    """Removes what nbgrader has copied from behind symbolic links: they may lead to the solutions."""

    def preprocess(self, nb, resources):
        about = resources["nbgrader"]
        coursedir = CourseDirectory(config=self.config)
        submitted = Path(coursedir.format_path(coursedir.submitted_directory, about["student"], about["assignment"]))
        folder = Path(coursedir.format_path(coursedir.autograded_directory, about["student"], about["assignment"]))
        everything = leads_elsewhere(submitted)
        for link, status in entries(submitted):
            if not everything and not (status and stat.S_ISLNK(status.st_mode)):
                continue
            copy = folder / link
            if copy.is_dir() and not copy.is_symlink():
                shutil.rmtree(copy)
            else:
                copy.unlink(missing_ok=True)
        return nb, resources
