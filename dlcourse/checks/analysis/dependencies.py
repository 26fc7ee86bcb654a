"""What an answer depends on, read from the text alone: nothing that runs in a student's kernel can change it.

Names are followed through every value that they may hold where they are read, and through all that is written into what
they hold. What cannot be followed, such as a name that no cell defines, is told as hidden.
"""

import ast
import builtins
import math
import sys
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from dlcourse.checks.analysis import scopes
from dlcourse.checks.analysis.allowed import handed_on, is_there
from dlcourse.checks.analysis.table import Binding, Statement

# What Python and IPython define themselves; but not `_` and `Out`, which hold whatever a cell has shown.
_GIVEN = {"display", "exit", "quit", "__name__", "__file__", "__doc__", *dir(builtins)} - {"_"}
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_IMPORTERS = {"__import__", "import_module"}


@dataclass
class Dependencies:
    """Everything found from one answer on, through the student's own functions."""

    names: set[str] = field(default_factory=set)
    modules: set[str] = field(default_factory=set)
    trees: list[ast.AST] = field(default_factory=list)
    hidden: set[str] = field(default_factory=set)  # what keeps a reader from seeing the rest
    planted: set[str] = field(default_factory=set)  # what may have put something under a name, in any cell above
    files: set[str] = field(default_factory=set)  # names of the student's own modules, and of the folders they are in


def follow(
    name: str, rows: Sequence[Statement], certain: Sequence[bool], files: set[str], too_long: list[str]
) -> Dependencies:
    """Everything that can be found from a name on.

    Args:
        rows: the statements, in the order in which they run.
        certain: whether each of them was run, once, at its place: what such a statement binds anew replaces the old.
        files: names of the student's own modules, and of the folders they are in.
        too_long: why some cells could not be read.
    """
    search = _Search(rows, certain, files, too_long)
    search.follow(name, len(rows), later=False)
    while search.todo:
        search.read(*search.todo.pop())
    return search.found


