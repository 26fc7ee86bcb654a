"""What a right answer is: one module a chapter, one function an exercise, a hint with each criterion.

A notebook uses it like this::

    from dlcourse.checks import perceptron as check

    check.softmax(softmax, points=2)
"""

from dlcourse.checks.compare import Mismatch, close, equal, finite, unchanged
from dlcourse.checks.engine import criterion, exercise, require
from dlcourse.checks.report import Report, Result
from dlcourse.checks.rules import forbid_imports, forbid_syntax, must_use

__all__ = [
    "Mismatch",
    "Report",
    "Result",
    "close",
    "criterion",
    "equal",
    "exercise",
    "finite",
    "forbid_imports",
    "forbid_syntax",
    "must_use",
    "require",
    "unchanged",
]
