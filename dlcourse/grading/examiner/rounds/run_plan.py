"""What one run of a notebook runs of it: all, or only what counts."""

from collections.abc import Mapping, Set
from typing import NamedTuple

from nbformat import NotebookNode

from dlcourse.checks.analysis import StudentCode
from dlcourse.grading.examiner.check_cell import is_check, names_wanted, runs_here


class RunPlan(NamedTuple):
    """The numbers of the cells that are run.

    Attributes:
        whole: cells that run in the student's kernel as they stand.
        parts: cells of which only these statements run there.
        checks: check cells that are examined.
    """

    whole: Set[int]
    parts: Mapping[int, list[str]]
    checks: Set[int]

    def has(self, index: int) -> bool:
        """Whether anything of a cell is run."""
        return index in self.whole or index in self.parts or index in self.checks


def everything(notebook: NotebookNode, settled: Set[int]) -> RunPlan:
    """All cells, but for the checks that are settled."""
    code = {index for index, cell in enumerate(notebook.cells) if cell.cell_type == "code"}
    checks = {index for index in code if runs_here(notebook.cells[index])}
    return RunPlan(code - checks, {}, checks - settled)


def what_counts(notebook: NotebookNode, checks: Set[int], changed: Set[int], code: StudentCode) -> RunPlan:
    """What these checks need, and the cells above them that a student has changed, with what these need.

    A changed cell may do what no reading of its text finds, so it runs as it stands. Of a cell that is as it was
    released, only the statements run that something needs: what else it draws and tries out is known, and not graded.
    """
    last = max(checks)
    names = sorted(set().union(*(names_wanted(notebook.cells[index].source) for index in checks)))
    whole = {index for index in changed if index < last}
    return RunPlan(whole, code.needed_beside(names, last, whole), checks)


def own_cells(notebook: NotebookNode) -> list[str]:
    """The student's code, cell by cell: nothing for cells of text and for checks."""
    return [cell.source if cell.cell_type == "code" and not is_check(cell) else "" for cell in notebook.cells]
