"""Grading a chapter: many submissions at once, one writer for the gradebook, nothing half-written.

A submission's result is moved into place whole, together with a record of what it was graded from. Whatever is already
there and was graded from the same is skipped, so a run that was killed is finished by running again.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import SQLAlchemyError

from dlcourse.course import load_config
from dlcourse.grading import CannotGrade
from dlcourse.grading.handed_in import handed_in
from dlcourse.grading.kernels.sandbox import chosen_isolation
from dlcourse.grading.record import Record, hash_of_checks, hash_of_code, hash_of_folder, read_record, write_record
from dlcourse.grading.submission import resources_for, steps
from dlcourse.grading.workers import Job, on_a_scheduler, on_this_machine
from dlcourse.notebooks import one_line


class NotReady(CannotGrade):
    """A chapter cannot be graded yet; the message says what to do."""


class Grading:
    """What one run has to do: `todo` and `skipped` are known at once, `run` does the work."""

    def __init__(self, course: Path, chapter: str, students: list[str] | None, isolation: str, force: bool) -> None:
        self.course, self.chapter = course, chapter
        self.isolation = chosen_isolation(isolation, course)
        if pattern := sorted(set("*?[") & set(str(course))):
            signs = " and ".join(pattern)
            raise NotReady(f"nbgrader takes {signs} in {course} for a pattern: give the folder another name.")
        if not os.access(course, os.W_OK):
            raise NotReady(f"{course} may not be written, and grades are kept there: grade in a copy that is yours.")
        self.config = load_config(course)
        self.coursedir = CourseDirectory(config=self.config)
        self.checks_hash = hash_of_checks(_check_sources(self.coursedir, chapter))
        self.todo: dict[str, str] = {}  # student → hash of the submission
        self.skipped: list[str] = []
        for student in _students(self.coursedir, chapter, students):
            found = hash_of_folder(self._folder(self.coursedir.submitted_directory, student))
            record = read_record(self._folder(self.coursedir.autograded_directory, student))
            if not force and record and record.is_of(found, self.checks_hash):
                self.skipped.append(student)
            else:
                self.todo[student] = found

    def run(self, workers: int, scheduler: str | None = None) -> Iterator[Record | tuple[str, str]]:
        """Begin with what is to do; gives a record as each is saved, or (student, reason) where that was not possible.

        On this machine, or in the workers of a Dask scheduler. Raises NoScheduler.
        """
        results = self._results(workers, scheduler)
        next(results, None)  # now the workers are there: forked before a caller starts a thread, say for a progress bar
        return results

    def _results(self, workers: int, scheduler: str | None) -> Iterator[Record | tuple[str, str] | None]:
        _clear_what_was_killed(self.course)
        left, first = dict(self.todo), True
        suspects: list[str] = []  # were being graded when a process was killed from outside: each is tried again, alone
        with tempfile.TemporaryDirectory(dir=self.course, prefix=f".grading-{os.getpid()}-") as scratch:
            while left:
                alone = suspects[:1]
                jobs = self._jobs({student: left[student] for student in alone or left}, Path(scratch))
                begun = on_a_scheduler(jobs, scheduler) if scheduler else on_this_machine(jobs, workers)
                killed = []
                with begun as done:  # ends before the scratch folder goes: nobody may write into it then
                    if first:
                        yield None
                        first = False
                    for job, future in done:
                        try:
                            record = future.result()
                            self._save(record, job.folder)
                        except BrokenProcessPool:
                            killed.append(job)
                        except Exception as problem:
                            left.pop(job.student)
                            yield job.student, one_line(f"{type(problem).__name__}: {problem}".splitlines()[0])
                        else:
                            left.pop(job.student)
                            yield record
                if alone and killed:
                    left.pop(alone[0])
                    yield alone[0], "the process that graded it was killed, twice"
                suspects = suspects[1:] if alone else [job.student for job in killed if job.folder.exists()]
                if killed and not suspects and not alone:
                    suspects = list(left)  # nobody had begun
                for job in killed:
                    shutil.rmtree(job.folder, ignore_errors=True)

    def _jobs(self, students: dict[str, str], scratch: Path) -> list[Job]:
        about = (self.course, self.chapter)
        hashes = (self.checks_hash, hash_of_code())
        return [
            Job(*about, student, self.isolation, found, *hashes, scratch / student)
            for student, found in students.items()
        ]

    def _save(self, record: Record, folder: Path) -> None:
        """Write the points into the gradebook, then move the graded folder into place."""
        student = record.student
        timestamp = handed_in(folder)
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            gradebook.update_or_create_student(student)
            options = {"timestamp": timestamp} if timestamp else {}
            gradebook.update_or_create_submission(self.chapter, student, **options)
        notebook = nbformat.read(folder / f"{self.chapter}.ipynb", as_version=4)
        resources = resources_for(self.coursedir, self.chapter, student, folder)
        for step in steps(self.config, self.coursedir, writing=True):
            notebook, resources = step(notebook, resources)
        write_record(folder, record)
        for path in folder.rglob("*"):
            if path.is_file():
                path.chmod(0o444)
        _replace(folder, self._folder(self.coursedir.autograded_directory, student))

    def _folder(self, step: str, student: str) -> Path:
        return Path(self.coursedir.format_path(step, student, self.chapter))


def _clear_what_was_killed(course: Path) -> None:
    """Remove the scratch folders of runs that no longer live."""
    for folder in course.glob(".grading-*-*"):
        try:
            os.kill(int(folder.name.split("-")[1]), 0)
        except ProcessLookupError:
            shutil.rmtree(folder, ignore_errors=True)
        except (PermissionError, ValueError):
            continue


def _replace(new: Path, old: Path) -> None:
    """Put a finished folder where an older one may be."""
    old.parent.mkdir(parents=True, exist_ok=True)
    if old.exists():
        os.replace(old, new.with_name(f"{new.name}.old"))
    os.replace(new, old)
    shutil.rmtree(new.with_name(f"{new.name}.old"), ignore_errors=True)


def _check_sources(coursedir: CourseDirectory, chapter: str) -> list[str]:
    """The graded cells as the gradebook has them. Raises NotReady when it does not know the chapter."""
    try:
        with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
            return [cell.source for cell in gradebook.find_notebook(chapter, chapter).source_cells]
    except MissingEntry:
        advice = f"run `nbgrader generate_assignment {chapter} --force` first."
        raise NotReady(f"the gradebook does not know {chapter}: {advice}") from None
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise NotReady(f"the gradebook cannot be read ({reason}). Is another program using it?") from None


def _students(coursedir: CourseDirectory, chapter: str, wanted: list[str] | None) -> list[str]:
    """Who has handed something in for a chapter. Raises NotReady when nobody has, or somebody named has not."""
    folders = Path(coursedir.format_path(coursedir.submitted_directory, "*", chapter))
    root = Path(coursedir.root)
    found = sorted(path.parent.name for path in root.glob(str(folders.relative_to(root))) if path.is_dir())
    missing = sorted(set(wanted or []) - set(found))
    if missing:
        raise NotReady(f"no submission of {chapter} by {', '.join(missing)} under {coursedir.submitted_directory}/.")
    if not found:
        raise NotReady(f"no submission of {chapter} under {coursedir.submitted_directory}/STUDENT/{chapter}/.")
    return [student for student in found if not wanted or student in wanted]
