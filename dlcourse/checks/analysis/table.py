"""The statements of a student's cells as a table: what each binds, writes into, hands over and reads."""

import ast
import builtins
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from dlcourse.checks.analysis import scopes
from dlcourse.checks.analysis.constant_text import code_in, unpacked
from dlcourse.syntax import parse

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_NAMED = (*_FUNCTIONS, ast.ClassDef)
_IMPORTS = (ast.Import, ast.ImportFrom)
_TYPE_ALIAS = getattr(ast, "TypeAlias", ())  # since Python 3.12, as are the parameters in `def f[T](x: T)`
_WRITES = {"append", "add", "insert", "extend", "update", "setdefault", "register", "__setitem__", "__setattr__"}
_FUNCTIONS_TOO = {"append", "add", "insert"}  # `np.append(a, b)` writes nothing into NumPy


class Binding(NamedTuple):
    """What a name is bound to, or what is written into the thing it names."""

    name: str
    value: ast.AST
    local: frozenset[str]  # the names of the function where this stands
    function: str  # and the name of that function; none for the top of a cell
    how: str  # "bound", "written" into what the name holds, or "added" to it by a method


class Imported(NamedTuple):
    """A name that an import binds."""

    name: str
    module: str
    is_module: bool  # or else it may stand for anything that the module holds
    function: str  # that binds it when it is called; none for the top of a cell
    optional: bool  # whether code goes on where the module is not there


@dataclass(frozen=True)
class Statement:
    """A statement at the top of a cell, or of a module beside the notebook."""

    text: str
    tree: ast.stmt
    bindings: tuple[Binding, ...]
    imports: tuple[Imported, ...]
    stars: frozenset[str]  # modules of which all names are imported
    calls: tuple[Binding, ...]  # what functions are given: each under the function's name
    binds: frozenset[str]  # the names that it binds or writes into, when it is run
    replaces: frozenset[str]  # of these, those that hold nothing of what they held before
    handed: frozenset[str]  # names that it hands to a call, which may write into what they hold
    reads: frozenset[str]

    @property
    def binds_data(self) -> bool:
        """Whether it may bind more than functions, classes and modules."""
        return not isinstance(self.tree, (*_NAMED, *_IMPORTS))


@lru_cache(maxsize=2000)
def statements(source: str) -> tuple[Statement, ...]:
    """The statements of a cell that is Python (see `parsable`), in order."""
    lines = scopes.lines(source)
    return tuple(_statement(*part) for tree in parse(source).body for part in _parts(tree, lines))


def _statement(text: str, tree: ast.stmt) -> Statement:
    bindings: list[Binding] = []
    imports: list[Imported] = []
    stars: set[str] = set()
    calls: list[Binding] = []
    tree = unpacked(tree)
    _record(tree, frozenset(), "", bindings, imports, stars, calls)
    optional = scopes.optional_imports(tree) if imports else set()
    imports = [each._replace(optional=(each.name, each.module) in optional) for each in imports]
    imported = {each.name for each in imports}
    binds = {each.name for each in bindings if not each.function or each.how == "bound"} | imported | _for_all(tree)
    if isinstance(tree, _NAMED):
        binds |= {name for node in ast.walk(tree) if isinstance(node, ast.Global) for name in node.names}
    else:
        binds |= scopes.bound_in([tree])
    replaces = _replaced(tree) | (imported if isinstance(tree, _IMPORTS) else set())
    reads = {chain.partition(".")[0] for chain in scopes.reads(tree)}
    return Statement(
        text, tree, tuple(bindings), tuple(imports), frozenset(stars), tuple(calls),
        frozenset(binds), frozenset(replaces), _handed(tree), frozenset(reads),
    )  # fmt: skip


