"""What of a notebook an answer needs: the statements that bind its name, those that bind what they read, and so on."""

import ast
import builtins
import math
from collections.abc import Iterator
from typing import NamedTuple

from dlcourse.grading.examiner import scopes

_NAMED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_IMPORTS = (ast.Import, ast.ImportFrom)


class _Statement(NamedTuple):
    """A statement at the top of a cell."""

    cell: int
    text: str
    tree: ast.stmt
    binds: set[str]  # the names that it binds, or writes into
    given: set[str]  # names that it hands to a call, which may write into what they hold
    reads: set[str]


class Definitions:
    """The statements of a notebook's cells, as Python (see `parsable`), and which of them a name needs.

    Args:
        stopped: cell → the line at which an error stopped it; what stands below that has not run, and is left out.
    """

    def __init__(self, cells: list[str], stopped: dict[int, int] | None = None) -> None:
        self._stopped = {} if stopped is None else stopped
        self._all = [statement for number, source in enumerate(cells) for statement in _statements(number, source)]
        data = set().union(*(statement.binds for statement in self._all if _binds_data(statement.tree)))
        self._makers: dict[str, list[int]] = {}  # name → the statements that make what it stands for
        for number, statement in enumerate(self._all):
            for name in statement.binds | (statement.given & data):
                self._makers.setdefault(name, []).append(number)

    def needed(self, names: list[str], before: int) -> list[str]:
        """The statements that these names need, in order, of the cells before one."""
        todo, chosen = [*names, "*"], set()
        wanted = set(todo)
        while todo:
            for number in self._makers.get(todo.pop(), ()):
                if number not in chosen and self._has_run(self._all[number], before):
                    chosen.add(number)
                    todo += self._all[number].reads - wanted
                    wanted |= self._all[number].reads
        return [self._all[number].text for number in sorted(chosen)]

    def of_cell(self, cell: int) -> list[str]:
        """All statements of one cell, in order."""
        return [each.text for each in self._all if each.cell == cell and self._has_run(each, cell + 1)]

    def _has_run(self, statement: _Statement, before: int) -> bool:
        last = self._stopped.get(statement.cell, math.inf)
        return statement.cell < before and statement.tree.lineno <= last


def _statements(cell: int, source: str) -> Iterator[_Statement]:
    lines = scopes.lines(source)
    for tree in ast.parse(source).body:
        for text, part in _parts(tree, lines):
            reads = {chain.partition(".")[0] for chain in scopes.reads(part)}
            yield _Statement(cell, text, part, _bound(part), _given(part), reads)


def _parts(tree: ast.stmt, lines: list[bytes]) -> list[tuple[str, ast.stmt]]:
    """`import keras, numpy` as two statements: where there is no Keras, NumPy is still there."""
    if isinstance(tree, ast.Import):
        parts = [ast.copy_location(ast.Import([alias]), tree) for alias in tree.names]
        return [(ast.unparse(part), part) for part in parts]
    return [(_text(tree, lines), tree)]


def _text(tree: ast.stmt, lines: list[bytes]) -> str:
    """A statement as it was written: Python cannot write out every tree that it reads."""
    first, start = tree.lineno - 1, tree.col_offset
    if getattr(tree, "decorator_list", ()):
        first = tree.decorator_list[0].lineno - 1
        while not lines[first].lstrip().startswith(b"@"):  # `@(` may stand in a line of its own
            first -= 1
    text = lines[first : tree.end_lineno]
    text[-1] = text[-1][: tree.end_col_offset]
    text[0] = text[0][start:]
    return b"\n".join(text).decode()


def _bound(tree: ast.stmt) -> set[str]:
    """The names that a statement binds or writes into, when it is run."""
    if isinstance(tree, _NAMED):
        declared = {name for node in ast.walk(tree) if isinstance(node, ast.Global) for name in node.names}
        return {tree.name} | declared
    # `from x import *` binds no name that could be looked for, and `from __future__` none at all: all may need them.
    always = {"*" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names
              if alias.name == "*" or node.module == "__future__"}  # fmt: skip
    parts = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute | ast.Subscript)]
    written = [scopes.roots(node) for node in parts if not isinstance(node.ctx, ast.Load)]
    return always.union(scopes.names_of(ast.Module([tree], [])), *written)


def _given(tree: ast.stmt) -> set[str]:
    """Names that a statement hands to a function, or calls a method of."""
    if isinstance(tree, (*_NAMED, *_IMPORTS)):
        return set()
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and not _only_shows(node)]
    handed = [thing for call in calls for thing in (*call.args, *(word.value for word in call.keywords))]
    handed += [call.func for call in calls if isinstance(call.func, ast.Attribute)]
    return set().union(*(scopes.roots(thing) for thing in handed))


def _only_shows(call: ast.Call) -> bool:
    """`print(x)`, `display(x)`, `plt.plot(x)`: to show a thing writes nothing into it."""
    names = scopes.roots(call.func)
    return bool(names & {"plt", "display", "ax", "axes", "fig", *dir(builtins)} - {"setattr"})


def _binds_data(tree: ast.stmt) -> bool:
    """Whether a statement may bind more than functions, classes and modules."""
    return not isinstance(tree, (*_NAMED, *_IMPORTS))
