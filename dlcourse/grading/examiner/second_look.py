"""What must be built by hand is examined twice, the second time in a kernel where no framework is.

In the student's own kernel a framework's function may hide where no reading of the text finds it. Here it cannot: this
kernel has Python and NumPy, and runs nothing but the statements that the answer needs.
"""

from pathlib import Path

from jupyter_core.utils import run_sync

from dlcourse.grading.examiner.definitions import Definitions
from dlcourse.grading.examiner.kernel import StudentKernel
from dlcourse.grading.examiner.proxy import Line
from dlcourse.grading.kernels.manager import manager_of_forks

NOTE = (
    "Looked at once more, where there is Python and NumPy alone, and only what this answer needs of the cells before. "
    "If something is missing there, make it in a plain statement at the top of a cell: `name = …` or `def …`."
)


def is_due(line: Line) -> bool:
    """Whether the last check was of something that must be built by hand."""
    return {"tensorflow", "keras"} <= set(line.forbidden)


class SecondLook:
    """A kernel without frameworks, started when it is first needed."""

    def __init__(self, cells: list[str], reach, isolation: str, folder: Path) -> None:
        self._definitions = Definitions(cells)
        self._manager = manager_of_forks(isolation, bare=True)
        run_sync(self._manager.start_kernel)(cwd=str(folder))
        connection = self._manager.get_connection_info()
        self.line = Line(StudentKernel(connection, lambda: run_sync(self._manager.interrupt_kernel)()), reach)

    def define(self, names: list[str], before: int) -> None:
        """Run what these names need, of the cells before one."""
        self.line.define(self._definitions.needed(names, before))

    def stop(self) -> None:
        self.line.kernel.close()
        run_sync(self._manager.shutdown_kernel)(now=True)
