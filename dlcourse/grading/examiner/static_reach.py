"""What an answer reaches, read from the student's text alone: nothing that runs in their kernel can change it.

Names are followed through everything that any cell binds to them or writes into what they hold. What cannot be
followed, such as a name that no cell defines or text that is run as code, is told as hidden.
"""

import ast
import builtins
import itertools
import os
import re
import stat
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from inspect import ismodule
from pathlib import Path
from typing import NamedTuple

import numpy as np

from dlcourse.checks.reach import Reach
from dlcourse.checks.ways_round import ATTRIBUTES, is_way_round
from dlcourse.grading.examiner import scopes
from dlcourse.grading.files import entries

# What Python and IPython define themselves.
_GIVEN = {"display", "In", "Out", "exit", "quit", "_", "__", "___", "__name__", "__file__", "__doc__", *dir(builtins)}
# Anywhere in a notebook, these can plant what an answer then finds under a harmless name.
_PLANTING = {"exec", "eval", "compile", "__import__", "globals"}
_PLANTING_ATTRIBUTES = ATTRIBUTES - {"__base__", "__bases__", "__mro__", "__dict__", "__closure__"}
MAX_CHARACTERS = 50_000  # of a cell; of all together, twenty times as many
MAX_DEPTH = 200  # of a cell's syntax tree
MAX_FILES = 1000  # modules beside the notebook
_TYPE_ALIAS = getattr(ast, "TypeAlias", ())  # since Python 3.12, as are the parameters in `def f[T](x: T)`
_ENCODING = re.compile(r"#.*coding[:=](?!\s*utf-?8\b)", re.IGNORECASE)
_WRITES = {"append", "add", "insert", "extend", "update", "setdefault", "register", "__setitem__", "__setattr__"}
_FUNCTIONS_TOO = {"append", "add", "insert"}  # `np.append(a, b)` writes nothing into NumPy
_WRITES_A_FILE = re.compile(r"%%(?:writefile|file)[ \t]+(-a[ \t]+|--append[ \t]+)?['\"]?([^\n'\"]*\.py)\b.*\n?")


class _Bound(NamedTuple):
    """What a name was bound to, or what was written into the thing it names."""

    tree: ast.AST
    local: frozenset[str]  # the names of the function where this stands
    function: str  # and the name of that function; none for the top of a cell


