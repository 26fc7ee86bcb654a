"""Hashes of what code means, so that work is due again only when something changed that can change its result.

A module's hash covers its syntax tree: no comments, no docstrings, no layout, and no `hint=` of a criterion, which is
shown beside a verdict and decides nothing. The modules of this package that it imports count, too, wherever the import
statement stands, and those that they import. `from package import name` imports the module `package.name` where there
is one, and else the package's `__init__`. The `__init__` of a package around an imported module is left out: in this
package these only collect names.

Nothing is imported or run. The same source has the same hash under every Python that the course supports; with
`ast.dump` it would not.
"""

import ast
import hashlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

PACKAGE = "dlcourse"
ROOT = Path(__file__).resolve().parents[1]  # the folder that this package lies in


def hash_of(modules: Iterable[str], root: Path = ROOT) -> str:
    """A hash of the code of these modules, which lie in `root`."""
    digest = hashlib.sha256()
    for module in sorted(modules):
        digest.update(f"{module}\0{_meaning(source_of(module, root))}\0".encode())
    return digest.hexdigest()


def with_imports(modules: Iterable[str], root: Path = ROOT) -> set[str]:
    """These modules, and all of this package that they import, directly or through others."""
    found: set[str] = set()
    waiting = list(modules)
    while waiting:
        module = waiting.pop()
        if module not in found:
            found.add(module)
            waiting += imports(source_of(module, root), module, root).values()
    return found


def imports(text: str, module: str = "", root: Path = ROOT) -> dict[str, str]:
    """What a text imports from this package: the full name of each module, class or function, with its module.

    `module` is the name of the text's own module, for relative imports.
    """
    is_package = (file := _file(module, root)) is not None and file.name == "__init__.py"
    around = module.split(".") if is_package else module.split(".")[:-1]
    found = {}
    for level, base, names in _import_statements(text):
        parts = around[: len(around) - level + 1] if level else []
        start = ".".join([*parts, *filter(None, [base])])
        for name in names:
            full = f"{start}.{name}" if name else start
            if full.split(".")[0] == PACKAGE:
                found[full] = full if _file(full, root) else start
    return {name: module for name, module in found.items() if _file(module, root)}


def modules_in(package: str, root: Path = ROOT) -> list[str]:
    """A module, or a package with every module in it."""
    folder = root.joinpath(*package.split("."))
    inside = [path.relative_to(root).with_suffix("").parts for path in sorted(folder.rglob("*.py"))]
    return [".".join(parts).removesuffix(".__init__") for parts in inside] or [package]


@lru_cache(maxsize=100_000)  # it is asked for the same few hundred modules again and again
def _file(module: str, root: Path) -> Path | None:
    """Where a module's source lies; None where there is no such module."""
    place = root.joinpath(*module.split("."))
    for file in (place / "__init__.py", place.with_name(f"{place.name}.py")):
        if file.is_file():
            return file
    return None


def source_of(module: str, root: Path = ROOT) -> str:
    """The text of a module. Raises ModuleNotFoundError."""
    file = _file(module, root)
    if file is None:
        raise ModuleNotFoundError(f"there is no module {module} in {root}", name=module)
    return file.read_text(encoding="utf-8")


@lru_cache(maxsize=1000)
def _import_statements(text: str) -> list[tuple[int, str, list[str]]]:
    """For each import statement: how many dots it begins with, the module after them, and the names taken from it."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found += [(0, alias.name, [""]) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append((node.level, node.module or "", [alias.name for alias in node.names]))
    return found


@lru_cache(maxsize=1000)
def _meaning(text: str) -> str:
    """A hash of a module's syntax tree."""
    return hashlib.sha256(_form(ast.parse(text)).encode()).hexdigest()


def _form(node: object) -> str:
    """A syntax tree as text, without the parts that change no verdict. Empty fields are left out: newer Pythons have
    more of them."""
    if isinstance(node, list):
        return f"[{' '.join(map(_form, node))}]"
    if not isinstance(node, ast.AST):
        return repr(node)
    if isinstance(node, _WITH_DOCSTRING) and node.body and _is_text(node.body[0]):
        del node.body[0]
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "criterion":
        node.keywords = [keyword for keyword in node.keywords if keyword.arg != "hint"]
    if isinstance(node, ast.JoinedStr):  # Python 3.12 adds empty texts
        node.values = [part for part in node.values if getattr(part, "value", None) != ""]
    fields = [f"{name}={_form(value)}" for name, value in ast.iter_fields(node) if value not in (None, [])]
    return f"{type(node).__name__}({' '.join(fields)})"


_WITH_DOCSTRING = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
