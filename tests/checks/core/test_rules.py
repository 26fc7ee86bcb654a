"""Rules find what must be built by hand but was not, however it was brought in; and leave honest code alone."""

import ast
import sys

import pytest

from dlcourse.checks.analysis import StudentCode
from dlcourse.checks.core import MismatchError, forbid_imports, forbid_syntax, must_use

NO_STATISTICS = forbid_imports("statistics")


def dependencies(source, name="f"):
    return StudentCode([source]).dependencies(name)


FORBIDDEN = {
    "imported above": "import statistics\ndef f(x): return statistics.mean(x)",
    "under another name": "import statistics as s\ndef f(x): return s.mean(x)",
    "from-import": "from statistics import mean as m\ndef f(x): return m(x)",
    "imported inside": "def f(x):\n    from statistics import mean\n    return mean(x)",
    "by importlib": "import importlib\ndef f(x): return importlib.import_module('statistics').mean(x)",
    "by __import__": "def f(x): return __import__('statistics').mean(x)",
    "through a helper": "from statistics import mean\ndef g(x): return mean(x)\ndef f(x): return g(x)",
    "as a default": "import statistics\ndef f(x, m=statistics.mean): return m(x)",
    "in a closure": "import statistics as s\ndef make(m):\n    def f(x): return m(x)\n    return f\nf = make(s.mean)",
    "by partial": "import functools, statistics\nf = functools.partial(statistics.mean)",
    "a callable object": "import statistics\nclass C:\n    def __call__(s, x): return statistics.mean(x)\nf = C()",
    "in a lambda": "import statistics\nf = lambda x: (lambda y: statistics.mean(y))(x)",
    "the function itself": "from statistics import mean as f",
    "in a class": "import statistics\nclass f:\n    def step(self, x): return statistics.mean(x)",
    "wrapped": "import functools, statistics\n@functools.lru_cache\ndef f(x): return statistics.mean(x)",
}
if sys.version_info >= (3, 12):  # the statement is new
    FORBIDDEN["in a type of a class"] = (
        "import statistics\ndef f(x):\n    class C:\n        type T = statistics.mean(C.x)\n    return C.T.__value__"
    )


@pytest.mark.parametrize("source", FORBIDDEN.values(), ids=FORBIDDEN.keys())
def test_a_forbidden_module_is_found(source):
    with pytest.raises(MismatchError, match="statistics"):
        NO_STATISTICS(dependencies(source))


def test_an_attribute_is_not_taken_for_a_module_of_the_same_name():
    NO_STATISTICS(dependencies("import math\nimport statistics as floor\ndef f(x): return math.floor(x)"))


def test_an_import_that_the_answer_does_not_reach_is_allowed():
    NO_STATISTICS(dependencies("import statistics\ndef f(x): return sum(x) / len(x)"))


def test_a_package_is_not_taken_for_another_with_a_longer_name():
    forbid_imports("stat")(dependencies("import statistics\ndef f(x): return statistics.mean(x)"))


def test_must_use_looks_through_helpers():
    rule = must_use("gate", name="made of gates", hint="")
    rule(dependencies("def gate(x): return x\ndef g(x): return gate(x)\ndef f(x): return g(x)"))
    with pytest.raises(MismatchError, match="none of gate"):
        rule(dependencies("def gate(x): return x\ndef f(x): return x"))


def test_forbid_syntax_finds_an_operator_in_a_helper():
    rule = forbid_syntax(ast.BitXor, name="no ^", hint="")
    rule(dependencies("def f(x): return x"))
    with pytest.raises(MismatchError, match="BitXor"):
        rule(dependencies("def g(a): return a ^ 1\ndef f(x): return g(x)"))


def test_a_function_that_calls_itself_is_followed_once():
    NO_STATISTICS(dependencies("def f(x): return f(x - 1) if x else 0"))