class Text:
    """What a student's cells bind and import, and the calls they make, as far as they have been read.

    Args:
        cells: as the student wrote them.
        folder: what is beside the notebook; the modules there that any cell imports are read first.
    """

    def __init__(self, cells: list[str], folder: Path | None = None) -> None:
        self.cells = parsable(cells)
        self.files: set[str] = set()  # names of the student's own modules, and of the folders they are in
        self.bound: dict[str, list[_Bound]] = {}
        self.added: dict[str, list[_Bound]] = {}  # name → what its `append` and the like are given
        self.imported: dict[str, set[str]] = {}
        self.from_modules: set[str] = set()  # imported names that may stand for more than modules
        self.stars: set[str] = set()  # modules of which all names are imported
        self.calls: dict[str, list[_Bound]] = {}  # function → what it is ever given
        self.planted: set[str] = set()
        self.too_long: list[str] = []
        self._written, self._next = cells, 0
        for path, source in _modules(folder, self.cells) if folder else ():
            self._add_file(path)
            self._add(source, str(path))

    def read(self, before: int) -> None:
        """Read on, as far as the cells before one: what stands below a check has not run when it is made."""
        for number in range(self._next, before):
            written = self._written[number]
            file = _WRITES_A_FILE.match(written.lstrip())
            if file and _is_read(written.lstrip()[file.end() :], self.cells[number]):
                self._add_file(Path(file[2]))
            if len(written) > MAX_CHARACTERS and not self.cells[number]:
                self.too_long.append(f"cell {number + 1} is too long to be read")
            self._add(self.cells[number], f"cell {number + 1}")
        self._next = max(self._next, before)

    def _add_file(self, path: Path) -> None:
        self.files |= {*path.parent.parts, path.stem} - {"numpy"}

    def _add(self, source: str, where: str) -> None:
        tree = ast.parse(source)
        for node in tree.body:
            self._record(node, frozenset(), "")
        self.planted |= {f"{name} in {where}" for name in _planted(tree)}

    def reach(self, name: str) -> Reach:
        """Everything that can be found from a name on."""
        found = Reach(hidden=set(self.planted))
        self._follow(name, found, set())
        return found

    def _record(self, node: ast.AST, local: frozenset[str], function: str) -> None:
        """Remember what a statement binds or writes into, wherever it stands."""

        def bind(target: ast.AST, *values: ast.AST, into: dict[str, list[_Bound]] = self.bound) -> None:
            for name in scopes.roots(target) - local:
                into.setdefault(name, []).extend(_Bound(value, local, function) for value in values)

        for parameter in getattr(node, "type_params", ()):
            bind(ast.Name(parameter.name), parameter)
        if isinstance(node, ast.Import | ast.ImportFrom):
            for name, module in scopes.imports(node).items():
                if name not in local:
                    self.imported.setdefault(name, set()).add(module)
                    self.from_modules |= {name} if isinstance(node, ast.ImportFrom) else set()
            if isinstance(node, ast.ImportFrom) and node.names[0].name == "*" and node.module:
                self.stars.add(node.module)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            bind(ast.Name(node.name), node)
            local, function = local | scopes.names_of(node), node.name
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                bind(target, node.value)
        elif isinstance(node, ast.AugAssign | ast.NamedExpr) or (isinstance(node, ast.AnnAssign) and node.value):
            bind(node.target, node.value)
        elif isinstance(node, _TYPE_ALIAS):
            bind(node.name, node.value)
        elif isinstance(node, ast.For | ast.AsyncFor):
            bind(node.target, node.iter)
        elif isinstance(node, ast.withitem) and node.optional_vars:
            bind(node.optional_vars, node.context_expr)
        elif isinstance(node, ast.Call):
            given = [*node.args, *(keyword.value for keyword in node.keywords)]
            if isinstance(node.func, ast.Attribute) and node.func.attr in _WRITES:
                to = node.func.value
                direct = isinstance(to, ast.Name) and node.func.attr in _FUNCTIONS_TOO
                bind(to, *given, into=self.added if direct else self.bound)
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
        for bound in [*self.bound.get(name, []), *([] if self._is_a_library(name) else self.added.get(name, []))]:
            self._read(bound, found, seen)

    def _is_a_library(self, name: str) -> bool:
        """Whether all that a name is ever bound to is a module, and none of the student's."""
        roots = {module.partition(".")[0] for module in self.imported.get(name, ())}
        return bool(roots) and not roots & self.files and name not in self.from_modules and name not in self.bound

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
                modules = {f"{star}.{root}" for star in self.stars if self._may_have(star, root)}
                if not modules:
                    why = f" ({'; '.join(self.too_long)})" if self.too_long else ""
                    found.hidden.add(f"{root}, which no cell defines{why}")
            for module in modules:
                path = (f"{module}.{rest}" if rest else module).lstrip(".")  # `from . import x` is of the student's own
                found.modules.add(path)
                found.hidden |= {path} if is_way_round(path) else set()
                top, *inside_module = path.split(".")
                if top not in self.files:
                    found.hidden |= _unknown(path)
                    continue
                for part in inside_module:
                    self._follow(part, found, seen)
            self._follow(root, found, seen)

    def _may_have(self, module: str, name: str) -> bool:
        """Whether `from module import *` may bind a name. Python's own modules and NumPy can be asked, if loaded."""
        top = module.partition(".")[0]
        can_be_asked = (top == "numpy" or top in sys.stdlib_module_names) and top not in self.files
        known = sys.modules.get(module) if can_be_asked else None
        return known is None or hasattr(known, name)


