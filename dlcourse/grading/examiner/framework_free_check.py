"""What must be built by hand is examined in a kernel where no framework is.

In the student's own kernel a framework's function may hide where no reading of the text finds it. Here it cannot: this
kernel has Python and NumPy. It runs the statements that the answer needs; where the answer earns less then than in the
student's kernel, another one runs all that stand before the check. What is run is the student's choice, and may be:
whatever it is, an answer that is right here needs no framework.
"""

import re
import time
from collections.abc import Set
from pathlib import Path
from types import ModuleType

import nbformat
from jupyter_core.utils import run_sync
from nbformat import NotebookNode
from nbgrader.utils import determine_grade

from dlcourse.checks.analysis import StudentCode
from dlcourse.grading.examiner.check_cell import examine, names_wanted
from dlcourse.grading.examiner.kernel_client import StudentKernel
from dlcourse.grading.examiner.session import KernelSession
from dlcourse.grading.jail.bubblewrap import chosen_isolation
from dlcourse.grading.jupyter.manager import manager_of_forks

NOTE = (
    "This answer was checked again with Python and NumPy alone: with the statements above that it needs, and with all "
    "cells above. If something is missing there, define it in a plain statement at the top of a cell: `name = …` or "
    "`def …`."
)
SECONDS_FOR_A_CELL = 20  # of those that are run whole
SECONDS_FOR_ALL = 60
_COLOUR = re.compile(r"\x1b\[[\d;]*m")
_TOP_OF_A_CELL = re.compile(r"^Cell In\[\d+\], line (\d{1,9})$", re.MULTILINE)


def is_due(forbidden_packages: Set[str]) -> bool:
    """Whether a check, which forbade these, was of something that must be built by hand."""
    return {"tensorflow", "keras"} <= forbidden_packages


def stopped_at(outputs: list[NotebookNode]) -> int | None:
    """The line at which an error stopped a cell, as its traceback has it; None where it ran to its end."""
    errors = [output for output in outputs if output.output_type == "error"]
    text = _COLOUR.sub("", "\n".join(part for error in errors for part in error.traceback))
    found = _TOP_OF_A_CELL.search(text)
    return int(found[1]) if found else None


class FrameworkFreeKernel:
    """A kernel without frameworks, in which statements of the student's cells are run."""

    def __init__(self, code: StudentCode, isolation: str, folder: Path) -> None:
        self.code = code
        self._next, self._seconds = 0, float(SECONDS_FOR_ALL)  # for cells that are run whole
        self._manager = manager_of_forks(isolation, bare=True)
        run_sync(self._manager.start_kernel)(cwd=str(folder))
        connection = self._manager.get_connection_info()
        kernel = StudentKernel(connection, lambda: run_sync(self._manager.interrupt_kernel)(), self._manager.clock)
        self.session = KernelSession(kernel)

    def define(self, names: list[str], before: int) -> None:
        """Run what these names need, of the cells before one."""
        self.session.define(self.code.needed(names, before))

    def define_all(self, before: int) -> None:
        """Run the cells before one that have not been run yet, each statement by itself, as long as there is time."""
        for cell in range(self._next, before):
            if self._seconds > 0 and (statements := self.code.of_cell(cell)):
                started = time.monotonic()
                self.session.define(statements, min(self._seconds, SECONDS_FOR_A_CELL))
                self._seconds -= time.monotonic() - started
        self._next = max(self._next, before)

    def stop(self) -> None:
        self.session.kernel.close()
        run_sync(self._manager.shutdown_kernel)(now=True)


class FrameworkFreeCheck:
    """Examines checks of one notebook again; kernels are started when they are first needed.

    Args:
        code: the student's.
        checks: the module of the chapter's checks.
    """

    def __init__(self, code: StudentCode, checks: ModuleType | None, isolation: str, folder: Path) -> None:
        self._code, self._checks = code, checks
        self._isolation, self._folder = isolation, folder
        self._kernels: dict[bool, FrameworkFreeKernel] = {}  # what an answer needs is run in one, everything in another
        self._seconds = 0.0  # that answers have taken in kernels that have ended

    def examine_once(self, cell: NotebookNode, index: int) -> list[NotebookNode]:
        """What a check shows where there are no frameworks, with the statements that the answer needs."""
        return self._examine(cell.source, index, everything=False)

    def examine_again(self, cell: NotebookNode, index: int) -> list[NotebookNode] | None:
        """What a check shows where there are no frameworks, if the answer earns less there; else None."""
        most, tries = determine_grade(cell)[0], []
        for everything in (False, True):
            outputs = self._examine(cell.source, index, everything=everything)
            earned, _ = determine_grade(NotebookNode({**cell, "outputs": outputs}))
            if earned >= most:
                return None
            tries.append((earned, outputs))
        _, better = max(tries, key=lambda each: each[0])
        return [nbformat.v4.new_output("stream", name="stdout", text=f"{NOTE}\n"), *better]

    def seconds(self) -> float:
        """How long answers have taken."""
        return self._seconds + sum(kernel.session.kernel.seconds for kernel in self._kernels.values())

    def stop(self) -> None:
        """End the kernels."""
        for everything in list(self._kernels):
            self._stop(everything=everything)

    def _stop(self, *, everything: bool) -> None:
        kernel = self._kernels.pop(everything)
        self._seconds += kernel.session.kernel.seconds
        kernel.stop()

    def _examine(self, source: str, index: int, *, everything: bool) -> list[NotebookNode]:
        """What a check shows there, with either what it needs of the cells before or all of them."""
        kernel = self._kernels.get(everything)
        if kernel is None:
            kernel = FrameworkFreeKernel(self._code, chosen_isolation(self._isolation, self._folder), self._folder)
            self._kernels[everything] = kernel
        if everything:
            kernel.define_all(index)
        else:
            kernel.define(names_wanted(source), index)
        outputs, _ = examine(source, self._checks, kernel.session, self._code, index)
        kernel.session.kernel.rest()
        if kernel.session.kernel.dead and not everything:  # to run everything once more could take minutes
            self._stop(everything=False)
        return outputs
