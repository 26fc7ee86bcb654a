"""All of a student's code that stands above a check: one table for what an answer depends on and what it needs."""

import ast
import sys
from collections.abc import Iterable, Mapping, Set
from pathlib import Path
from typing import NamedTuple

from dlcourse.checks.analysis.cells import MAX_CHARACTERS, RUNS_ITS_BODY, WRITES_A_FILE, parsable
from dlcourse.checks.analysis.constant_text import file_run_by
from dlcourse.checks.analysis.dependencies import Dependencies, follow
from dlcourse.checks.analysis.evasion import planted
from dlcourse.checks.analysis.scopes import roots
from dlcourse.checks.analysis.student_modules import as_python, cells_of, is_read, student_modules
from dlcourse.checks.analysis.table import Statement, statements

MODULE = -1  # in place of a cell's number


class Row(NamedTuple):
    """A statement and the cell in which it stands."""

    cell: int
    statement: Statement
    line: int  # in the cell
    certain: bool  # whether it is run once, in the order of the cells: not so in a module, or below a cell's magic


class StudentCode:
    """The statements of a notebook's cells, and of the modules beside it that they import.

    Args:
        cells: as the student wrote them, in the order in which they run; a file is one cell.
        folder: what is beside the notebook. The modules there that the cells import, and the files that they run, are
            read, too.
        modules: the path and the text of each module that the cells import, if they are known otherwise.
        stopped: cell → the line at which an error stopped it; may grow while the notebook runs.
    """

    def __init__(
        self,
        cells: list[str],
        folder: Path | None = None,
        stopped: Mapping[int, int] | None = None,
        modules: Iterable[tuple[Path, str]] | None = None,
    ) -> None:
        self.cells = parsable(cells)
        self._stopped = {} if stopped is None else stopped
        self._files: dict[int, set[str]] = {MODULE: set()}  # cell → names of modules that it writes, and their folders
        self._too_long: dict[int, str] = {}
        self._planted: list[tuple[int, str]] = []
        self._not_found: list[tuple[int, int, str]] = []  # files that cells run: cell, line, name
        self._folder, self._running = folder, set[str]()
        self._rows: list[Row] = []
        beside = student_modules(folder, self.cells) if folder and modules is None else as_python(modules or ())
        for path, source in beside:
            self._files[MODULE] |= _names_of_a_module(path)
            self._add(MODULE, source, str(path), certain=False)
        for number, written in enumerate(cells):
            file = WRITES_A_FILE.match(written.lstrip())
            if file and is_read(written.lstrip()[file.end() :], self.cells[number]):
                self._files[number] = _names_of_a_module(Path(file[2]))
            if len(written) > MAX_CHARACTERS and not self.cells[number]:
                self._too_long[number] = f"cell {number + 1} is too long to be read"
            magic = written.lstrip().startswith("%%") and not RUNS_ITS_BODY.match(written.lstrip())
            self._add(number, self.cells[number], f"cell {number + 1}", certain=not magic)

    def dependencies(self, name: str, before: int | None = None) -> Dependencies:
        """Everything that can be found from a name on, in the cells before one; in all, if none is given."""
        before = len(self.cells) if before is None else before
        rows = [row for row in self._rows if row.cell < before]
        certain = [row.certain and self._has_run(row) for row in rows]
        files = set().union(*(names for cell, names in self._files.items() if cell < before))
        too_long = [why for cell, why in self._too_long.items() if cell < before]
        found = follow(name, [row.statement for row in rows], certain, files, too_long)
        found.planted |= {what for cell, what in self._planted if cell < before}
        for cell, line, file in self._not_found:
            if cell < before and self._stopped.get(cell) != line:  # it has run, and so was there
                found.planted.add(f"{file}, which is not beside the notebook, in cell {cell + 1}")
        return found

    def needed(self, names: list[str], before: int) -> list[str]:
        """The statements that these names need, in order, of the cells before one."""
        return [row.statement.text for row in self._needed(names, before)]

    def cells_with_needed(self, names: list[str], before: int) -> set[int]:
        """The cells in which these statements stand."""
        return {row.cell for row in self._needed(names, before)}

    def needed_beside(self, names: list[str], before: int, whole: Set[int]) -> dict[int, list[str]]:
        """What these names need, and what some cells need that are run as a whole: cell → statements, in order.

        Args:
            whole: the cells that are run in any case; their own statements are not listed.
        """
        rows = self._rows_before(before)
        names = sorted(set(names).union(*(row.statement.reads for row in rows if row.cell in whole)))
        found: dict[int, list[str]] = {}
        for row in self._needed(names, before):
            if row.cell not in whole:
                found.setdefault(row.cell, []).append(row.statement.text)
        return found

    def bound_in(self, cells: Iterable[int]) -> set[str]:
        """All names that these cells bind."""
        wanted = set(cells)
        return set().union(*(row.statement.binds for row in self._rows if row.cell in wanted))

    def _needed(self, names: list[str], before: int) -> list[Row]:
        rows = self._rows_before(before)
        makers = _makers(rows)
        todo, chosen = [*names, "*"], set()
        wanted = set(todo)
        while todo:
            for number in makers.get(todo.pop(), ()):
                if number not in chosen:
                    chosen.add(number)
                    todo += rows[number].statement.reads - wanted
                    wanted |= rows[number].statement.reads
        return [rows[number] for number in sorted(chosen)]

    def _rows_before(self, before: int) -> list[Row]:
        return [row for row in self._rows if MODULE < row.cell < before and self._has_run(row)]

    def of_cell(self, cell: int) -> list[str]:
        """All statements of one cell that have run, in order."""
        return [row.statement.text for row in self._rows if row.cell == cell and self._has_run(row)]

    def _add(self, cell: int, source: str, where: str, *, certain: bool) -> None:
        for statement in statements(source):
            line, file = statement.tree.lineno, file_run_by(statement.tree)
            if file is None:
                self._rows.append(Row(cell, statement, line, certain))
                self._planted += [(cell, f"{name} in {where}") for name in planted(statement.tree)]
            elif file not in self._running:  # or else it runs itself
                self._add_file(cell, line, file, certain=certain)

    def _add_file(self, cell: int, line: int, file: str, *, certain: bool) -> None:
        """Add the statements of a file that a cell runs at a line, as if they stood there."""
        if cell == MODULE or _names_of_a_module(Path(file)) & set().union(*self._files.values()):
            return  # what a cell has written is in the table already
        first = len(self._rows)
        self._running.add(file)
        sources = cells_of(self._folder, file) if self._folder else None
        for source in sources or ():
            self._add(cell, source, f"{file}, run in cell {cell + 1}", certain=certain)
        self._running.remove(file)
        self._rows[first:] = [row._replace(line=line) for row in self._rows[first:]]
        self._not_found += [(cell, line, file)] if sources is None else []

    def _has_run(self, row: Row) -> bool:
        return row.cell not in self._stopped or row.line <= self._stopped[row.cell]


