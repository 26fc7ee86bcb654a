"""A real kernel, and the examiner's line to it."""

import subprocess

import pytest
from jupyter_client import KernelManager

from dlcourse.checks.engine import Exercise
from dlcourse.checks.report import Report
from dlcourse.grading.examiner.kernel import StudentKernel
from dlcourse.grading.examiner.proxy import Line
from dlcourse.grading.examiner.static_reach import parsable, reader

FORGET = "__import__('dlcourse.grading.examiner.agent', fromlist=['_things'])._things.clear()"
# What is there now stays: no %reset has to look through TensorFlow for what is no longer needed.
FREEZE = "__import__('gc').freeze()"


class Student:
    """A kernel in which a student's cells run, and what the examiner needs to look at them."""

    def __init__(self) -> None:
        self.manager = KernelManager(kernel_name="python3")
        self.line = None
        self.manager.start_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.client = self.manager.blocking_client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)
        self._execute(f"import keras\n{FREEZE}")

    def _execute(self, cell: str) -> None:
        self.client.execute_interactive(cell, timeout=60, output_hook=lambda message: None)

    def run(self, *cells: str) -> Line:
        """Run cells from a clean start and give the line over which an examiner asks about them."""
        if self.line:
            self.line.kernel.rest()
        for cell in (FORGET, "%reset -sf", FREEZE, *cells):
            self._execute(cell)
        self.line = Line(
            StudentKernel(self.manager.get_connection_info(), self.manager.interrupt_kernel),
            reader(parsable(list(cells))),
        )
        return self.line

    def examined(self, check: Exercise, code: str, seed: int) -> Report:
        """What the examiner finds, where this code is all that a student has written."""
        line = self.run(code)
        try:
            found = line.find(list(check.names))
            return check.judge(*(found[name] for name in check.names), seed=seed)
        finally:
            line.kernel.close()

    def stop(self) -> None:
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


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
