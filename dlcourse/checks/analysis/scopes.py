"""Which names a piece of Python reads from outside, and which are its own: Python's scopes, over syntax trees."""

import ast
from collections.abc import Iterable, Iterator

MAX_DEPTH = 200  # of a syntax tree that is read
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def reads(tree: ast.AST, own: frozenset[str] = frozenset()) -> set[str]:
    """Every name that is read from outside, with its attributes: `tf.nn.softmax`, `helper`.

    Args:
        own: names that are not outside.
    """
    return set(_reads(tree, own))


def _reads(node: ast.AST, own: frozenset[str]) -> Iterator[str]:
    if isinstance(node, ast.Name):
        if node.id not in own:
            yield node.id
    elif isinstance(node, ast.Attribute):
        root, path = _chain(node)
        if isinstance(root, ast.Name):
            if root.id not in own:
                yield ".".join([root.id, *path])
        else:
            yield from _reads(root, own)
    elif isinstance(node, _FUNCTIONS):
        yield from _reads_of_function(node, own, own)
    elif isinstance(node, ast.ClassDef):
        inside = own | names_of(node)
        for child in ast.iter_child_nodes(node):
            if isinstance(child, _FUNCTIONS):  # what a class binds, its methods do not see
                yield from _reads_of_function(child, inside, own)
            else:
                yield from _reads(child, inside if child in node.body else own)
    elif isinstance(node, _COMPREHENSIONS):
        yield from _reads(node.generators[0].iter, own)
        inside = own | _stored(generator.target for generator in node.generators)
        for child in ast.iter_child_nodes(node):
            yield from _reads(child, inside)
    else:
        for child in ast.iter_child_nodes(node):
            yield from _reads(child, own)


def _reads_of_function(node: _Function, outside: frozenset[str], around: frozenset[str]) -> Iterator[str]:
    """Decorators and defaults are read where the function is defined, the body in what is around and its own names."""
    body = node.body if isinstance(node.body, list) else [node.body]
    inside = around | names_of(node)
    for child in ast.iter_child_nodes(node):
        yield from _reads(child, inside if child in body else outside)


def header_reads(function: ast.FunctionDef | ast.AsyncFunctionDef, own: frozenset[str] = frozenset()) -> set[str]:
    """Of these, those that are read where a function is defined: by its decorators, defaults and annotations."""
    header = (child for child in ast.iter_child_nodes(function) if child not in function.body)
    return set().union(*(reads(child, own) for child in header))


def _chain(node: ast.expr) -> tuple[ast.expr, list[str]]:
    """`a.b.c` as what the attributes are of, `a`, and their names, `b` and `c`."""
    if not isinstance(node, ast.Attribute):
        return node, []
    root, path = _chain(node.value)
    return root, [*path, node.attr]


def names_of(scope: _Function | ast.ClassDef) -> frozenset[str]:
    """The names that a function or class binds itself; those it declares global are not its own."""
    parameters: set[str] = set()
    if isinstance(scope, _FUNCTIONS):
        arguments = scope.args
        every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
        parameters = {argument.arg for argument in every if argument}
    return bound_in(scope.body if isinstance(scope.body, list) else [scope.body], parameters)


def bound_in(body: Iterable[ast.AST], parameters: Iterable[str] = ()) -> frozenset[str]:
    """The names that a body binds, and those of its parameters; those it declares global are not its own."""
    bound = set(parameters)
    declared: set[str] = set()
    todo = list(body)
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Global):
            declared |= set(node.names)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            bound |= set(imports(node))
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            bound.add(node.id)
        elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
            bound.add(node.name)
        elif isinstance(node, ast.MatchMapping) and node.rest:
            bound.add(node.rest)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            bound.add(node.name)
        elif isinstance(node, _COMPREHENSIONS):  # only `:=` reaches out of it
            bound |= _stored(inner.target for inner in ast.walk(node) if isinstance(inner, ast.NamedExpr))
        elif not isinstance(node, ast.Lambda):
            todo += ast.iter_child_nodes(node)
    return frozenset(bound - declared)


def _stored(targets: Iterable[ast.AST]) -> frozenset[str]:
    stored = (node for target in targets for node in ast.walk(target) if isinstance(node, ast.Name))
    return frozenset(node.id for node in stored if isinstance(node.ctx, ast.Store))


def roots(target: ast.AST) -> set[str]:
    """The names that a target binds or writes into: `a` for `a`, `a.b`, `a[i]` and `vars(a)[i]`, both for `a, b`."""
    if isinstance(target, ast.Name):
        return {target.id}
    if isinstance(target, ast.Tuple | ast.List):
        return set().union(*map(roots, target.elts))
    if isinstance(target, ast.Attribute | ast.Subscript | ast.Starred):
        return roots(target.value)
    if isinstance(target, ast.Call):
        return set().union(*map(roots, target.args))
    return set()


def imports(node: ast.Import | ast.ImportFrom) -> dict[str, str]:
    """Name in the text → module (and attribute) it stands for."""
    if isinstance(node, ast.Import):
        top = {alias.name.partition(".")[0]: alias.name.partition(".")[0] for alias in node.names if not alias.asname}
        return top | {alias.asname: alias.name for alias in node.names if alias.asname}
    names = [alias for alias in node.names if alias.name != "*"]
    return {alias.asname or alias.name: f"{node.module or ''}.{alias.name}" for alias in names}


def optional_imports(tree: ast.AST) -> set[tuple[str, str]]:
    """Name and module of the imports in a `try`, an `if` or a `with`: code goes on where such a module is not there."""
    around = [node for node in ast.walk(tree) if isinstance(node, ast.Try | ast.If | ast.With)]
    nodes = (node for outer in around for node in ast.walk(outer) if isinstance(node, ast.Import | ast.ImportFrom))
    return {pair for node in nodes for pair in imports(node).items()}


def depth(tree: ast.AST) -> int:
    """How deeply a syntax tree is nested."""
    depth, level = 0, [tree]
    while level:
        depth, level = depth + 1, [child for node in level for child in ast.iter_child_nodes(node)]
    return depth


def lines(source: str) -> list[bytes]:
    """A text's lines as Python counts them, in the bytes in which it counts columns."""
    return source.replace("\r\n", "\n").replace("\r", "\n").encode().split(b"\n")
