"""An object that agrees with every comparison is no answer: not to one criterion of one exercise."""

import pytest

from dlcourse.checks.check_file import find_exercise
from tests.support.answers import answers
from tests.support.quick import cases

YES = """
class Yes:
    shape, dtype, ndim = (), float, 0
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __call__(self, *given, **named): return self
    def __getattr__(self, name):
        if name == "numpy" or name.startswith("__"): raise AttributeError(name)
        return self
    def __iter__(self): return iter([self] * 3)
    def __len__(self): return 3
    def __int__(self): return 1
    def __float__(self): return 1.0
    def __getitem__(self, key): return self
    def __setitem__(self, key, value): pass
    def __add__(self, other): return self
    def __lt__(self, other): return True
    __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __pow__ = __matmul__ = __add__
    __neg__ = __abs__ = __rmatmul__ = __call__
    __gt__ = __le__ = __ge__ = __contains__ = __lt__
"""


EXERCISES = sorted({answer.exercise for answer in answers()})


@pytest.mark.parametrize("exercise", cases(EXERCISES, lambda exercise: exercise == EXERCISES[0]))
def test_an_object_that_says_yes_to_everything_earns_nothing(exercise, shared_student):
    check = find_exercise(exercise)
    report = shared_student.examined(check, YES + "".join(f"{name} = Yes()\n" for name in check.defines), seed=5)
    assert report.score == 0, report
