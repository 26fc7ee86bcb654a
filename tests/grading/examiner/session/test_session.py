"""What a kernel sends back becomes plain values, stand-ins and errors, whatever it is."""

import numpy as np
import pytest

from dlcourse.agent.answer_error import AnswerError
from dlcourse.checks.core import criterion, exercise, forbid_imports
from dlcourse.checks.core.context import changed


def test_an_endless_answer_is_stopped_and_the_next_one_is_served(found):
    @exercise(seconds=1)
    def endless(answer, rng):
        with criterion("comes back", hint=""):
            answer()

    with changed(use_alarm=False):  # as the examiner works: the kernel is interrupted, not the examiner
        report = endless.judge(found["endless"])
    assert "Is there a loop that never ends?" in report.criteria[0].message
    assert found["double"](1) == 2


def test_an_error_in_the_kernel_always_has_a_text(shared_student):
    cell = """
    class E(Exception):
        __qualname__, __traceback__ = "", None

    def f(x):
        raise E
    """
    session = shared_student.run("if True:" + cell)
    with pytest.raises(AnswerError, match="an error without text"):
        session.find(["f"])["f"](1)
    session.kernel.close()


def test_a_kernel_that_was_taken_over_does_not_get_around_a_rule(student):
    @exercise(rules=[forbid_imports("scipy")])
    def softmax(answer, rng):
        with criterion("one", hint=""):
            assert answer(0.0) == 1

    cell = """
    from scipy.special import softmax
    from dlcourse.agent import agent
    agent._guard.__enter__ = agent._guard.__exit__ = lambda *_: None
    """
    report = student.examined(softmax, "if True:" + cell, seed=0)
    assert report.score == 0
    assert "scipy" in report.criteria[0].message


KINDS = """
import enum
from collections import deque, namedtuple
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

class Gate(NamedTuple):
    w: list
    b: float

class Bit(enum.IntEnum):
    OFF = 0
    ON = 1

class Rate(float):
    pass

class Measured(float):
    def __init__(self, number):
        self.unit = "m"

class Steps:
    def __init__(self, n):
        self.n = n
    def __iter__(self):
        return self
    def __next__(self):
        self.n -= 1
        if self.n < 0:
            raise StopIteration
        return self.n

gate = Gate([1.0, 1.0], -1.5)
pairs = [namedtuple("Pair", "x y")(np.ones(1), 2)]
bit, rate, third, tenth = Bit.ON, Rate(0.5), Fraction(1, 4), Decimal("0.1")
errors = deque([3, 2])
numbers = np.array([1, Fraction(1, 2)], dtype=object)
measured, words, steps = Measured(2), np.array(["a", None], dtype=object), Steps(3)

def items():
    return iter([1, 2])
"""


@pytest.fixture(scope="module")
def kinds(shared_student):
    session = shared_student.run("import numpy as np", KINDS)
    names = "gate pairs bit rate third tenth errors numbers measured words steps items".split()
    yield session.find(names)
    session.kernel.close()


def test_kinds_of_numbers_and_tuples_that_python_knows_arrive_as_plain_ones(kinds):
    assert kinds["gate"] == ([1.0, 1.0], -1.5)
    assert kinds["pairs"] == [(np.ones(1), 2)]
    plain = {"bit": 1, "rate": 0.5, "third": 0.25, "tenth": 0.1, "errors": [3, 2]}
    assert {name: kinds[name] for name in plain} == plain
    assert {type(kinds[name]) for name in plain} == {int, float, list}
    assert kinds["numbers"].dtype == float
    assert kinds["numbers"].tolist() == [1, 0.5]


def test_a_number_that_is_more_than_a_number_stays_where_it_is(kinds):
    assert kinds["measured"].unit == "m"
    assert "in the student's kernel" in repr(kinds["words"])


def test_an_iterator_of_any_kind_is_iterated(kinds):
    assert list(kinds["items"]()) == [1, 2]
    assert list(kinds["steps"]) == [2, 1, 0]


def test_an_attribute_that_is_not_there_is_missing_for_numpy_too(kinds):
    assert not hasattr(kinds["measured"], "shape")
    with pytest.raises(AnswerError, match="shape"):
        _ = kinds["measured"].shape