def _record(
    node: ast.AST,
    local: frozenset[str],
    function: str,
    bindings: list[Binding],
    imports: list[Imported],
    stars: set[str],
    calls: list[Binding],
) -> None:
    """Remember what a statement binds or writes into, wherever that stands in it."""

    def bind(target: ast.AST, *values: ast.AST, how: str = "bound") -> None:
        how = how if isinstance(target, ast.Name | ast.Tuple | ast.List) or how == "added" else "written"
        for name in sorted(scopes.roots(target) - local):
            bindings.extend(Binding(name, value, local, function, how) for value in values)

    for parameter in getattr(node, "type_params", ()):
        bind(ast.Name(parameter.name), parameter)
    match node:
        case ast.Import() | ast.ImportFrom():
            whole = isinstance(node, ast.Import)
            found = ((name, path) for name, path in scopes.imports(node).items() if name not in local)
            imports += [Imported(name, path, whole, function, optional=False) for name, path in found]
            if isinstance(node, ast.ImportFrom) and node.names[0].name == "*" and node.module:
                stars.add(node.module)
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            bind(ast.Name(node.name), node)
            local, function = local | scopes.names_of(node), node.name
        case ast.Assign():
            for target in node.targets:
                bind(target, node.value)
        case ast.AugAssign(value=value) | ast.NamedExpr(value=value) | ast.AnnAssign(value=ast.expr() as value):
            bind(node.target, value)
        case ast.For() | ast.AsyncFor():
            bind(node.target, node.iter)
        case ast.withitem(optional_vars=ast.expr() as target):
            bind(target, node.context_expr)
        case ast.ExceptHandler(name=str() as name):
            bind(ast.Name(name), node.type or node)
        case ast.Match():
            for name in scopes.bound_in(node.cases):
                bind(ast.Name(name), node.subject)
        case ast.Call():
            _record_call(node, bind, calls, local, function)
        case _ if isinstance(node, _TYPE_ALIAS):
            bind(node.name, node.value)
    for child in ast.iter_child_nodes(node):
        _record(child, local, function, bindings, imports, stars, calls)


def _record_call(
    node: ast.Call, bind: Callable[..., None], calls: list[Binding], local: frozenset[str], function: str
) -> None:
    given = [*node.args, *(keyword.value for keyword in node.keywords)]
    if isinstance(node.func, ast.Attribute) and node.func.attr in _WRITES:
        to = node.func.value
        direct = isinstance(to, ast.Name) and node.func.attr in _FUNCTIONS_TOO
        bind(to, *given, how="added" if direct else "written")
    elif isinstance(node.func, ast.Name) and node.func.id == "setattr" and given:
        bind(given[0], *given[1:], how="written")
    elif isinstance(node.func, ast.Name):
        calls.extend(Binding(node.func.id, value, local, function, "bound") for value in given)


def _for_all(tree: ast.stmt) -> set[str]:
    """`*` for an import that binds no name of its own, of all names or from `__future__`: anything may need it."""
    found = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {"*" for node in found for alias in node.names if alias.name == "*" or node.module == "__future__"}


def _replaced(tree: ast.stmt) -> set[str]:
    """The names that hold something new whenever a statement is run; not those bound in an `if`, a loop, a function."""
    match tree:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return {tree.name}
        case ast.Assign():
            return {target.id for target in tree.targets if isinstance(target, ast.Name)}
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr()):
            return {name}
    return set()


def _handed(tree: ast.stmt) -> frozenset[str]:
    """Names that a statement hands to a function, or calls a method of."""
    if isinstance(tree, (*_NAMED, *_IMPORTS)):
        return frozenset()
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and not _only_shows(node)]
    handed = [thing for call in calls for thing in (*call.args, *(word.value for word in call.keywords))]
    handed += [call.func for call in calls if isinstance(call.func, ast.Attribute)]
    return frozenset(set().union(*(scopes.roots(thing) for thing in handed)))


def _only_shows(call: ast.Call) -> bool:
    """`print(x)`, `display(x)`, `plt.plot(x)`: to show a thing writes nothing into it."""
    names = scopes.roots(call.func)
    return bool(names & {"plt", "display", "ax", "axes", "fig", *dir(builtins)} - {"setattr"})


def _parts(tree: ast.stmt, lines: list[bytes]) -> Iterator[tuple[str, ast.stmt]]:
    """`import keras, numpy` as two statements: where there is no Keras, NumPy is still there. And `exec` of a text."""
    if isinstance(tree, ast.Import):
        for alias in tree.names:
            part = ast.copy_location(ast.Import([alias]), tree)
            yield ast.unparse(part), part
    elif (code := code_in(tree)) is not None:
        for inner in parse(code).body:
            for text, piece in _parts(inner, scopes.lines(code)):
                yield text, ast.copy_location(piece, tree)
    else:
        yield _text(tree, lines), tree


def _text(tree: ast.stmt, lines: list[bytes]) -> str:
    """A statement as it was written: Python cannot write out every tree that it reads."""
    first, start = tree.lineno - 1, tree.col_offset
    if isinstance(tree, _NAMED) and tree.decorator_list:
        first = tree.decorator_list[0].lineno - 1
        while not lines[first].lstrip().startswith(b"@"):  # `@(` may stand in a line of its own
            first -= 1
    text = lines[first : tree.end_lineno]
    text[-1] = text[-1][: tree.end_col_offset]
    text[0] = text[0][start:]
    return b"\n".join(text).decode()