def _makers(rows: list[Row]) -> dict[str, list[int]]:
    """Name → the numbers of the statements that make what it stands for."""
    data = set().union(*(row.statement.binds for row in rows if row.statement.binds_data))
    plots = {each.name for row in rows for each in row.statement.imports if each.module.startswith("dlcourse.plots")}
    makers: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        handed = set() if _only_draws(row.statement.tree, plots) else row.statement.handed & data
        for name in row.statement.binds | handed | _settings(row.statement.tree):
            makers.setdefault(name, []).append(number)
    return makers


def _only_draws(tree: ast.stmt, plots: Set[str]) -> bool:
    """Whether a statement is a call of one of these modules of figures: they write into nothing that they are given."""
    return isinstance(tree, ast.Expr) and isinstance(tree.value, ast.Call) and bool(roots(tree.value.func) & plots)


def _settings(tree: ast.stmt) -> set[str]:
    """The module of `np.seterr(all="raise")`, `keras.utils.set_random_seed(4)` and the like: such a call changes it.

    A call that is given more than constants makes or shows something.
    """
    match tree:
        case ast.Expr(value=ast.Call(func=ast.Attribute()) as call):
            given = [*call.args, *(keyword.value for keyword in call.keywords)]
            return roots(call.func) if given and all(isinstance(each, ast.Constant) for each in given) else set()
    return set()


def _names_of_a_module(path: Path) -> set[str]:
    """The names by which it is imported; not those under which Python has a module of its own already."""
    return {*path.parent.parts, path.stem} - {"numpy", *(sys.stdlib_module_names & sys.modules.keys())}
