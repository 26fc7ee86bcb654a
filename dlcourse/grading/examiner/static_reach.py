"""What an answer reaches, read from the student's text alone: nothing that runs in their kernel can change it."""

import ast

from dlcourse.checks.reach import Reach


def reader(source: str):
    """A function that gives the Reach of a name, for a student's code (every cell that parses, joined)."""
    defined: dict[str, list[ast.AST]] = {}
    imported: dict[str, str] = {}
    for node in ast.parse(source).body:
        _record(node, defined, imported)

    def reach(name: str) -> Reach:
        found = Reach()
        _follow(name, defined, imported, found, set())
        return found

    return reach


def parsable(cells: list[str]) -> str:
    """The cells that are Python, one after another; IPython's own syntax (%, !, ?) is translated first."""
    from IPython.core.inputtransformer2 import TransformerManager

    translate = TransformerManager().transform_cell
    kept = []
    for cell in cells:
        try:
            text = translate(cell)
            ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        kept.append(text)
    return "\n".join(kept)


def _record(node: ast.AST, defined: dict, imported: dict) -> None:
    """Remember what a statement at the top of a cell defines or imports, in branches and loops too."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        defined.setdefault(node.name, []).append(node)
    elif isinstance(node, ast.Import | ast.ImportFrom):
        imported.update(_imports(node))
    elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Name | ast.Attribute | ast.Lambda):
        for target in node.targets:
            if isinstance(target, ast.Name):
                defined.setdefault(target.id, []).append(node.value)
    elif isinstance(node, ast.If | ast.For | ast.While | ast.With | ast.Try):
        for child in ast.iter_child_nodes(node):
            _record(child, defined, imported)


def _imports(node: ast.Import | ast.ImportFrom) -> dict[str, str]:
    """Name in the student's text → module (and attribute) it stands for."""
    if isinstance(node, ast.Import):
        top = {alias.name.partition(".")[0]: alias.name.partition(".")[0] for alias in node.names if not alias.asname}
        return top | {alias.asname: alias.name for alias in node.names if alias.asname}
    return {alias.asname or alias.name: f"{node.module or ''}.{alias.name}" for alias in node.names}


def _follow(name: str, defined: dict, imported: dict, found: Reach, seen: set[str]) -> None:
    if name in seen:
        return
    seen.add(name)
    if name in imported:
        found.modules.add(imported[name])
    for definition in defined.get(name, []):
        found.trees.append(definition)
        local = _imported_inside(definition)
        found.modules |= set(local.values()) | _dynamic_imports(definition)
        for chain in _chains(definition):
            root, _, rest = chain.partition(".")
            found.names.add(root)
            if root in imported or root in local:
                module = local.get(root, imported.get(root))
                found.modules.add(f"{module}.{rest}" if rest else module)
            else:
                _follow(root, defined, imported, found, seen)


def _chains(tree: ast.AST) -> set[str]:
    """Every name the code reads from outside, with its attributes: `tf.nn.softmax`, `helper`."""
    bound = {argument.arg for node in ast.walk(tree) if isinstance(node, ast.arguments)
             for argument in [*node.posonlyargs, *node.args, *node.kwonlyargs]}  # fmt: skip
    bound |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    chains = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id not in bound:
            chains.add(node.id)
        elif isinstance(node, ast.Attribute):
            parts: list[str] = []
            inner: ast.AST = node
            while isinstance(inner, ast.Attribute):
                parts.append(inner.attr)
                inner = inner.value
            if isinstance(inner, ast.Name) and inner.id not in bound:
                chains.add(".".join([inner.id, *reversed(parts)]))
    return chains


def _imported_inside(tree: ast.AST) -> dict[str, str]:
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names.update(_imports(node))
    return names


def _dynamic_imports(tree: ast.AST) -> set[str]:
    """Texts given to `__import__`, `import_module` and the like."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and "import" in ast.unparse(node.func)]
    return {arg.value for call in calls for arg in call.args
            if isinstance(arg, ast.Constant) and isinstance(arg.value, str)}  # fmt: skip
