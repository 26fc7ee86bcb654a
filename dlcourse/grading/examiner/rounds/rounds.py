"""From a submission to its verdicts, with as little run as they need.

There are three rounds, each for the checks that are still open:

1. With Python and NumPy alone: answers that need no more, with the statements that they need. Full points are final.
2. In the student's kernel: what the answers need, and the cells that the student has changed.
3. In a new one: the whole notebook, where something says that this could give more.

Of several verdicts on an answer, the best counts: each is as good as any other.
"""

from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.utils import determine_grade

from dlcourse.checks.analysis import Dependencies, StudentCode
from dlcourse.checks.core.time_limit import TimeLimit
from dlcourse.grading.examiner.check_calls import exercise_of
from dlcourse.grading.examiner.check_cell import checks_for, is_check, names_wanted, runs_here
from dlcourse.grading.examiner.framework_free_check import FrameworkFreeCheck, is_due
from dlcourse.grading.examiner.rounds.handed_in import HandedIn
from dlcourse.grading.examiner.rounds.hidden_state import needs_no_package, seems_to_miss_something
from dlcourse.grading.examiner.rounds.run_plan import RunPlan, everything, own_cells, what_counts
from dlcourse.grading.examiner.submission_run import SubmissionRun, taking_time


class Rounds:
    """The rounds of one notebook.

    Args:
        handed_in: what it showed when it was handed in, and what was released.

    Attributes:
        run_whole: the numbers of the cells that have run as they stand.
        run_in_part: those of which statements have run.
    """

    def __init__(
        self, notebook: NotebookNode, assignment: str, folder: Path, isolation: str, seconds: int, handed_in: HandedIn
    ) -> None:
        self._notebook, self._folder, self._isolation, self._seconds = notebook, folder, isolation, seconds
        self._handed_in, self._checks = handed_in, checks_for(assignment)
        self._own = own_cells(notebook)
        self._changed = {index for index, text in enumerate(self._own) if text.strip() and handed_in.is_changed(text)}
        self._earned: dict[int, float] = {}  # check → the points of the best verdict so far
        self._runs: list[SubmissionRun] = []
        self._looks: list[FrameworkFreeCheck] = []
        self._timed: list[tuple[str, float]] = []  # what round 1 has taken
        self.run_whole: set[int] = set()
        self.run_in_part: set[int] = set()
        self._begin()

    def runs(self) -> Iterator[SubmissionRun]:
        """The runs in a student's kernel that are needed: each is carried out before the next one is asked for."""
        cells = self._notebook.cells
        checks = [index for index, cell in enumerate(cells) if is_check(cell)]
        if all(runs_here(cells[index]) for index in checks):
            left = {index for index in checks if not self._settled_without_frameworks(index)}
            if left:
                yield from self._run(what_counts(self._notebook, left, self._changed, self._code))
            if not any(self._could_give_more(index) for index in left):
                return
        self._looks[-1].stop()
        self._begin()
        yield from self._run(everything(self._notebook, {index for index in checks if self._earns_all(index)}))

    def _begin(self) -> None:
        """Forget what has run: the student's code as it is before a kernel has run any of it."""
        self._stopped_at: dict[int, int] = {}
        self._code = StudentCode(self._own, self._folder, self._stopped_at)
        self._looks.append(FrameworkFreeCheck(self._code, self._checks, self._isolation, self._folder))
        self._limit = TimeLimit(self._seconds)  # of the wall clock

    def _run(self, plan: RunPlan) -> Iterator[SubmissionRun]:
        """Have a plan carried out, and keep the better verdict on each check."""
        before = {index: self._notebook.cells[index].outputs for index in self._earned}
        run = SubmissionRun(plan, self._checks, self._code, self._stopped_at, self._looks[-1], self._limit)
        self._runs.append(run)
        try:
            yield run
        finally:
            run.close()
        self.run_whole |= plan.whole
        self.run_in_part |= plan.parts.keys()
        for index in plan.checks:
            cell = self._notebook.cells[index]
            earned = determine_grade(cell)[0]
            if earned < self._earned.get(index, 0):
                cell.outputs = before[index]
            else:
                self._earned[index] = earned

    def _settled_without_frameworks(self, index: int) -> bool:
        """Examine a check with Python and NumPy alone, if that may do; whether its verdict can be final."""
        cell = self._notebook.cells[index]
        exercise = exercise_of(cell.source, self._checks)
        if exercise is None or self._limit.is_over():
            return False
        if not is_due(exercise.forbidden_packages) and not needs_no_package(self._dependencies(index)):
            return False
        with taking_time(self._timed, cell, index):
            cell.outputs = self._looks[-1].examine_once(cell, index)
        self._earned[index] = determine_grade(cell)[0]
        self.run_in_part |= self._code.cells_with_needed(names_wanted(cell.source), index)
        if self._earns_all(index):
            return True
        return not self._could_give_more(index) and (self._points_shown(index) is not None or not self._own_work(index))

    def _earns_all(self, index: int) -> bool:
        return self._earned.get(index, -1) >= self._notebook.cells[index].metadata.nbgrader.points

    def _could_give_more(self, index: int) -> bool:
        """Whether something says that a check would earn more if more were run."""
        not_run = {cell for cell, text in enumerate(self._own[:index]) if text.strip()} - self.run_whole
        if self._earns_all(index) or not not_run:
            return False
        cell = self._notebook.cells[index]
        if exercise_of(cell.source, self._checks) is None:  # nothing is known of such a check
            return True
        if (self._points_shown(index) or 0) > self._earned[index]:
            return True
        return seems_to_miss_something(cell.outputs, self._code.bound_in(not_run), self._dependencies(index))

    def _points_shown(self, index: int) -> float | None:
        return self._handed_in.points_shown(self._notebook.cells[index])

    def _dependencies(self, index: int) -> list[Dependencies]:
        return [self._code.dependencies(name, index) for name in names_wanted(self._notebook.cells[index].source)]

    def _own_work(self, index: int) -> bool:
        """Whether a student wrote something above a check that may belong to its answer: not another exercise."""
        needed = self._code.cells_with_needed(names_wanted(self._notebook.cells[index].source), index)
        above = {cell for cell in self._changed if cell < index}
        return any(cell in needed or "nbgrader" not in self._notebook.cells[cell].metadata for cell in above)

    def results(self) -> dict:
        """What the steps of grading after this one are told."""
        answering = [*(run.answering() for run in self._runs), *(look.seconds() for look in self._looks)]
        return {
            "dlcourse_seconds": [*self._timed, *(timed for run in self._runs for timed in run.seconds)],
            "dlcourse_answering": sum(answering),
            "dlcourse_notes": list(dict.fromkeys(note for run in self._runs for note in run.notes)),
            "dlcourse_problem": self._runs[-1].stopped if self._runs else "",
        }

    def close(self) -> None:
        """End the kernels without frameworks. The student's kernels are ended by their managers."""
        for look in self._looks:
            look.stop()