def reader(cells: list[str], folder: Path | None = None) -> Callable[[str], Reach]:
    """A function that gives the Reach of a name, for all of a student's cells and the modules in the folder beside."""
    text = Text(cells, folder)
    text.read(len(cells))
    return text.reach


def _modules(folder: Path, cells: list[str]) -> Iterator[tuple[Path, str]]:
    """The modules in a folder and below that the cells import, and those that these import: path and text."""
    readable = (path for path, status in entries(folder) if path.suffix == ".py" and _is_readable(status))
    paths = list(itertools.islice(readable, MAX_FILES))
    left = 20 * MAX_CHARACTERS
    named = set().union(*map(_import_words, cells))
    while left > 0 and (batch := sorted(path for path in paths if _module_name(path) in named)):
        sources = [(folder / path).read_text(encoding="utf-8", errors="replace") for path in batch]
        left -= sum(map(len, sources))
        paths = sorted({*paths} - {*batch})
        for path, source, text in zip(batch, sources, parsable(sources), strict=True):
            named |= _import_words(text)
            if _is_read(source, text):
                yield path, text


def _is_read(source: str, text: str) -> bool:
    """Whether Python, too, would run this text; in another encoding, the same bytes may say something else."""
    return bool(text or not source.strip()) and not _ENCODING.search("\n".join(source.split("\n", 2)[:2]))


def _is_readable(status: os.stat_result | None) -> bool:
    return status is not None and stat.S_ISREG(status.st_mode) and status.st_size < MAX_CHARACTERS


def _module_name(path: Path) -> str:
    return path.parent.name if path.stem == "__init__" else path.stem


def _import_words(source: str) -> set[str]:
    """Every part of a module's name, and every name, in the import statements of a text."""
    found = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = [alias.name for node in found for alias in node.names]
    names += [node.module or "" for node in found if isinstance(node, ast.ImportFrom)]
    return {part for name in names for part in name.split(".")}


def parsable(cells: list[str]) -> list[str]:
    """The cells as Python; IPython's own syntax (%, !, ?) is left out, and nothing is left of a cell that is no Python.

    So is what no person wrote: cells too long or nested too deeply to be read in good time.
    """
    from IPython.core.inputtransformer2 import TransformerManager

    translate = TransformerManager().transform_cell
    kept, left = [""] * len(cells), 20 * MAX_CHARACTERS
    for number, cell in enumerate(cells):
        file = _WRITES_A_FILE.match(cell.lstrip())
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
            if file:  # what it writes is read as a cell; who runs the cells as Python has the file, too
                kept[number] += f"\nopen({file[2]!r}, {'a' if file[1] else 'w'!r}).write({cell!r})\n"
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
    for start, end in sorted(set(places), reverse=True):
        if not _is_magic_text(whole[start:end]):  # Python may be wrong about places inside of f-strings
            continue
        breaks = b"\n" * whole.count(b"\n", start, end)  # what stands below keeps its line
        whole = b"%b(None%b)%b" % (whole[:start], breaks, whole[end:])
    return whole.decode()


def _is_magic_text(text: bytes) -> bool:
    try:
        return _is_magic(ast.parse(text, mode="eval").body)
    except (SyntaxError, ValueError):
        return False


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


_DOORS = {"ctypeslib", "f2py"}  # to whatever is written in C, and to a compiler


def _unknown(path: str) -> set[str]:
    """A module that is none of Python's or a package's; a name below numpy that is not there, or leads out of it."""
    root, *names = path.split(".")
    if root and root not in sys.stdlib_module_names and not find_spec(root):
        return {f"{root}, which cannot be read"}
    thing: object = np if root == "numpy" else None
    for name in names if thing else ():
        if not hasattr(thing, name):
            return {f"{path}, which NumPy does not have"}
        thing = getattr(thing, name)
        if name in _DOORS or (ismodule(thing) and thing.__name__.partition(".")[0] != "numpy"):
            return {f"{path}, which leads out of NumPy"}
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
