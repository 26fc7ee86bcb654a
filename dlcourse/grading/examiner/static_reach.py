"""What an answer reaches, read from the student's text alone: nothing that runs in their kernel can change it.

Names are followed through everything that any cell binds to them or writes into what they hold. What cannot be
followed, such as a name that no cell defines or text that is run as code, is told as hidden.
"""

import ast
import builtins
import itertools
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import numpy as np

from dlcourse.checks.reach import Reach
from dlcourse.checks.ways_round import ATTRIBUTES, is_way_round
from dlcourse.grading.examiner import scopes

# What Python and IPython define themselves.
_GIVEN = {"display", "In", "Out", "exit", "quit", "_", "__", "___", "__name__", "__file__", "__doc__", *dir(builtins)}
# Anywhere in a notebook, these can plant what an answer then finds under a harmless name.
_PLANTING = {"exec", "eval", "compile", "__import__", "globals"}
_PLANTING_ATTRIBUTES = ATTRIBUTES - {"__base__", "__bases__", "__mro__", "__dict__", "__closure__"}
MAX_CHARACTERS = 50_000  # of a cell; of all together, twenty times as many
MAX_DEPTH = 200  # of a cell's syntax tree
_WRITES = {"append", "add", "insert", "extend", "update", "setdefault", "register", "__setitem__", "__setattr__"}


class _Bound(NamedTuple):
    """What a name was bound to, or what was written into the thing it names."""

    tree: ast.AST
    local: frozenset[str]  # the names of the function where this stands
    function: str  # and the name of that function; none for the top of a cell


class Text:
    """What a student's cells bind and import, and the calls they make; `files` are modules among these cells."""

    def __init__(self, source: str, files: set[str]) -> None:
        self.files = files
        self.bound: dict[str, list[_Bound]] = {}
        self.imported: dict[str, set[str]] = {}
        self.stars: set[str] = set()  # modules of which all names are imported
        self.calls: dict[str, list[_Bound]] = {}  # function → what it is ever given
        tree = ast.parse(source)
        for node in tree.body:
            self._record(node, frozenset(), "")
        self.planted = _planted(tree)

    def reach(self, name: str) -> Reach:
        """Everything that can be found from a name on."""
        found = Reach(hidden=set(self.planted))
        self._follow(name, found, set())
        return found

    def _record(self, node: ast.AST, local: frozenset[str], function: str) -> None:
        """Remember what a statement binds or writes into, wherever it stands."""

        def bind(target: ast.AST, *values: ast.AST) -> None:
            for name in scopes.roots(target) - local:
                self.bound.setdefault(name, []).extend(_Bound(value, local, function) for value in values)

        if isinstance(node, ast.Import | ast.ImportFrom):
            for name, module in scopes.imports(node).items():
                if name not in local:
                    self.imported.setdefault(name, set()).add(module)
            if isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
                self.stars.add(node.module or "")
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            bind(ast.Name(node.name), node)
            local, function = local | scopes.names_of(node), node.name
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                bind(target, node.value)
        elif isinstance(node, ast.AugAssign | ast.NamedExpr) or (isinstance(node, ast.AnnAssign) and node.value):
            bind(node.target, node.value)
        elif isinstance(node, ast.For | ast.AsyncFor):
            bind(node.target, node.iter)
        elif isinstance(node, ast.withitem) and node.optional_vars:
            bind(node.optional_vars, node.context_expr)
        elif isinstance(node, ast.Call):
            given = [*node.args, *(keyword.value for keyword in node.keywords)]
            if isinstance(node.func, ast.Attribute) and node.func.attr in _WRITES:
                bind(node.func.value, *given)
            elif isinstance(node.func, ast.Name) and node.func.id == "setattr" and given:
                bind(given[0], *given[1:])
            elif isinstance(node.func, ast.Name):
                self.calls.setdefault(node.func.id, []).extend(_Bound(value, local, function) for value in given)
        for child in ast.iter_child_nodes(node):
            self._record(child, local, function)

    def _follow(self, name: str, found: Reach, seen: set[str]) -> None:
        if name in seen:
            return
        seen.add(name)
        found.modules |= self.imported.get(name, set())
        for bound in self.bound.get(name, []):
            self._read(bound, found, seen)

    def _read(self, bound: _Bound, found: Reach, seen: set[str]) -> None:
        """Add what a piece of code names, and follow it; where it stands in a function, with all that this is given."""
        tree, local, function = bound
        if function and f"{function}()" not in seen:
            seen.add(f"{function}()")
            for given in self.calls.get(function, []):
                self._read(given, found, seen)
        found.trees.append(tree)
        inside = _imported_inside(tree)
        found.modules |= {module for modules in inside.values() for module in modules} | _dynamic_imports(tree)
        for chain in scopes.reads(tree, local - set(inside)):
            root, _, rest = chain.partition(".")
            found.names.add(root)
            modules = inside.get(root, set()) | self.imported.get(root, set())
            if not modules and root not in self.bound and root not in _GIVEN:
                modules = {f"{star}.{root}" for star in self.stars}
                if not modules:
                    found.hidden.add(f"{root}, which no cell defines")
            for module in modules:
                path = f"{module}.{rest}" if rest else module
                found.modules.add(path)
                found.hidden |= _unknown(path) if path.partition(".")[0] not in self.files else set()
                found.hidden |= {path} if is_way_round(path) else set()
            self._follow(root, found, seen)


