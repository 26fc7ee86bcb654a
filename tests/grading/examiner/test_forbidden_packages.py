"""What the rules of an exercise forbid adds up, and stays forbidden while its answer is examined."""

from types import SimpleNamespace

import pytest

from dlcourse.checks.analysis import StudentCode
from dlcourse.checks.core import BY_HAND, WITH_KERAS, criterion, equal, exercise, forbid_imports, must_use
from dlcourse.grading.examiner.check_cell import examine
from dlcourse.grading.examiner.framework_free_check import is_due

ANY = must_use("value", name="returns a value", hint="")


@exercise(rules=[forbid_imports("statistics"), ANY, forbid_imports("fractions", "colorsys")])
def f(answer, rng):
    """Two rules forbid different packages."""
    with criterion("is one", hint=""):
        equal(answer(), 1)


@exercise(rules=[BY_HAND, forbid_imports("statistics")])
def by_hand(answer, rng):
    """A second rule beside the one for what is built by hand."""
    with criterion("is one", hint=""):
        equal(answer(), 1)


CHECKS = SimpleNamespace(f=f, by_hand=by_hand)
# Text that is run is where no reading of the student's code finds a package: only the guard in the kernel does.
PLANTED = """
make = vars(__import__("builtins"))["ex" + "ec"]
make("import {package}\\ndef hidden(): import {package}; {package}.{call}; return 1", globals())
value = 1
def f(): return globals()["hidden"]() + value - 1
by_hand = lambda: value
"""

CODE = StudentCode([PLANTED])


@pytest.fixture
def begin(shared_student):
    """A function that runs a student's cells and gives the examiner's session; it ends with the test."""
    begun = []

    def run(*cells: str):
        begun.append(shared_student.run(*cells))
        return begun[-1]

    yield run
    for session in begun:
        session.kernel.close()


def test_an_exercise_forbids_what_any_of_its_rules_does():
    assert f.forbidden_packages == {"statistics", "fractions", "colorsys"}
    assert by_hand.forbidden_packages == {*BY_HAND.packages, "statistics"}


@pytest.mark.parametrize(
    ("package", "call"),
    [("statistics", "mean([1])"), ("fractions", "Fraction(1)"), ("colorsys", "rgb_to_hsv(0, 0, 0)")],
)
def test_none_of_them_may_run_while_the_answer_does(package, call, begin, monkeypatch):
    session = begin(PLANTED.format(package=package, call=call))
    answer = session.find(["f"])["f"]
    monkeypatch.setattr(f, "rules", ())  # no rule reads the text: what the kernel does is looked at
    (result,) = f.judge(answer).criteria
    assert not result.passed
    assert package in result.message


def test_what_is_forbidden_stays_so_to_the_end_of_the_check_cell(begin):
    session = begin(PLANTED.format(package="statistics", call="mean([1])"))
    checked = examine("check.f(f)\nf()", CHECKS, session, CODE, 1)
    assert "statistics" in checked.outputs[-1].evalue
    assert checked.forbidden_packages == f.forbidden_packages
    assert examine("f()", CHECKS, session, CODE, 1).outputs[-1].data["text/plain"] == "1"  # the next cell starts anew


def test_what_is_built_by_hand_is_looked_at_again_whatever_else_is_forbidden(begin):
    session = begin("value = 1\ndef by_hand(): return value\nf = by_hand")
    assert is_due(examine("check.by_hand(by_hand)", CHECKS, session, CODE, 1).forbidden_packages)
    assert not is_due(examine("check.f(f)", CHECKS, session, CODE, 1).forbidden_packages)


def test_a_framework_that_an_answer_may_use_can_be_imported_first_by_the_answer(student):
    """What keeps TensorFlow's import quiet is of this package, which the answer may not use."""

    @exercise(rules=[WITH_KERAS], seconds=60)
    def with_keras(answer, rng):
        with criterion("is one", hint=""):
            equal(answer(), 1)

    unload = "import sys\nfor name in [name for name in sys.modules if name.split('.')[0] == 'tensorflow']: del sys.modules[name]"
    session = student.run(
        "from dlcourse.checks import keras as check",
        unload,
        "def with_keras():\n    from importlib.util import find_spec\n    return int(find_spec('tensorflow') is not None)",
    )
    checks = SimpleNamespace(with_keras=with_keras)
    # The text has no such look for TensorFlow, which would break the rule: a plain import would look for it, too.
    checked = examine("check.with_keras(with_keras)", checks, session, StudentCode(["def with_keras(): return 1"]), 1)
    session.kernel.close()
    assert checked.outputs[-1].data["text/plain"] == "1.0", checked.outputs
