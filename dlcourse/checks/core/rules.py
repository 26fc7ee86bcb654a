"""Rules about how an answer is made: what must be built by hand is not imported.

A rule is called with what an answer depends on, before any criterion. Where it raises `MismatchError`, the answer earns
no points.
"""

import ast
from collections.abc import Callable
from dataclasses import dataclass

from dlcourse.agent.frameworks import FRAMEWORKS
from dlcourse.checks.analysis import Dependencies
from dlcourse.checks.analysis.allowed import by_hand, refusal
from dlcourse.checks.analysis.evasion import evasions
from dlcourse.checks.core.compare import MismatchError


@dataclass(frozen=True)
class Rule:
    """A statement about the student's code, with the hint shown when it does not hold."""

    name: str
    hint: str
    broken: Callable[[Dependencies], str]  # what is wrong, or an empty string
    packages: tuple[str, ...] = ()  # that the answer must not use (see `Exercise.forbidden_packages`)

    def __call__(self, code: Dependencies) -> None:
        if problem := self.broken(code):
            raise MismatchError(problem)


def forbid_imports(*packages: str) -> Rule:
    """The answer must not lean on these packages, whether imported inside it, above it, or under another name.

    It may use Python's own modules and libraries that are in a list (`dlcourse.checks.analysis.allowed`), and nothing
    that would hide a package from a reader (`evasion`). No cell above may run text that is worked out: it could put a
    package's function under any name.
    """

    def broken(code: Dependencies) -> str:
        return _uses(code, packages) or _cannot_be_read(code, _refused(code, libraries=True) | code.planted)

    return Rule("built by hand", "Write this one yourself, with Python and NumPy only.", broken, packages)


def build_by_hand(*packages: str) -> Rule:
    """The answer must use nothing but Python's modules of the list and NumPy.

    Other cells may do what they like, even run text as code: such an answer is examined again in a kernel where these
    packages are not, whatever has been put under its names.

    Args:
        packages: that are told to the guard in the kernel, and to who examines the answer again.
    """

    def broken(code: Dependencies) -> str:
        if problem := _uses(code, packages):
            return problem
        if refused := sorted(_refused(code, libraries=False)):
            return f"your code uses {', '.join(refused)}."
        return _cannot_be_read(code, set())

    hint = f"Write this one yourself, with Python and NumPy only. It may use {by_hand()}."
    return Rule("built by hand", hint, broken, packages)


def _uses(code: Dependencies, packages: tuple[str, ...]) -> str:
    used = sorted(module for module in code.modules if _is_below(module, packages))
    return f"your code uses {', '.join(used)}." if used else ""


def _refused(code: Dependencies, *, libraries: bool) -> set[str]:
    """The modules, none of them the student's own, that are not in the lists of what is allowed."""
    modules = {module.lstrip(".") for module in code.modules} - {""}  # `from . import x` is of the student's own
    others = {module for module in modules if module.partition(".")[0] not in code.files}
    refused = {module: problem for module in others if (problem := refusal(module, libraries=libraries))}
    longest = [module for module in refused if not any(other.startswith(f"{module}.") for other in refused)]
    return {refused[module] for module in longest}


def _cannot_be_read(code: Dependencies, more: set[str]) -> str:
    hidden = sorted(code.hidden.union(more, *map(evasions, code.trees)))
    return f"your code uses {', '.join(hidden)}: what it reaches then cannot be read." if hidden else ""


def must_use(*names: str, name: str, hint: str) -> Rule:
    """The answer must use at least one of these names, itself or through a function it calls."""

    def broken(code: Dependencies) -> str:
        return "" if code.names & set(names) else f"your code uses none of {', '.join(names)}."

    return Rule(name, hint, broken)


def forbid_syntax(*nodes: type[ast.AST], name: str, hint: str) -> Rule:
    """The answer must not contain these pieces of Python, for example `ast.BitXor`."""

    def broken(code: Dependencies) -> str:
        for tree in code.trees:
            if found := next((node for node in ast.walk(tree) if isinstance(node, nodes)), None):
                return f"your code uses {type(found).__name__}."
        return ""

    return Rule(name, hint, broken)


def _is_below(module: str, packages: tuple[str, ...]) -> bool:
    return any(module == package or module.startswith(package + ".") for package in packages)


# What an exercise may not use: with Python and NumPy alone; with TensorFlow and Keras too; with any package but ours.
BY_HAND = build_by_hand(*FRAMEWORKS, "dlcourse")
WITH_KERAS = forbid_imports("dlcourse", "sklearn", "statsmodels", "torch")
OWN_WORK = forbid_imports("dlcourse")
