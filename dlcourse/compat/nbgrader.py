"""nbgrader: changes that make it faster with many submissions, go on after a strange one, and lose nothing.

Each may be called repeatedly.
"""

import glob
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbgrader.api
import nbgrader.converters
import nbgrader.converters.base
import nbgrader.nbgraderformat.common
import nbgrader.utils
from jsonschema.validators import validator_for


@cache
def share_one_engine() -> None:
    """Make every `Gradebook` of one database use the same SQLAlchemy engine.

    What: `create_engine` and `create_all`, as `nbgrader.api` calls them, are cached. Why: each of nbgrader's steps
    opens the gradebook again. One engine keeps the compiled queries, which otherwise take most of the grader's time,
    and checks only once whether the tables exist.

    Versions: nbgrader 0.9. No longer needed when two `Gradebook`s of one address share their `engine` without it.
    """
    nbgrader.api.create_engine = cache(nbgrader.api.create_engine)
    nbgrader.api.Base.metadata.create_all = cache(nbgrader.api.Base.metadata.create_all)


@cache
def trust_its_own_schema() -> None:
    """Make nbgrader check only the metadata of each cell, and not its own schema again for each cell.

    What: `jsonschema.validate`, as `nbgrader.nbgraderformat.common` calls it, does only the second of its two steps.
    Why: the first step checks nbgrader's schema, which is always the same; it takes far longer than the second.

    Versions: nbgrader 0.9. No longer needed when nbgrader keeps a validator in place of calling `jsonschema.validate`.
    """
    nbgrader.nbgraderformat.common.jsonschema = SimpleNamespace(
        validate=lambda metadata, schema: validator_for(schema)(schema).validate(metadata)
    )


@cache
def read_times_with(read_time: Callable[[str], datetime], forms: str) -> None:
    """Make nbgrader read every time, of due dates and of submissions, with this function, which raises ValueError.

    What: `nbgrader.utils.parse_utc` is replaced, also in the modules that have imported it. Where a due date on the
    command line cannot be read, the command ends with one line, in which `forms` says how to write it. Why:
    `parse_utc` takes "KST" and "+09:00" after a blank for UTC, and " +0900" for 900 seconds, without a word, so that
    punctual work is hours late.

    Versions: nbgrader 0.9. No longer needed when `parse_utc("2027-03-12 23:59:00 +0900")` is 14:59.
    """
    theirs = nbgrader.utils.parse_utc

    def parse_utc(ts: datetime | str | None) -> datetime | None:
        return read_time(ts) if isinstance(ts, str) else theirs(ts)

    for name, module in list(sys.modules.items()):
        if name.startswith("nbgrader.") and getattr(module, "parse_utc", None) is theirs:
            module.__dict__["parse_utc"] = parse_utc
    if dbapp := sys.modules.get("nbgrader.apps.dbapp"):
        app = dbapp.DbAssignmentAddApp
        app.start = _saying_what_is_wrong(app, forms)


def _saying_what_is_wrong(app: type, forms: str) -> Callable[[Any], None]:
    start = app.__dict__["start"]

    def start_or_say_why(self: Any) -> None:
        try:
            start(self)
        except ValueError as problem:
            self.fail(f"--duedate: {problem}. {forms}")

    return start_or_say_why


@cache
def leave_out_unprintable_folders() -> None:
    """Make nbgrader's converters leave out a student's folder whose name has a line break, say, and say so.

    What: `BaseConverter.init_notebooks` removes such folders from those that it has found. Why: nbgrader reads the
    student from the folder's path with a pattern that no line break matches, and then stops: no other is graded.

    Versions: nbgrader 0.9. No longer needed when one such folder does not stop `nbgrader autograde`.
    """
    find = nbgrader.converters.base.BaseConverter.init_notebooks

    def init_notebooks(self: nbgrader.converters.base.BaseConverter) -> None:
        find(self)
        _leave_out_unprintable(self)

    nbgrader.converters.base.BaseConverter.init_notebooks = init_notebooks


