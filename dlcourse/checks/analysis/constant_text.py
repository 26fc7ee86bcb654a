"""Text that stands in a cell and is run as code there: it is read as the code that it is.

`eval("1 + 1")` is `1 + 1`, and `exec("x = 1")` is `x = 1`. Text that is worked out stays what it is: it cannot be read.
"""

import ast

from dlcourse.checks.analysis import scopes
from dlcourse.syntax import parse

MAX_CHARACTERS = 10_000


def code_in(tree: ast.stmt) -> str | None:
    """The text of a statement like `exec("x = 1")`; None for any other, and where the text is no Python."""
    text = _text_of(tree.value, "exec") if isinstance(tree, ast.Expr) else None
    return None if text is None or _parsed(text, "exec") is None else text


def file_run_by(tree: ast.stmt) -> str | None:
    """The file that a statement like `exec(open("helper.py").read())` runs; `%run helper.py` is read as one."""
    match tree:
        case ast.Expr(ast.Call(ast.Name("exec"), [ast.Call(ast.Attribute(ast.Call(ast.Name("open"), [
            ast.Constant(str(file)), *_]), "read"), [])], [])):  # fmt: skip
            return file
    return None


def unpacked(tree: ast.stmt) -> ast.stmt:
    """A statement with the code in place of the text, wherever in it `eval` or `exec` are called with one."""
    if not any(isinstance(node, ast.Name) and node.id in ("eval", "exec") for node in ast.walk(tree)):
        return tree
    return _Unpack().visit(tree)


class _Unpack(ast.NodeTransformer):
    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        text = _text_of(node, "eval")
        code = None if text is None else _parsed(text.strip(), "eval")
        return code.body if isinstance(code, ast.Expression) else node

    def visit_Expr(self, node: ast.Expr) -> ast.AST | list[ast.stmt]:
        self.generic_visit(node)
        text = _text_of(node.value, "exec")
        code = None if text is None else _parsed(text, "exec")
        return (code.body or [ast.Pass()]) if isinstance(code, ast.Module) else node


def _text_of(node: ast.AST, function: str) -> str | None:
    match node:
        case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(text))], keywords=[]):
            return text if name == function and len(text) <= MAX_CHARACTERS else None
    return None


def _parsed(text: str, mode: str) -> ast.AST | None:
    try:
        tree = parse(text, mode=mode)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return tree if scopes.depth(tree) <= scopes.MAX_DEPTH else None
