"""A hash changes with what code means and with what it imports, and with nothing else."""

import pytest

from dlcourse.fingerprints import hash_of, imports, modules_in, with_imports

CODE = '''\
"""What this module is for."""

from dlcourse.checks.core import criterion


def softmax(answer, rng):
    """What this function is for."""
    # how it goes on
    with criterion("sums to one", hint="Over which axis?", weight=2):
        assert sum(answer([1.0, 2.0])) == 1.0, f"not {1:.2f}"
'''
SAME = {
    "another docstring of the module": ("What this module", "Whatever this module"),
    "no docstring of the function": ('    """What this function is for."""\n', ""),
    "a comment": ("# how it goes on", "# something else\n    # in two lines"),
    "another layout": ('hint="Over which axis?", weight=2', 'hint="Over which axis?",\n        weight=2'),
    "another hint": ("Over which axis?", "Which axis is the last one?"),
}
OTHER = {
    "a number": ("weight=2", "weight=3"),
    "a message": ("not {1", "no {1"),
    "a name": ("sums to one", "adds up to one"),
    "an argument": ("answer, rng", "answer, random"),
    "a text that is no docstring": ("# how it goes on", "x = 'What this function is for.'"),
}


@pytest.fixture
def package(tmp_path):
    """A folder with a package of ours in it, as {module: text}."""

    def write(modules: dict[str, str]):
        for name, text in modules.items():
            file = tmp_path / f"{name}.py"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return tmp_path

    return write


def code_hash(package, text):
    return hash_of(["dlcourse.softmax"], package({"dlcourse/softmax": text}))


@pytest.mark.parametrize(("old", "new"), SAME.values(), ids=SAME.keys())
def test_what_changes_no_verdict_changes_no_hash(package, old, new):
    assert old in CODE
    assert code_hash(package, CODE) == code_hash(package, CODE.replace(old, new))


@pytest.mark.parametrize(("old", "new"), OTHER.values(), ids=OTHER.keys())
def test_whatever_else_changes_does(package, old, new):
    assert old in CODE
    assert code_hash(package, CODE) != code_hash(package, CODE.replace(old, new))


MODULES = {
    "dlcourse/__init__": "from dlcourse import unused",
    "dlcourse/unused": "",
    "dlcourse/checks/__init__": "from dlcourse import unused",
    "dlcourse/checks/core/__init__": "from dlcourse.checks.core.engine import criterion",
    "dlcourse/checks/core/engine": "import numpy",
    "dlcourse/nn/__init__": "from dlcourse.nn import losses",
    "dlcourse/nn/losses": "from . import random",
    "dlcourse/nn/random": "from ..nn.losses import mse",
}
NN = {"dlcourse.nn", "dlcourse.nn.losses", "dlcourse.nn.random"}
CORE = {"dlcourse.checks.core", "dlcourse.checks.core.engine"}
IMPORTS = {
    "a name from a package": ("from dlcourse.checks.core import criterion", CORE),
    "a module from a package": ("from dlcourse.checks.core import engine", {"dlcourse.checks.core.engine"}),
    "several, with other names": ("from dlcourse import nn as neural, checks", NN | {"dlcourse.checks", "dlcourse.unused"}),
    "a module by its full name": ("import numpy, dlcourse.checks.core.engine as e", {"dlcourse.checks.core.engine"}),
    "in a function": ("def f():\n    from dlcourse.nn.losses import mse", {"dlcourse.nn.losses", "dlcourse.nn.random"}),
    "everything": ("from dlcourse.checks.core import *", CORE),
    "relative": ("from .core import criterion", CORE),
    "other packages, and names that only look like ours": ("import numpy, dlcourse_extra\nfrom dlcourse.nowhere import x", set()),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), IMPORTS.values(), ids=IMPORTS.keys())
def test_imports_are_followed_however_they_are_written(package, text, expected):
    root = package(MODULES | {"dlcourse/checks/softmax": text})
    assert with_imports(["dlcourse.checks.softmax"], root) == {"dlcourse.checks.softmax"} | expected


def test_a_name_is_told_with_the_module_it_comes_from(package):
    root = package(MODULES)
    text = "from dlcourse.checks.core import criterion\nfrom dlcourse.nn import losses"
    expected = {"dlcourse.checks.core.criterion": "dlcourse.checks.core", "dlcourse.nn.losses": "dlcourse.nn.losses"}
    assert imports(text, root=root) == expected


def test_a_package_has_its_modules_and_a_module_itself(package):
    root = package(MODULES)
    assert set(modules_in("dlcourse.nn", root)) == NN
    assert modules_in("dlcourse.unused", root) == ["dlcourse.unused"]
