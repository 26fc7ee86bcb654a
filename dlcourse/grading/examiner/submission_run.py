"""One run of a notebook in the student's kernel: of all its cells, or of those that count."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType

from jupyter_client.connect import KernelConnectionInfo
from nbformat import NotebookNode
from nbgrader.utils import determine_grade

from dlcourse.checks.analysis import StudentCode
from dlcourse.checks.core.time_limit import TimeLimit
from dlcourse.grading.examiner.check_cell import examine
from dlcourse.grading.examiner.framework_free_check import FrameworkFreeCheck, is_due, stopped_at
from dlcourse.grading.examiner.kernel_client import StudentKernel
from dlcourse.grading.examiner.rounds.run_plan import RunPlan
from dlcourse.grading.examiner.session import KernelSession


class SubmissionRun:
    """The run of one notebook, cell by cell.

    Args:
        code: the student's.
        stopped_at: cell → the line where it stopped; filled here, and read by `code`.
        framework_free: examines again what must be built by hand.
        limit: on the wall clock; when it is over, no further cell is run.

    Attributes:
        plan: the cells that are run.
        session: with the student's kernel, once it has begun.
        stopped: why no more cells are run; empty while they are.
        notes: what an instructor should know.
        index: of the cell that is running.
        seconds: name and duration of each cell that has run.
    """

    def __init__(
        self,
        plan: RunPlan,
        checks: ModuleType | None,
        code: StudentCode,
        stopped_at: dict[int, int],
        framework_free: FrameworkFreeCheck,
        limit: TimeLimit,
    ) -> None:
        self.plan, self.stopped, self.index = plan, "", 0
        self.session: KernelSession | None = None  # None: no cell has run yet
        self.notes: list[str] = []
        self.seconds: list[tuple[str, float]] = []
        self._checks, self._code, self._stopped_at = checks, code, stopped_at
        self._framework_free, self._limit = framework_free, limit

    def begin_session(
        self, connection: KernelConnectionInfo, interrupt: Callable[[], None], clock: Callable[[], float]
    ) -> None:
        """Connect to the student's kernel: before any of the student's code has run."""
        self.session = KernelSession(StudentKernel(connection, interrupt, clock))

    def keep_to_the_time(self) -> None:
        """Stop when the notebook's time is over."""
        if self._limit.is_over():
            self.stopped = f"The notebook was stopped after {self._limit.seconds:g} seconds."

    @contextmanager
    def timed(self, cell: NotebookNode, index: int) -> Iterator[None]:
        """In this block the cell runs, and its time is taken."""
        self.index = index
        with taking_time(self.seconds, cell, index):
            yield

    def remember_error(self, cell: NotebookNode, index: int) -> None:
        """Note where an error has stopped a cell: what stands below has not run."""
        if line := stopped_at(cell.outputs):
            self._stopped_at[index] = line

    def run_parts(self, index: int, seconds: float, stop: Callable[[str], None]) -> None:
        """Run the statements of a cell that something needs.

        Args:
            stop: called with the reason where the student's kernel has died.
        """
        assert self.session is not None, "the session begins before the first cell"
        self.session.define(self.plan.parts[index], seconds)
        self._rest(stop)

    def examine(self, cell: NotebookNode, index: int, stop: Callable[[str], None]) -> None:
        """Run a check cell, here; what must be built by hand is examined again without frameworks.

        Args:
            stop: called with the reason where the student's kernel has died.
        """
        assert self.session is not None, "the session begins before the first cell"
        cell.outputs, forbidden_packages = examine(cell.source, self._checks, self.session, self._code, index)
        self._rest(stop)
        if is_due(forbidden_packages) and determine_grade(cell)[0] > 0:
            less = self._framework_free.examine_again(cell, index)
            if less is not None:
                self.notes.append(
                    f"{cell.metadata.nbgrader.grade_id} earned less where there is Python and NumPy alone"
                )
                cell.outputs = less

    def answering(self) -> float:
        """How long answers have taken, in seconds."""
        return self.session.kernel.seconds if self.session else 0.0

    def close(self) -> None:
        """End the session. The kernel itself is ended by its manager."""
        if self.session:
            self.notes += self.session.remarks()
            self.session.kernel.close()

    def _rest(self, stop: Callable[[str], None]) -> None:
        assert self.session is not None, "the session begins before the first cell"
        self.session.kernel.rest()  # it is free for other cells
        if self.session.kernel.dead:
            stop(self.session.kernel.dead)


@contextmanager
def taking_time(seconds: list[tuple[str, float]], cell: NotebookNode, index: int) -> Iterator[None]:
    """Add the cell's name and how long the block takes."""
    started = time.monotonic()
    yield
    name = cell.metadata.get("nbgrader", {}).get("grade_id") or f"cell {index + 1}"
    seconds.append((name, round(time.monotonic() - started, 3)))
