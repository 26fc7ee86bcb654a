"""Grade a chapter: many submissions at once, one writer for the gradebook, no partial results.

A submission's result is moved into place whole, together with a record of what it was graded with. A submission whose
result is there, graded with the same, is skipped: so a run that was killed is completed by running again.
"""

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from nbgrader.coursedir import CourseDirectory

from dlcourse.compat.nbgrader import share_one_engine, trust_its_own_schema
from dlcourse.course import load_config
from dlcourse.grading import GradingError, NotReadyError
from dlcourse.grading.book.opening import open_gradebook
from dlcourse.grading.book.places import on_the_disk_of, remove_scratch_of_killed_runs, replace
from dlcourse.grading.book.points import is_written, lines_on_points, points_in
from dlcourse.grading.ctrl_c import ctrl_c_waits
from dlcourse.grading.due import CHANGED, FORCED, graded_with, hash_of_cells, lines, why_due
from dlcourse.grading.gradebook import check_sources, write_points
from dlcourse.grading.jail.bubblewrap import chosen_isolation
from dlcourse.grading.late.penalties import Penalty, update_penalties
from dlcourse.grading.lowered import Lowered, Raised, keep, lowered, raised
from dlcourse.grading.record import Record, add_attempts, hash_of_folder, read_record, write_record
from dlcourse.grading.roster.folders import find_work
from dlcourse.grading.times import submission_time
from dlcourse.grading.workers import Job, on_a_scheduler, on_this_machine
from dlcourse.notebooks import one_line
from dlcourse.notebooks.finding import holds


class NotGraded(NamedTuple):
    """A submission that could not be graded, and why."""

    student: str
    reason: str


