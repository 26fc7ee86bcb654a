"""The calls of a check in a check cell, read from its text before it runs."""

import ast
from types import ModuleType

from dlcourse.checks.core.engine import Exercise
from dlcourse.syntax import parse

_HIDDEN = {"random_seed", "hidden_check"}  # what a hidden call may give besides what the visible one gives


def exercise_of(source: str, checks: ModuleType | None) -> Exercise | None:
    """The exercise that a check cell checks; None where its calls name none, or several."""
    try:
        names = {name for node in ast.walk(parse(source)) if (name := _check_of(node))}
    except SyntaxError:
        return None
    found = getattr(checks, names.pop(), None) if len(names) == 1 else None
    return found if isinstance(found, Exercise) else None


def without_repeated_calls(tree: ast.Module) -> ast.Module:
    """A check cell without each call that a later one repeats with new random numbers, as hidden tests do.

    The later call tries the same criteria on the same answers, and its points are those of the cell: what trains need
    not train twice. A student's own notebook has the first call alone.
    """
    body = tree.body
    kept = [each for place, each in enumerate(body) if not any(_repeats(later, each) for later in body[place + 1 :])]
    return ast.Module(kept, type_ignores=[])


def _repeats(later: ast.stmt, earlier: ast.stmt) -> bool:
    """Whether a statement is the call of the same check, of the same answers, with a random seed."""
    match earlier, later:
        case ast.Expr(value=ast.Call() as first), ast.Expr(value=ast.Call() as second):
            given, again = _keywords(first), _keywords(second)
            return (
                _check_of(first) is not None
                and _check_of(first) == _check_of(second)
                and all(isinstance(answer, ast.Name) for answer in first.args)
                and list(map(ast.dump, first.args)) == list(map(ast.dump, second.args))
                and given.items() <= again.items()
                and again.keys() - given.keys() <= _HIDDEN
                and again.get("random_seed") == ast.dump(ast.Constant(value=True))
            )
    return False


def _check_of(node: ast.AST) -> str | None:
    """The NAME in `check.NAME(…)`."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name("check"), attr=name)):
            return name
    return None


def _keywords(call: ast.Call) -> dict[str | None, str]:
    return {keyword.arg: ast.dump(keyword.value) for keyword in call.keywords}
