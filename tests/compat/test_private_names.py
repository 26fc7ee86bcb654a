"""Private names of other packages exist, are listed, and their packages have upper bounds."""

import ast
import dis
import importlib
import inspect
import pkgutil
import sys
import tomllib
from collections.abc import Iterator
from types import CodeType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import dlcourse
from dlcourse.grading.jail import zygote
from tests.compat.private_names import PRIVATE_NAMES, PrivateName
from tests.conftest import REPOSITORY

KNOWN = {name.attribute.rpartition(".")[2] for name in PRIVATE_NAMES}
PUBLIC = {"_exit", "_replace", "_asdict"}  # of `os` and of named tuples, which document them


@pytest.mark.parametrize("name", PRIVATE_NAMES, ids=str)
def test_a_private_name_exists(name: PrivateName):
    try:
        found = importlib.import_module(name.module)
        *path, last = name.attribute.split(".")
        for part in path:
            found = getattr(found, part)
        exists = hasattr(found, last) or (isinstance(found, type) and last in _set_by_methods(found))
    except (ImportError, AttributeError):
        exists = False
    assert exists, f"{name.package} has no {name.module}.{name.attribute} any more. {name.used}."


def _set_by_methods(kind: type) -> set[str]:
    """Names of the attributes that methods of a class set: `self.name = …`."""
    functions = [inspect.unwrap(thing) for one in kind.__mro__ for thing in vars(one).values() if callable(thing)]
    return {name for function in functions if hasattr(function, "__code__") for name in _stored(function.__code__)}


def _stored(code: CodeType) -> Iterator[str]:
    for instruction in dis.get_instructions(code):
        if instruction.opname == "STORE_ATTR":
            yield instruction.argval
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _stored(inner)


@pytest.mark.parametrize("module", zygote.NEEDED)
def test_a_module_that_the_zygote_imports_exists(module):
    importlib.import_module(module)


@pytest.mark.parametrize("package", sorted({name.package for name in PRIVATE_NAMES} - {"Python"}))
def test_a_package_with_private_names_has_an_upper_bound(package):
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]
    ranges = {canonicalize_name(line.name): line for line in map(Requirement, project["dependencies"])}
    assert package in ranges, f"{package} is not among the dependencies in pyproject.toml."
    bounded = {"<", "<=", "==", "~="} & {clause.operator for clause in ranges[package].specifier}
    assert bounded, f"{ranges[package]} in pyproject.toml needs an upper bound: private names of it are used."


def test_every_overridden_private_method_is_listed():
    kinds = [thing for module in _modules() for thing in vars(module).values() if isinstance(thing, type)]
    strange = {
        f"{kind.__module__}.{kind.__name__}.{name}"
        for kind in kinds
        if kind.__module__.startswith("dlcourse.")
        for base in kind.__mro__
        if base.__module__.partition(".")[0] not in ("dlcourse", *sys.stdlib_module_names)
        for name in set(vars(kind)) & set(vars(base)) - KNOWN
        if _is_private(name) and callable(vars(kind)[name])
    }
    assert not strange, f"not in tests/compat/private_names.py: {strange}"


def test_every_private_attribute_of_another_package_is_listed():
    used, ours = {}, set()
    for path in (REPOSITORY / "dlcourse").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Attribute(attr=name, ctx=ast.Load()):
                    used.setdefault(name, f"{path.relative_to(REPOSITORY)}:{node.lineno}")
                case ast.Attribute(attr=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                    ours.add(name)
                case ast.AnnAssign(target=ast.Name(id=name)) | ast.Name(id=name, ctx=ast.Store()):
                    ours.add(name)
                case ast.keyword(arg=str(name)):  # vars(self).update(_name=…)
                    ours.add(name)
    strange = {name: where for name, where in used.items() if _is_private(name) and name not in ours | KNOWN | PUBLIC}
    assert not strange, f"not in tests/compat/private_names.py: {strange}"


def _is_private(name: str) -> bool:
    return name.startswith("_") and not (name.startswith("__") and name.endswith("__"))


def _modules() -> Iterator:
    """Every module of the packages in which classes of other packages are extended."""
    for room in ("grading", "agent", "compat", "notebooks", "student"):
        package = importlib.import_module(f"{dlcourse.__name__}.{room}")
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(found.name)
