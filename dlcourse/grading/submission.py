"""Grading one submission, without the gradebook's being written to: the part that runs many times at once."""

import shutil
import time
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import nbformat
import nbgrader.api
import nbgrader.nbgraderformat.common
from jsonschema.validators import validator_for
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import determine_grade, is_grade
from traitlets.config import Config
from traitlets.utils.importstring import import_item

from dlcourse.grading.files import copy_all, copy_submitted
from dlcourse.grading.handed_in import TIMESTAMP, handed_in
from dlcourse.grading.record import NAME, Record
from dlcourse.grading.unreadable import leads_elsewhere, read_submission, stand_in
from dlcourse.notebooks import Unreadable

# Each of nbgrader's steps opens the gradebook for itself. One engine for all of them keeps the queries that SQLAlchemy
# has prepared, which otherwise cost more than all else on the grader's side; and its tables are looked for once.
nbgrader.api.create_engine = cache(nbgrader.api.create_engine)
nbgrader.api.Base.metadata.create_all = cache(nbgrader.api.Base.metadata.create_all)
# Before it looks at the metadata of a cell, nbgrader has its own schema checked, which takes far longer than the look.
nbgrader.nbgraderformat.common.jsonschema = SimpleNamespace(
    validate=lambda metadata, schema: validator_for(schema)(schema).validate(metadata)
)

# Steps of autograde that write to the gradebook; the one writer takes them, later.
WRITERS = ("SaveAutoGrades", "AssignLatePenalties")


def resources_for(coursedir: CourseDirectory, chapter: str, student: str, folder: Path) -> dict:
    """What nbgrader's steps want to know about the notebook at hand."""
    about = {"student": student, "assignment": chapter, "notebook": chapter, "db_url": coursedir.db_url}
    return {"nbgrader": about, "unique_key": chapter, "metadata": {"path": str(folder), "name": chapter}}


def steps(config: Config, coursedir: CourseDirectory, *, writing: bool) -> list:
    """Autograde's steps as configured: those that read and run, or those that write to the gradebook."""
    from nbgrader.converters import Autograde

    converter = Autograde(coursedir=coursedir, config=config)
    kinds = [import_item(kind) if isinstance(kind, str) else kind for kind in
             [*converter.sanitize_preprocessors, *converter.autograde_preprocessors]]  # fmt: skip
    return [kind(config=config) for kind in kinds if (kind.__name__ in WRITERS) == writing]


def grade_submission(config: Config, chapter: str, student: str, folder: Path, hashes: tuple[str, str]) -> Record:
    """Run a student's notebook and write the graded one into `folder`. Whatever a submission holds, there is a record.

    Raises NoIsolation where submissions cannot be isolated.
    """
    started = time.monotonic()
    coursedir = CourseDirectory(config=config)
    shutil.rmtree(folder, ignore_errors=True)  # of a worker that was lost
    folder.mkdir(parents=True)
    submitted = Path(coursedir.format_path(coursedir.submitted_directory, student, chapter))
    ignore = [*coursedir.ignore, "*.ipynb"]
    copy_all(Path(coursedir.format_path(coursedir.source_directory, ".", chapter)), folder, ignore)
    unread, left_out = "", []
    try:
        notebook = read_submission(submitted / f"{chapter}.ipynb")
        left_out = copy_submitted(submitted, folder, ignore, {TIMESTAMP, NAME})
    except Unreadable as problem:
        unread = str(problem)
        notebook = stand_in(coursedir, chapter, chapter, problem)
    left_out += _copy_time(submitted, folder)
    resources = resources_for(coursedir, chapter, student, folder)
    before = _roles(notebook)
    for step in steps(config, coursedir, writing=False):
        notebook, resources = step(notebook, resources)
        notebook = nbformat.from_dict(notebook)  # some of nbgrader's steps leave plain dicts behind
    changed = [] if unread else _what_was_restored(before, _roles(notebook))
    nbformat.write(notebook, folder / f"{chapter}.ipynb")
    points, failed = _verdicts(notebook)
    timed = resources.get("dlcourse_seconds", [])
    cells = sum(seconds for name, seconds in timed if not name.startswith("check-"))
    return Record(
        student,
        *hashes,
        seconds=round(time.monotonic() - started, 3),
        own_seconds=round(cells + resources.get("dlcourse_answering", 0.0), 3),
        problem=unread or resources.get("dlcourse_problem", ""),
        notes=[*left_out, *changed, *resources.get("dlcourse_notes", [])],
        points=points,
        failed=failed,
        slowest=sorted(timed, key=lambda pair: -pair[1])[:3],
    )


def _copy_time(submitted: Path, folder: Path) -> list[str]:
    """Copy the file that tells when this was handed in, unless it holds no time: nbgrader would stop at it."""
    if leads_elsewhere(submitted):
        return []
    try:
        if handed_in(submitted):
            shutil.copyfile(submitted / TIMESTAMP, folder / TIMESTAMP, follow_symlinks=False)
    except Unreadable as problem:
        return [str(problem)]
    return []


def _roles(notebook: NotebookNode) -> dict[str, tuple]:
    """For each check cell: its points and its role."""
    marked = [cell.metadata.get("nbgrader") for cell in notebook.cells]
    return {
        str(marks.get("grade_id")): (marks.get("points"), bool(marks.get("solution")), bool(marks.get("grade")))
        for marks in marked
        if isinstance(marks, dict) and str(marks.get("grade_id")).startswith("check-")
    }


def _what_was_restored(before: dict[str, tuple], after: dict[str, tuple]) -> list[str]:
    """How the check cells handed in differ from the course's."""
    missing = sorted(set(after) - set(before))
    strange = sorted(set(before) - set(after))
    changed = sorted(name for name in set(before) & set(after) if before[name] != after[name])
    differences = {"was missing": missing, "is not the course's": strange, "had another role or points": changed}
    return [f"{', '.join(names)} {what}" for what, names in differences.items() if names]


def _verdicts(notebook: NotebookNode) -> tuple[dict[str, float], list[str]]:
    """The points earned, by check, and the criteria that failed."""
    earned_by, failed = {}, []
    for cell in notebook.cells:
        if not is_grade(cell) or cell.cell_type != "code" or cell.metadata.nbgrader.get("solution"):
            continue
        name = cell.metadata.nbgrader.grade_id.removeprefix("check-")
        earned_by[name], points = determine_grade(cell)
        if earned_by[name] < points:
            tables = [o.data.get("text/plain", "") for o in cell.outputs if o.output_type == "display_data"]
            lines = tables[-1].splitlines() if tables else []
            # A criterion is set in by two; what an answer said of itself stands below it, and by six.
            seen = [line.removeprefix("  ✗ ") for line in lines if line.startswith("  ✗ ")]
            failed += [f"{name}: {criterion}" for criterion in seen or ["the check did not run through"]]
    return earned_by, failed
