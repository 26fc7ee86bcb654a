"""Grading one submission, without the gradebook's being written to: the part that runs many times at once."""

import shutil
import time
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import compute_checksum, determine_grade
from traitlets.config import Config
from traitlets.utils.importstring import import_item

from dlcourse.chapters import CHECK
from dlcourse.checks.core.report_data import reports_in
from dlcourse.grading.examiner.check_cell import is_check
from dlcourse.grading.read_submission import is_linked, read_submission, replacement
from dlcourse.grading.record import GradedWith, Record, names_of_the_grader, read_record
from dlcourse.grading.submitted_files import copy_all, copy_submitted
from dlcourse.grading.times import TIMESTAMP, submission_time
from dlcourse.notebooks import UnreadableError
from dlcourse.notebooks.finding import Found

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


def grade_submission(
    config: Config, chapter: str, student: str, folder: Path, basis: tuple[str, GradedWith], chosen: str = ""
) -> Record:
    """Run a student's notebook and write the graded one into `folder`. Whatever a submission holds, there is a record.

    Raises IsolationError where submissions cannot be isolated.

    Args:
        chosen: the name of the notebook that the instructor chose; without it, the one with the chapter's cells.
    """
    started = time.monotonic()
    coursedir = CourseDirectory(config=config)
    shutil.rmtree(folder, ignore_errors=True)  # of a worker that was lost
    folder.mkdir(parents=True)
    (notebook, path, notes), unread = _read_and_copy(coursedir, chapter, student, folder, chosen)
    resources = resources_for(coursedir, chapter, student, folder) | {"dlcourse_handed_in": path}
    before = _roles(notebook)
    as_released = {name for name, cell in _checks(notebook).items() if _is_as_released(cell)}
    for step in steps(config, coursedir, writing=False):
        notebook, resources = step(notebook, resources)
        notebook = nbformat.from_dict(notebook)  # some of nbgrader's steps leave plain dicts behind
    for other in folder.rglob("*.ipynb"):  # it was there for cells that run it; nbgrader knows only the chapter's
        other.unlink()
    after = _roles(notebook)
    older = read_record(Path(coursedir.format_path(coursedir.autograded_directory, student, chapter)))
    if older and older.submission_hash == basis[0]:  # it was handed in before these checks were added
        as_released |= {name for name in after if name.removeprefix(CHECK) not in older.points}
    changed = [] if unread else _what_was_restored(before, after, as_released)
    nbformat.write(notebook, folder / f"{chapter}.ipynb")
    points, failed = _verdicts(notebook)
    timed = resources.get("dlcourse_seconds", [])
    cells = sum(seconds for name, seconds in timed if not name.startswith(CHECK))
    return Record(
        student,
        *basis,
        seconds=round(time.monotonic() - started, 3),
        own_seconds=round(cells + resources.get("dlcourse_answering", 0.0), 3),
        problem=unread or resources.get("dlcourse_problem", ""),
        notes=[*resources.get("dlcourse_stopped", []), *notes, *changed, *resources.get("dlcourse_notes", [])],
        chosen=chosen,
        points=points,
        failed=failed,
        slowest=sorted(timed, key=lambda pair: -pair[1])[:3],
    )


def _read_and_copy(
    coursedir: CourseDirectory, chapter: str, student: str, folder: Path, chosen: str
) -> tuple[Found, str]:
    """Read the submission, and copy what lies beside it; where it cannot be read, a replacement and the reason."""
    submitted = Path(coursedir.format_path(coursedir.submitted_directory, student, chapter))
    source = Path(coursedir.format_path(coursedir.source_directory, ".", chapter))
    copy_all(source, folder, [*coursedir.ignore, "*.ipynb"])
    try:
        found, unread = read_submission(coursedir, chapter, student, chosen), ""
        beside = _copy_beside(found.path, submitted, folder, coursedir.ignore)
    except UnreadableError as problem:
        name = submitted / f"{chapter}.ipynb"
        found, unread = Found(replacement(coursedir, chapter, chapter, problem), name, []), str(problem)
        beside = []
    return found._replace(notes=[*found.notes, *beside, *_copy_time(submitted, folder)]), unread


def _copy_beside(notebook: Path, submitted: Path, folder: Path, ignore: list[str]) -> list[str]:
    """Copy what lies beside the notebook, wherever that is, and then what else was submitted. Gives notes."""
    chapter = submitted.name
    reserved = {TIMESTAMP, f"{chapter}.ipynb", notebook.name, *names_of_the_grader(chapter)}
    places = dict.fromkeys([notebook.parent, submitted])
    return list(dict.fromkeys(note for place in places for note in copy_submitted(place, folder, ignore, reserved)))


def _copy_time(submitted: Path, folder: Path) -> list[str]:
    """Copy the file that tells when this was handed in, unless it holds no time: nbgrader would stop at it."""
    if is_linked(submitted):
        return []
    try:
        if submission_time(submitted):
            shutil.copyfile(submitted / TIMESTAMP, folder / TIMESTAMP, follow_symlinks=False)
    except UnreadableError as problem:
        return [str(problem)]
    return []


def _checks(notebook: NotebookNode) -> dict[str, NotebookNode]:
    """The check cells by their names."""
    marked = [cell for cell in notebook.cells if isinstance(cell.metadata.get("nbgrader"), dict)]
    named = {str(cell.metadata.nbgrader.get("grade_id")): cell for cell in marked}
    return {name: cell for name, cell in named.items() if name.startswith(CHECK)}


def _roles(notebook: NotebookNode) -> dict[str, tuple]:
    """For each check cell: its points and its role."""
    marks = {name: cell.metadata.nbgrader for name, cell in _checks(notebook).items()}
    return {name: (one.get("points"), bool(one.get("solution")), bool(one.get("grade"))) for name, one in marks.items()}


def _is_as_released(cell: NotebookNode) -> bool:
    """Whether a cell has the role and the points with which it was released, perhaps before these were changed."""
    try:
        return compute_checksum(cell) == cell.metadata.nbgrader.get("checksum")
    except (KeyError, TypeError, ValueError):
        return False


def _what_was_restored(before: dict[str, tuple], after: dict[str, tuple], as_released: set[str]) -> list[str]:
    """How the check cells handed in differ from the course's, where the student has changed them."""
    missing = sorted(set(after) - set(before) - as_released)
    strange = sorted(set(before) - set(after) - as_released)
    changed = sorted(name for name in set(before) & set(after) - as_released if before[name] != after[name])
    differences = {"was missing": missing, "is not the course's": strange, "had another role or points": changed}
    return [f"{', '.join(names)} {what}" for what, names in differences.items() if names]


def _verdicts(notebook: NotebookNode) -> tuple[dict[str, float], list[str]]:
    """The points earned, by check, and the criteria that failed."""
    earned_by, failed = {}, []
    for cell in notebook.cells:
        if not is_check(cell):
            continue
        name = cell.metadata.nbgrader.grade_id.removeprefix(CHECK)
        earned_by[name], points = determine_grade(cell)
        if earned_by[name] < points:
            reports = reports_in(cell.outputs)
            seen = reports[-1].failed if reports else []
            failed += [f"{name}: {criterion}" for criterion in seen or ["the check did not run through"]]
    return earned_by, failed
