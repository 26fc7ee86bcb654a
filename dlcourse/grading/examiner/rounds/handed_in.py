"""What a notebook showed when it was handed in: of its checks the points, of its cells the outputs.

All of it may be forged. Points that it shows are no verdict: they say where it may be worth to run more. Outputs are
shown where a cell is not run, and are kept as plain as those that a kernel sends.
"""

import math
from functools import lru_cache
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from dlcourse.checks.core.report_data import reports_in
from dlcourse.grading.examiner.output_limits import OutputLimits, keep_plain
from dlcourse.grading.read_submission import is_linked
from dlcourse.notebooks import UnreadableError, read_notebook


class HandedIn:
    """A submitted notebook beside the released one.

    Args:
        submitted: the submission as it was handed in; None where it cannot be read.
        released: what students were given; None where there is no release.
    """

    def __init__(self, submitted: Path | None, released: Path | None) -> None:
        self._cells = {cell.id: cell for cell in _code_cells(submitted)}
        self._released = _sources(released) if released else frozenset()

    def is_changed(self, source: str) -> bool:
        """Whether students were given no cell with this text."""
        return source not in self._released

    def points_shown(self, check: NotebookNode) -> float | None:
        """The points that a check cell showed; None where it showed no table."""
        reports = reports_in(self._outputs(check))
        try:
            return reports[-1].earned if reports else None
        except ArithmeticError:  # weights that no check gives
            return math.inf

    def kept_outputs(self, cell: NotebookNode, index: int, limits: OutputLimits) -> list[NotebookNode]:
        """What a cell showed, as long as there is room for it, and nothing but plain outputs."""
        kept: list[NotebookNode] = []
        for output in self._outputs(cell):
            if limits.passed(index, {"content": output}, outputs=len(kept), replaced=0):
                break
            keep_plain(output, of_a_check=False)
            kept.append(output)
        return kept

    def _outputs(self, cell: NotebookNode) -> list[NotebookNode]:
        found = self._cells.get(cell.get("id", ""))
        return found.outputs if found else []


def handed_in(config: Config, about: dict, notebook: Path | None = None) -> HandedIn:
    """The notebook that nbgrader's steps are at work on, beside the released one.

    Args:
        about: what these steps know of the submission.
        notebook: the file that was handed in, where it is known.
    """
    if not {"student", "assignment", "notebook"} <= about.keys():
        return HandedIn(None, None)
    course, name = CourseDirectory(config=config), f"{about['notebook']}.ipynb"
    submitted = Path(course.format_path(course.submitted_directory, about["student"], about["assignment"]))
    released = Path(course.format_path(course.release_directory, ".", about["assignment"]))
    return HandedIn(None if is_linked(submitted) else notebook or submitted / name, released / name)


def _sources(path: Path) -> frozenset[str]:
    """The texts of a notebook's code cells."""
    try:
        status = path.stat()
    except OSError:
        return frozenset()
    return _sources_at(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=20)
def _sources_at(path: Path, *_version: int) -> frozenset[str]:
    """The same is read once for a class, as long as the file has the same time and size."""
    return frozenset(cell.source for cell in _code_cells(path))


def _code_cells(path: Path | None) -> list[NotebookNode]:
    try:
        return [cell for cell in read_notebook(path).cells if cell.cell_type == "code"] if path else []
    except UnreadableError:
        return []
