"""What an answer reaches: the names it uses, the student's functions it calls, the modules behind them."""

import ast
import dis
import inspect
import sys
import textwrap
from dataclasses import dataclass, field
from types import CodeType, FunctionType, ModuleType

from dlcourse.checks.origin import is_students

# How code asks for a name that may be a global. The last is Python 3.12's: in a class, where types are declared.
LOOK_UPS = ("LOAD_GLOBAL", "LOAD_NAME", "LOAD_FROM_DICT_OR_GLOBALS")


@dataclass
class Reach:
    """Everything found from one answer on, following calls into the student's own functions."""

    names: set[str] = field(default_factory=set)
    modules: set[str] = field(default_factory=set)
    trees: list[ast.AST] = field(default_factory=list)
    hidden: set[str] = field(default_factory=set)  # what keeps a reader from seeing the rest


def reach(answer) -> Reach:
    """Follow `answer` through every function of the student's that it can call.

    An answer that lives in another process brings its own `reach()`.
    """
    if hasattr(answer, "__reach__"):
        return answer.__reach__()
    found = Reach()
    _follow(answer, found, seen=set())
    return found


def _follow(thing, found: Reach, seen: set[int]) -> None:
    if id(thing) in seen:
        return
    seen.add(id(thing))
    if isinstance(thing, ModuleType):
        found.modules.add(thing.__name__)
        return
    for inside in ("__wrapped__", "__func__", "func"):  # decorated functions, methods, functools.partial
        if callable(inner := getattr(thing, inside, None)):
            _follow(inner, found, seen)
    if isinstance(thing, FunctionType) and is_students(thing.__code__.co_filename):
        _follow_function(thing, found, seen)
    elif isinstance(thing, type) and _is_students_class(thing):
        for member in vars(thing).values():
            _follow(member, found, seen)
    else:
        found.modules.add(_module_of(thing))
        if callable(thing) and _is_students_class(type(thing)):
            _follow(type(thing), found, seen)


def _follow_function(function: FunctionType, found: Reach, seen: set[int]) -> None:
    found.trees.append(_tree(function))
    found.modules |= _imports(found.trees[-1])
    codes = _codes(function.__code__)
    names = set().union(*(code.co_names for code in codes))
    found.names |= names
    cells = inspect.getclosurevars(function).nonlocals.values()
    # Of `tf.nn`, only `tf` is looked up among the globals: a global called `nn` is another thing.
    looked_up = {step.argval for code in codes for step in dis.get_instructions(code) if step.opname in LOOK_UPS}
    reached = [function.__globals__[name] for name in looked_up if name in function.__globals__]
    for thing in [*reached, *cells, *(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values()]:
        _follow(thing, found, seen)
        found.modules |= _attributes(thing, names)


def _attributes(thing, names: set[str]) -> set[str]:
    """Modules behind `package.function`, one and two dots deep, for the attribute names the code mentions."""
    if not isinstance(thing, ModuleType):
        return set()
    inner = [getattr(thing, name) for name in names if hasattr(thing, name)]
    modules = {member.__name__ if isinstance(member, ModuleType) else _module_of(member) for member in inner}
    return {module for module in modules if module}


def _codes(code: CodeType) -> list[CodeType]:
    """A function's code with that of every function, lambda and comprehension inside it."""
    inner = [const for const in code.co_consts if isinstance(const, CodeType)]
    return [code, *(deeper for const in inner for deeper in _codes(const))]


def _imports(tree: ast.AST) -> set[str]:
    """Modules named in import statements and in `__import__("…")` or `import_module("…")`."""
    modules = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules.add(node.module)
        elif isinstance(node, ast.Call) and "import" in ast.dump(node.func):
            modules |= {arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)}
    return modules


def _tree(function: FunctionType) -> ast.AST:
    """The function's source as a syntax tree; an empty one where there is no source (made by `exec`, say)."""
    try:
        return ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError):
        return ast.Module(body=[], type_ignores=[])


def _is_students_class(kind: type) -> bool:
    """Whether a class was written by the student: its module is no file of ours, Python's or a library's."""
    module = sys.modules.get(kind.__module__)
    return (
        kind.__module__ == "__main__" or module is None or is_students(getattr(module, "__file__", None) or "<builtin>")
    )


def _module_of(thing) -> str:
    return str(getattr(thing, "__module__", None) or getattr(type(thing), "__module__", ""))
