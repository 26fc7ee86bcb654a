"""A real kernel, and the examiner's session with it."""

import sys

import pytest
from jupyter_client import AsyncKernelManager
from jupyter_core.utils import run_sync

from dlcourse.checks.analysis import StudentCode
from dlcourse.checks.core.context import changed
from dlcourse.checks.core.engine import Exercise
from dlcourse.checks.core.report import Report
from dlcourse.grading.examiner.kernel_client import StudentKernel
from dlcourse.grading.examiner.session import KernelSession
from dlcourse.grading.jupyter.manager import manager_of_forks
from tests.support.student_cells import CELL, FORGET

# What is there now stays: no %reset has to look through TensorFlow for what is no longer needed.
FREEZE = "__import__('gc').freeze()"


class Student:
    """A kernel in which a student's cells run, and what the examiner needs to look at them.

    Where grading runs, it is forked as in grading, from a process that has imported Keras.
    """

    def __init__(self) -> None:
        forked = sys.platform == "linux"
        self.manager = manager_of_forks("none") if forked else AsyncKernelManager(kernel_name="python3")
        self.session = None
        run_sync(self.manager.start_kernel)()
        self.client = self.manager.blocking_client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)
        self._execute(FREEZE if forked else f"import keras\n{FREEZE}")

    def _execute(self, cell: str) -> None:
        self.client.execute_interactive(cell, timeout=60, output_hook=lambda message: None)

    def run(self, *cells: str) -> KernelSession:
        """Run cells from a clean start and give the session in which an examiner asks about them."""
        if self.session:
            self.session.kernel.rest()
        for cell in (FORGET, "%reset -sf", FREEZE, *cells):
            self._execute(cell)
        self.session = KernelSession(StudentKernel(self.manager.get_connection_info(), self.interrupt))
        return self.session

    def examined(self, check: Exercise, code: str, seed: int) -> Report:
        """What the examiner finds, where this code is all that a student has written."""
        session = self.run(code)
        try:
            found = session.find(list(check.defines))
            with changed(dependencies=StudentCode([code]).dependencies):
                return check.judge(*(found[name] for name in check.defines), seed=seed)
        finally:
            session.kernel.close()

    def interrupt(self) -> None:
        run_sync(self.manager.interrupt_kernel)()

    def stop(self) -> None:
        self.client.stop_channels()
        run_sync(self.manager.shutdown_kernel)(now=True)


@pytest.fixture(scope="session")
def shared_student():
    """One kernel for all well-behaved cases."""
    student = Student()
    yield student
    student.stop()


@pytest.fixture
def student():
    """A kernel of its own, for a case that may ruin it."""
    student = Student()
    yield student
    student.stop()


@pytest.fixture(scope="module")
def found(shared_student):
    """What a student has defined in `CELL`, as the examiner finds it."""
    session = shared_student.run(CELL)
    names = "double write step_in_place step_that_replaces batches apply draw fail endless Value Momentum number table missing".split()
    yield session.find(names)
    session.kernel.close()