class _Search:
    """What is still to read, and what was found so far."""

    def __init__(
        self, rows: Sequence[Statement], certain: Sequence[bool], files: set[str], too_long: list[str]
    ) -> None:
        self.files, self.too_long = files, too_long
        self.found = Dependencies(files=files)
        self.todo: list[tuple[int, Binding]] = []  # with the number of its statement
        # Under each name, what was not read yet: at its place, and what may be there at any time.
        self.placed: dict[str, list[tuple[int, Binding]]] = defaultdict(list)
        self.timeless: dict[str, list[tuple[int, Binding]]] = defaultdict(list)
        self.added: dict[str, list[tuple[int, Binding]]] = defaultdict(list)  # what its `append` and the like are given
        self.calls: dict[str, list[tuple[int, Binding]]] = defaultdict(list)  # function → what it is ever given
        self.imported: dict[str, list[tuple[int, str, bool]]] = defaultdict(list)  # with whether it is at its place
        self.absent: set[str] = set()  # names of modules that are not there, and need not be
        self.replaced: dict[str, list[int]] = defaultdict(list)  # name → the statements that bind it anew
        self.from_modules = {each.name for row in rows for each in row.imports if not each.is_module}
        self.stars = set().union(*(row.stars for row in rows))
        for number, row in enumerate(rows):
            for each in row.bindings:
                placed = self.placed if certain[number] and each.how == "bound" and not each.function else self.timeless
                (self.added if each.how == "added" else placed)[each.name].append((number, each))
            for each in row.calls:
                self.calls[each.name].append((number, each))
            for name, module, _, function, optional in row.imports:
                if optional and self._is_absent(module):
                    self.absent.add(name)
                else:
                    self.imported[name].append((number, module, certain[number] and not function))
            for name in row.replaces if certain[number] else ():
                self.replaced[name].append(number)
        self.bound = {*self.placed, *self.timeless}

    def _is_absent(self, module: str) -> bool:
        top = module.partition(".")[0]
        return top not in self.files and not is_there(top)

    def follow(self, name: str, at: int, *, later: bool) -> None:
        """Read all that a name may stand for where statement `at` reads it: at once, or later, when it is called."""
        self.found.modules |= self._modules(name, at, later=later)
        first, last = self._window(name, at, later=later)
        unread = self.placed.get(name, [])
        start = bisect_left(unread, first, key=itemgetter(0))
        end = bisect_right(unread, last, key=itemgetter(0))
        self.todo += unread[start:end]
        del unread[start:end]
        self.todo += self.timeless.pop(name, [])
        if not self._is_a_library(name):
            self.todo += self.added.pop(name, [])

    def _window(self, name: str, at: int, *, later: bool) -> tuple[int, float]:
        """The first and the last statement whose value for a name may be the one that is read."""
        replaced = self.replaced.get(name, [])
        before = bisect_right(replaced, at) if later else bisect_left(replaced, at)
        return (replaced[before - 1] if before else 0), (math.inf if later else at)

    def _modules(self, name: str, at: int, *, later: bool) -> set[str]:
        first, last = self._window(name, at, later=later)
        return {
            module for number, module, placed in self.imported.get(name, ()) if not placed or first <= number <= last
        }

    def _is_a_library(self, name: str) -> bool:
        """Whether all that a name is ever bound to is a module, and none of the student's."""
        roots = {module.partition(".")[0] for _, module, _ in self.imported.get(name, ())}
        return bool(roots) and not roots & self.files and name not in self.from_modules and name not in self.bound

    def read(self, at: int, binding: Binding) -> None:
        """Add what a piece of code names, and follow it; where it stands in a function, with all that this is given."""
        self.todo += self.calls.pop(binding.function, [])
        tree = binding.value
        self.found.trees.append(tree)
        inside = self._imported_inside(tree)
        self.found.modules |= {module for modules in inside.values() for module in modules} | _dynamic_imports(tree)
        own = binding.local - set(inside)
        for chain in scopes.reads(tree, own) if not isinstance(tree, _FUNCTIONS) else scopes.header_reads(tree, own):
            self._read_chain(chain, inside, at, later=bool(binding.function))
        if any(isinstance(node, (*_FUNCTIONS, ast.Lambda, ast.GeneratorExp)) for node in ast.walk(tree)):
            for chain in scopes.reads(tree, own):
                self._read_chain(chain, inside, at, later=True)

    def _read_chain(self, chain: str, inside: dict[str, set[str]], at: int, *, later: bool) -> None:
        root, _, rest = chain.partition(".")
        self.found.names.add(root)
        modules = inside.get(root, set()) | self._modules(root, at, later=later)
        if not modules and not self._is_defined(root):
            modules = {f"{star}.{root}" for star in self.stars if self._may_have(star, root)}
            if not modules:
                why = f" ({'; '.join(self.too_long)})" if self.too_long else ""
                self.found.hidden.add(f"{root}, which no cell defines{why}")
        for module in modules:
            path = (f"{module}.{rest}" if rest else module).lstrip(".")  # `from . import x` is of the student's own
            self.found.modules.add(path)
            self.found.hidden |= {f"{path}, handed on as a whole"} if not rest and handed_on(path) else set()
            top, *inside_module = path.split(".")
            for part in inside_module if top in self.files else ():
                self.follow(part, at, later=True)
        self.follow(root, at, later=later)

    def _is_defined(self, name: str) -> bool:
        return name in self.bound or name in self.imported or name in self.absent or name in _GIVEN

    def _imported_inside(self, tree: ast.AST) -> dict[str, set[str]]:
        """Name → the modules that it may stand for by an import in this piece of code."""
        names: dict[str, set[str]] = {}
        optional = scopes.optional_imports(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                for name, module in scopes.imports(node).items():
                    if not ((name, module) in optional and self._is_absent(module)):
                        names.setdefault(name, set()).add(module)
        return names

    def _may_have(self, module: str, name: str) -> bool:
        """Whether `from module import *` may bind a name. Python's own modules and NumPy can be asked, if loaded."""
        top = module.partition(".")[0]
        can_be_asked = (top == "numpy" or top in sys.stdlib_module_names) and top not in self.files
        known = sys.modules.get(module) if can_be_asked else None
        return known is None or hasattr(known, name)


def _dynamic_imports(tree: ast.AST) -> set[str]:
    """Texts given to `__import__` and `import_module`."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    calls = [call for call in calls if getattr(call.func, "attr", getattr(call.func, "id", "")) in _IMPORTERS]
    return {arg.value for call in calls for arg in call.args
            if isinstance(arg, ast.Constant) and isinstance(arg.value, str)}  # fmt: skip