class Grading:
    """One run: it finds `todo`, `reasons` and `skipped` when it is made.

    To grade: `with grading.start(workers):` and, in it, `for result in grading.results():`.
    """

    def __init__(
        self,
        course: Path,
        chapter: str,
        students: list[str] | None,
        isolation: str,
        force: bool,
        notebook: str = "",
    ) -> None:
        self.course, self.chapter = course, chapter
        self.isolation = chosen_isolation(isolation, course)
        if pattern := sorted(set("*?[") & set(str(course))):
            signs = " and ".join(pattern)
            raise NotReadyError(f"nbgrader reads {signs} in {course} as a pattern: give the folder another name.")
        if not os.access(course, os.W_OK):
            raise NotReadyError(f"you may not write in {course}, where grades are kept: grade in a copy of your own.")
        share_one_engine()
        trust_its_own_schema()
        self.config = load_config(course)
        self.coursedir = CourseDirectory(config=self.config)
        self.graded_with = graded_with(chapter, hash_of_cells(check_sources(self.coursedir, chapter)))
        self.todo: dict[str, str] = {}  # student → hash of the submission
        self.reasons: dict[str, str] = {}  # student → why it is due
        self.skipped: list[str] = []
        self.not_written: list[str] = []  # of these, those whose points are not in the gradebook
        self.work = find_work(self.coursedir, chapter, students)
        names = self.work.students
        self.chosen = self._choices(names, notebook, required=bool(students))  # student → name of the notebook
        with open_gradebook(self.coursedir) as gradebook:
            written = points_in(gradebook, chapter)
        for student in names:
            found = hash_of_folder(self._folder(self.coursedir.submitted_directory, student))
            record = self._record(student)
            reason = self._why_due(student, record, found) or (FORCED if force else "")
            if reason:
                self.todo[student], self.reasons[student] = found, reason
            else:
                self.skipped.append(student)
                if record and not is_written(record, written.get(student)):
                    self.not_written.append(student)

    def lines(self) -> list[str]:
        """What to tell before grading starts: whose work is left out, what is due and why, what is written again."""
        return [*self.work.notes, *lines(self.reasons.values()), *lines_on_points(self.not_written)]

    def write_again(self) -> None:
        """Write the points of graded notebooks that the gradebook does not have, as it was made anew, for example."""
        for student in self.not_written:
            place = self._folder(self.coursedir.autograded_directory, student)
            write_points(self.config, self.coursedir, self.chapter, student, place, place / f"{self.chapter}.ipynb")

    def update_penalties(self) -> list[Penalty]:
        """Work out the penalties for late work again, as due dates, extensions and points may have changed."""
        with open_gradebook(self.coursedir) as gradebook:
            return update_penalties(self.config, gradebook, self.chapter, self.work.students)

    def _choices(self, students: list[str], notebook: str, required: bool) -> dict[str, str]:
        """The notebook that was chosen for each student, now or before. Raises NotReadyError where it is not there."""
        chosen, lacking = {}, []
        for student in students:
            folder = self._folder(self.coursedir.submitted_directory, student)
            before = record.chosen if (record := self._record(student)) else ""
            if notebook and not holds(folder, notebook):
                lacking.append(student)
            chosen[student] = next((name for name in (notebook, before) if name and holds(folder, name)), "")
        if lacking and (required or lacking == students):
            raise NotReadyError(f"{', '.join(lacking)} handed in no file {notebook}. Name one that `submitted/` holds.")
        return chosen

    def _why_due(self, student: str, record: Record | None, found: str) -> str:
        if record and record.chosen != self.chosen[student]:
            return f"you chose {self.chosen[student]}" if self.chosen[student] else CHANGED
        return why_due(record, found, self.graded_with)

    @contextmanager
    def start(
        self, workers: int, scheduler: str | None = None, *, allow_lower: bool = False, preview: bool = False
    ) -> Iterator[None]:
        """Start to grade, in processes on this machine or in the workers of a Dask scheduler. Raises SchedulerError.

        Processes here are forked at once, before a caller starts a thread (for a progress bar). When the block ends,
        all have ended and their scratch folder is removed. In a preview, nothing is written.
        """
        remove_scratch_of_killed_runs(self.course, ".grading")
        self.allow_lower, self.preview = allow_lower, preview
        here = partial(on_this_machine, count=workers)
        self._grade = partial(on_a_scheduler, address=scheduler) if scheduler else here
        prefix = f".grading-{os.getpid()}-"
        with tempfile.TemporaryDirectory(dir=self.course, prefix=prefix) as scratch, ExitStack() as self._processes:
            self._scratch = Path(scratch)
            self._begin(self._named_well())
            yield

    def _named_well(self) -> list[str]:
        """The students whose folders' names can be shown: nbgrader would stop at another one."""
        return [student for student in self.todo if student.isprintable()]

    def _begin(self, students: Iterable[str]) -> None:
        about = (self.course, self.chapter)
        jobs = [
            Job(
                *about,
                student,
                self.isolation,
                self.todo[student],
                self.graded_with,
                self._scratch / student,
                self.chosen[student],
            )
            for student in students
        ]
        self._done = self._processes.enter_context(self._grade(jobs)) if jobs else ()

    def results(self) -> Iterator[Record | NotGraded | Lowered | Raised]:
        """A record as each submission is saved, or why it could not be.

        The exercises that have other points than before come ahead of the record. Unless lower points are allowed, the
        record then holds the old ones.
        """
        left = self._named_well()
        for student in sorted(set(self.todo) - set(left)):
            yield NotGraded(one_line(student), "the folder's name has a sign that cannot be shown. Rename the folder.")
        suspects: list[str] = []  # in work when a process was killed from outside: each is graded again, alone
        alone = None
        while left:
            killed = []
            for job, future in self._done:
                try:
                    record = future.result()
                    about = (self._record(job.student), record, self.reasons[job.student])
                    lost = lowered(*about)
                    yield from lost
                    yield from raised(*about)
                    if not self.preview:
                        with ctrl_c_waits():
                            self._save(record, job.folder, [] if self.allow_lower else lost)
                    yield record
                except BrokenProcessPool:
                    killed.append(job)
                    continue
                except GradingError as problem:
                    yield NotGraded(job.student, one_line(str(problem)))
                except Exception as problem:
                    reason = one_line(f"{type(problem).__name__}: {problem}".splitlines()[0])
                    yield NotGraded(job.student, reason)
                left.remove(job.student)
            self._processes.close()  # first, so that no process writes into their folders while these are removed
            if alone and killed:
                left.remove(alone)
                yield NotGraded(alone, "the process that graded it was killed, twice: is there enough memory?")
            suspects = suspects[1:] if alone else [job.student for job in killed if job.folder.exists()]
            if killed and not suspects and not alone:
                suspects = list(left)  # none had begun
            for job in killed:
                shutil.rmtree(job.folder, ignore_errors=True)
            alone = suspects[0] if suspects else None
            self._begin([alone] if alone else left)

    def _save(self, record: Record, folder: Path, kept: list[Lowered]) -> None:
        """Write the points into the gradebook, then move the graded folder into place."""
        student, name = record.student, f"{self.chapter}.ipynb"
        place = self._folder(self.coursedir.autograded_directory, student)
        before = self._record(student)
        add_attempts(before, record, submission_time(folder))
        if kept and before:
            keep(kept, before, record, place / name, folder / name)
        write_record(folder, record)
        for path in folder.rglob("*"):
            if path.is_file():
                path.chmod(0o444)
        ready = on_the_disk_of(place, folder)
        write_points(self.config, self.coursedir, self.chapter, student, ready, place / name)
        replace(ready, place)

    def _record(self, student: str) -> Record | None:
        return read_record(self._folder(self.coursedir.autograded_directory, student))

    def _folder(self, step: str, student: str) -> Path:
        return Path(self.coursedir.format_path(step, student, self.chapter))