@cache
def autograde_every_submission() -> None:
    """Make `nbgrader autograde`, and Formgrader's button, grade a submission whose notebook has another name, or none.

    What: `Autograde.init_notebooks` gives each submission the notebooks of its assignment, as the gradebook names them.
    Why: nbgrader takes the notebooks that it finds, and leaves out those with names that it does not know. The course's
    exporter finds the notebook; where there is none, it says so and gives 0 points.

    Versions: nbgrader 0.9. No longer needed when nbgrader asks the exporter for a notebook that is not there.
    """

    def init_notebooks(self: nbgrader.converters.Autograde) -> None:
        course = self.coursedir
        pattern = course.format_path(course.submitted_directory, course.student_id, course.assignment_id)
        folders = [folder for folder in glob.glob(pattern) if os.path.isdir(folder)]
        names = _notebooks_of(course) if course.notebook_id == "*" else []
        if not folders or not names:
            nbgrader.converters.base.BaseConverter.init_notebooks(self)
            return
        self.notebooks = []
        self.assignments = {folder: [os.path.join(folder, f"{name}.ipynb") for name in names] for folder in folders}
        _leave_out_unprintable(self)

    nbgrader.converters.Autograde.init_notebooks = init_notebooks


def _notebooks_of(coursedir: Any) -> list[str]:
    """The names of an assignment's notebooks; none where the gradebook does not know it."""
    with nbgrader.api.Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        try:
            return [notebook.name for notebook in gradebook.find_assignment(coursedir.assignment_id).notebooks]
        except nbgrader.api.MissingEntry:
            return []


def _leave_out_unprintable(converter: Any) -> None:
    for folder in [folder for folder in converter.assignments if not folder.isprintable()]:
        del converter.assignments[folder]
        converter.log.error("%a is left out: its name has a sign that cannot be shown. Rename the folder.", folder)


@cache
def import_students_with(enrol: Callable[[Any, Path], list[str]], error: type[Exception]) -> None:
    """Make `nbgrader db student import` read its file with this function, which returns lines to print.

    What: `DbStudentImportApp.start` is replaced. Where the function raises `error`, the command ends with its message.
    Why: nbgrader ends in a traceback at a file in cp949, finds no column `id` behind a byte-order mark or between
    semicolons, and takes the blanks around a value for a part of it.

    Versions: nbgrader 0.9. No longer needed when it imports a list that Excel has saved as "CSV UTF-8".
    """
    if not (dbapp := sys.modules.get("nbgrader.apps.dbapp")):
        return

    def start(self: Any) -> None:
        dbapp.DbBaseApp.start(self)
        if len(self.extra_args) != 1:
            self.fail("Path to CSV file not provided.")
        try:
            print("\n".join(enrol(self.coursedir, Path(self.extra_args[0]))))
        except error as problem:
            self.fail(str(problem))

    dbapp.DbStudentImportApp.start = start


@cache
def keep_releases_until_there_are_new_ones(refuse: Callable[[Any], str]) -> None:
    """Make `generate_assignment --force` replace a release only by a new one that is complete.

    What: `GenerateAssignment.start` with `force` writes into a folder of its own beside the release, and then puts the
    new folders into place. First it asks `refuse`, and where that gives a reason, it logs it and raises
    NbGraderException. Why: nbgrader deletes the release first; where it then fails, no release is left.

    Versions: nbgrader 0.9. No longer needed when a source that nbgrader refuses leaves the release as it was.
    """
    generate = nbgrader.converters.GenerateAssignment.start

    def start(self: nbgrader.converters.GenerateAssignment) -> None:
        if reason := refuse(self):
            self.log.error(reason)
            raise nbgrader.converters.base.NbGraderException(reason)
        if not self.force:
            return generate(self)
        course = self.coursedir
        release = Path(course.format_path(course.release_directory, ".", "."))
        named = course.release_directory
        with tempfile.TemporaryDirectory(dir=course.root, prefix=f".grading-{os.getpid()}-") as scratch:
            new = Path(scratch, "release")
            chapter = course.assignment_id
            if course.notebook_id != "*" and (release / chapter).is_dir():  # the other notebooks of a chapter stay
                shutil.copytree(release / chapter, new / chapter)
            course.release_directory = str(new.relative_to(course.root))
            try:
                generate(self)
            finally:
                course.release_directory = named
            for folder in sorted(new.iterdir()):
                release.mkdir(parents=True, exist_ok=True)
                if (release / folder.name).exists():
                    shutil.move(release / folder.name, Path(scratch, folder.name))
                shutil.move(folder, release / folder.name)

    nbgrader.converters.GenerateAssignment.start = start
