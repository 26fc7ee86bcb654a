"""A chapter's cells in the gradebook, where submissions have been graded: cells are added, removed, worth more or less.

nbgrader refuses to add or remove a cell then. Here the submissions get a place for the points of a new cell, and all
other points and comments stay. A cell for which somebody has points or a comment is removed only if that is allowed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import (
    Comment,
    Grade,
    GradeCell,
    MissingEntry,
    Notebook,
    SolutionCell,
    SourceCell,
    TaskCell,
)
from nbgrader.converters import GenerateAssignment
from nbgrader.preprocessors import SaveCells
from nbgrader.utils import is_grade, is_solution, is_task
from traitlets import Bool

from dlcourse.grading import GradingError
from dlcourse.grading.book.opening import open_gradebook

KINDS = {"grade": GradeCell, "solution": SolutionCell, "task": TaskCell}


@dataclass
class Changes:
    """How the cells of a chapter's source that give points differ from those in the gradebook."""

    lines: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)  # what somebody would lose
    graded: int = 0  # submissions in the gradebook


def changes(converter: GenerateAssignment, chapter: str) -> Changes:
    """What generating a chapter would change in the gradebook. Raises GradingError where that cannot be read."""
    found = Changes()
    coursedir = converter.coursedir
    folder = Path(coursedir.format_path(coursedir.source_directory, ".", chapter))
    with open_gradebook(coursedir) as gradebook:
        for path in sorted(folder.glob("*.ipynb")):
            try:
                notebook = gradebook.find_notebook(path.stem, chapter)
                now = _points(nbformat.read(path, as_version=4))
            except (MissingEntry, ValueError, KeyError, AttributeError):
                continue  # new, or nbgrader says what is wrong with it
            found.graded = max(found.graded, len(notebook.submissions))
            _compare(notebook, now, found)
    return found


def _points(notebook: NotebookNode) -> dict[str, float | None]:
    """The points of each cell that has a role; None for an answer that gives none itself."""
    marks = [cell.metadata.nbgrader for cell in notebook.cells if is_grade(cell) or is_task(cell) or is_solution(cell)]
    return {str(one.grade_id): float(one.points) if one.grade or one.get("task") else None for one in marks}


def _compare(notebook: Notebook, now: Mapping[str, float | None], found: Changes) -> None:
    cells = {cell.name: cell for cell in [*notebook.grade_cells, *notebook.task_cells]}
    for name, points in now.items():
        if points is not None and name not in cells:
            found.lines.append(f"{name} is new: {points:g} points")
        elif points is not None and cells[name].max_score != points:
            found.lines.append(f"{name}: {cells[name].max_score:g} → {points:g} points")
    for name, cell in sorted(cells.items()):
        if now.get(name) is not None:
            continue
        found.lines.append(f"{name} is removed: {cell.max_score:g} points")
        for grade in sorted(cell.grades, key=lambda grade: grade.student.id):
            if grade.score or grade.manual_score is not None:
                found.lost.append(f"{grade.student.id} loses {grade.score:g} points of {name}")
    for cell in [*notebook.solution_cells, *notebook.task_cells]:
        if cell.name not in now:
            comments = [comment for comment in cell.comments if comment.manual_comment]
            found.lost += [f"{comment.student.id} loses a comment on {cell.name}" for comment in comments]


def refusal(converter: GenerateAssignment) -> str:
    """Why a chapter's release is not made; empty where it may be."""
    if converter.no_database or KeepGrades(config=converter.config).allow_lower:
        return ""
    chapter = converter.coursedir.assignment_id
    try:
        lost = changes(converter, chapter).lost
    except GradingError as problem:
        return f"{problem} The release and the gradebook are as before."
    return refusal_in_words(chapter, lost) if lost else ""


def refusal_in_words(chapter: str, lost: list[str]) -> str:
    return (
        f"{'; '.join(lost[:5])}{' and others' * (len(lost) > 5)}. The release and the gradebook are as before. "
        f"If that is right: `dlcourse release {chapter} --allow-lower`."
    )


class KeepGrades(SaveCells):
    """nbgrader's step of generating a chapter that writes its cells into the gradebook, also after grading."""

    allow_lower = Bool(False, help="Remove cells for which somebody has points, too.").tag(config=True)

    def _create_notebook(self, nb: NotebookNode) -> None:
        try:
            notebook = self.gradebook.find_notebook(self.notebook_id, self.assignment_id)
        except MissingEntry:
            pass
        else:
            if notebook.submissions:
                for kind in KINDS:
                    self._bring_in_line(notebook, kind, getattr(self, f"new_{kind}_cells"))
                self._put_sources_in_order(notebook)
                self.gradebook.db.commit()
        super()._create_notebook(nb)

    def _bring_in_line(self, notebook: Notebook, kind: str, wanted: Mapping[str, dict[str, Any]]) -> None:
        """Remove the cells of one kind that are gone, with their grades and comments, and add the new ones."""
        database = self.gradebook.db
        found = {cell.name: cell for cell in getattr(notebook, f"{kind}_cells")}
        for name in set(found) - set(wanted):
            cell = found[name]
            for part in [*(cell.grades or []), *(cell.comments or [])]:
                database.delete(part)
            database.flush()
            database.delete(cell)
        for name in set(wanted) - set(found):
            cell = KINDS[kind](name=name, notebook=notebook, **wanted[name])
            database.add(cell)
            database.flush()
            for submission in notebook.submissions:
                if kind in ("grade", "task"):
                    database.add(Grade(cell=cell, notebook=submission, needs_manual_grade=False))
                if kind in ("solution", "task"):
                    database.add(Comment(cell=cell, notebook=submission))
        database.flush()

    def _put_sources_in_order(self, notebook: Notebook) -> None:
        """Write the texts anew, as a missing check cell is put back behind the cell that is ahead of it here."""
        database = self.gradebook.db
        if [cell.name for cell in notebook.source_cells] == list(self.new_source_cells):
            return
        for cell in notebook.source_cells:
            database.delete(cell)
        database.flush()
        database.expire(notebook, ["source_cells"])
        for name, about in self.new_source_cells.items():
            known = {key: about[key] for key in ("cell_type", "locked", "source", "checksum")}
            about.pop("id", None)  # of the row that is gone
            database.add(SourceCell(name=name, notebook=notebook, **known))
            database.flush()