def reader(cells: list[str], folder: Path | None = None) -> Callable[[str], Reach]:
    """A function that gives the Reach of a name, for a student's cells as Python (see `parsable`), and the modules in
    the folder beside them.
    """
    files = {path.stem: path for path in folder.glob("*.py") if path.stat().st_size < MAX_CHARACTERS} if folder else {}
    modules = [path.read_text(encoding="utf-8", errors="replace") for path in files.values()]
    return Text("\n".join([*parsable(modules), *cells]), set(files)).reach


def parsable(cells: list[str]) -> list[str]:
    """The cells as Python; IPython's own syntax (%, !, ?) is left out, and nothing is left of a cell that is no Python.

    So is what no person wrote: cells too long or nested too deeply to be read in good time.
    """
    from IPython.core.inputtransformer2 import TransformerManager

    translate = TransformerManager().transform_cell
    kept, left = [""] * len(cells), 20 * MAX_CHARACTERS
    for number, cell in enumerate(cells):
        if cell.lstrip().startswith("%%"):  # `%%time` and its like run what stands below
            cell = cell.lstrip().partition("\n")[2]
        if len(cell) > min(left, MAX_CHARACTERS):
            continue
        left -= len(cell)
        try:
            text = translate(cell)
            tree = ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        if _depth(tree) <= MAX_DEPTH:
            kept[number] = _without_magic(text, tree) if "get_ipython()" in text else text
    return kept


def _depth(tree: ast.AST) -> int:
    depth, level = 0, [tree]
    while level:
        depth, level = depth + 1, [child for node in level for child in ast.iter_child_nodes(node)]
    return depth


def _without_magic(text: str, tree: ast.AST) -> str:
    """The text with None for each call that IPython's translation has put in the place of lines with % and !."""
    lines = scopes.lines(text)
    starts = [0, *itertools.accumulate(len(line) + 1 for line in lines)]
    places = [
        (starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset)
        for node in ast.walk(tree)
        if _is_magic(node)
    ]
    whole = b"\n".join(lines)
    for start, end in sorted(places, reverse=True):
        breaks = b"\n" * whole.count(b"\n", start, end)  # what stands below keeps its line
        whole = b"%b(None%b)%b" % (whole[:start], breaks, whole[end:])
    return whole.decode()


def _is_magic(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Call(func=ast.Name("get_ipython"), args=[]), attr=name)):
            return name in _MAGIC and all(isinstance(argument, ast.Constant) for argument in node.args)
    return False


_MAGIC = {"run_line_magic", "system", "getoutput", "getoutput_pager"}


def _planted(tree: ast.AST) -> set[str]:
    """What in a notebook runs text as code, or writes where no cell would be seen to write."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _PLANTING:
            found.add(node.func.id)
        elif isinstance(node, ast.Attribute) and node.attr in _PLANTING_ATTRIBUTES:
            found.add(node.attr)
    return found


def _unknown(path: str) -> set[str]:
    """A module that is none of Python's or a package's, and a name below numpy that NumPy does not have."""
    root, *names = path.split(".")
    if root and root not in sys.stdlib_module_names and not find_spec(root):
        return {f"{root}, which cannot be read"}
    thing: object = np if root == "numpy" else None
    for name in names if thing else ():
        if not hasattr(thing, name):
            return {f"{path}, which NumPy does not have"}
        thing = getattr(thing, name)
    return set()


def _imported_inside(tree: ast.AST) -> dict[str, set[str]]:
    names: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for name, module in scopes.imports(node).items():
                names.setdefault(name, set()).add(module)
    return names


def _dynamic_imports(tree: ast.AST) -> set[str]:
    """Texts given to `__import__`, `import_module` and the like."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and "import" in ast.dump(node.func)]
    return {arg.value for call in calls for arg in call.args
            if isinstance(arg, ast.Constant) and isinstance(arg.value, str)}  # fmt: skip
