"""Rules about how an answer is made: what must be built by hand is not imported.

A rule is called with the answers before any criterion and raises `Mismatch`; a broken rule leaves no points.
"""

import ast
from collections.abc import Callable
from dataclasses import dataclass

from dlcourse.checks.compare import Mismatch
from dlcourse.checks.reach import Reach, reach
from dlcourse.checks.ways_round import ways_round


@dataclass(frozen=True)
class Rule:
    """A statement about the student's code, with the hint shown when it does not hold."""

    name: str
    hint: str
    broken: Callable[[Reach], str]  # what is wrong, or an empty string
    packages: tuple[str, ...] = ()  # whose code may not run while an answer does, where that can be watched

    def __call__(self, *answers) -> None:
        for answer in answers:
            if self.packages and hasattr(answer, "__forbid__"):
                answer.__forbid__(self.packages)
            if problem := self.broken(reach(answer)):
                raise Mismatch(problem)


def forbid_imports(*packages: str) -> Rule:
    """The answer must not lean on these packages, whether imported inside it, above it, or under another name.

    Nor may it use what would hide that from a reader (see `dlcourse.checks.ways_round`).
    """

    def broken(code: Reach) -> str:
        used = sorted(module for module in code.modules if _is_below(module, packages))
        if used:
            return f"your code uses {', '.join(used)}."
        hidden = sorted(code.hidden.union(*map(ways_round, code.trees)))
        return f"your code uses {', '.join(hidden)}: what it reaches then cannot be read." if hidden else ""

    return Rule("built by hand", "Write this one yourself, with Python and NumPy only.", broken, packages)


def must_use(*names: str, name: str, hint: str) -> Rule:
    """The answer must use at least one of these names, itself or through a function it calls."""

    def broken(code: Reach) -> str:
        return "" if code.names & set(names) else f"your code uses none of {', '.join(names)}."

    return Rule(name, hint, broken)


def forbid_syntax(*nodes: type[ast.AST], name: str, hint: str) -> Rule:
    """The answer must not contain these pieces of Python, for example `ast.BitXor`."""

    def broken(code: Reach) -> str:
        for tree in code.trees:
            if found := next((node for node in ast.walk(tree) if isinstance(node, nodes)), None):
                return f"your code uses {type(found).__name__}."
        return ""

    return Rule(name, hint, broken)


def _is_below(module: str, packages: tuple[str, ...]) -> bool:
    return any(module == package or module.startswith(package + ".") for package in packages)
