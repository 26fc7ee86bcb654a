"""What must be built by hand is examined twice, the second time in a kernel where no framework is.

In the student's own kernel a framework's function may hide where no reading of the text finds it. Here it cannot: this
kernel has Python and NumPy. It runs the statements that the answer needs; where the answer earns less then, another one
runs all that stand before the check. What is run is the student's choice, and may be: whatever it is, an answer that is
right here needs no framework.
"""

import re
import time
from pathlib import Path

from jupyter_core.utils import run_sync
from nbformat import NotebookNode

from dlcourse.grading.examiner.definitions import Definitions
from dlcourse.grading.examiner.kernel import StudentKernel
from dlcourse.grading.examiner.proxy import Line
from dlcourse.grading.kernels.manager import manager_of_forks

NOTE = (
    "Looked at once more, where there is Python and NumPy alone: with what this answer needs of the cells before, and "
    "with all of them. If something is missing there, make it in a plain statement at the top of a cell: `name = …` or "
    "`def …`."
)
SECONDS_FOR_A_CELL = 20  # of those that are run whole
SECONDS_FOR_ALL = 60
_COLOUR = re.compile(r"\x1b\[[\d;]*m")
_TOP_OF_A_CELL = re.compile(r"^Cell In\[\d+\], line (\d{1,9})$", re.MULTILINE)


def is_due(line: Line) -> bool:
    """Whether the last check was of something that must be built by hand."""
    return {"tensorflow", "keras"} <= set(line.forbidden)


def stopped_at(outputs: list[NotebookNode]) -> int | None:
    """The line at which an error stopped a cell, as its traceback has it; None where it ran to its end."""
    errors = [output for output in outputs if output.output_type == "error"]
    text = _COLOUR.sub("", "\n".join(part for error in errors for part in error.traceback))
    found = _TOP_OF_A_CELL.search(text)
    return int(found[1]) if found else None


class SecondLook:
    """A kernel without frameworks, started when it is first needed."""

    def __init__(self, definitions: Definitions, reach, isolation: str, folder: Path) -> None:
        self._definitions = definitions
        self._next, self._seconds = 0, SECONDS_FOR_ALL  # for cells that are run whole
        self._manager = manager_of_forks(isolation, bare=True)
        run_sync(self._manager.start_kernel)(cwd=str(folder))
        connection = self._manager.get_connection_info()
        self.line = Line(StudentKernel(connection, lambda: run_sync(self._manager.interrupt_kernel)()), reach)

    def define(self, names: list[str], before: int) -> None:
        """Run what these names need, of the cells before one."""
        self.line.define(self._definitions.needed(names, before))

    def define_all(self, before: int) -> None:
        """Run the cells before one that have not been run yet, each statement by itself, as long as there is time."""
        for cell in range(self._next, before):
            if self._seconds > 0 and (statements := self._definitions.of_cell(cell)):
                started = time.monotonic()
                self.line.define(statements, min(self._seconds, SECONDS_FOR_A_CELL))
                self._seconds -= time.monotonic() - started
        self._next = max(self._next, before)

    def stop(self) -> None:
        self.line.kernel.close()
        run_sync(self._manager.shutdown_kernel)(now=True)
