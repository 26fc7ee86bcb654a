"""What every check is made of: exercises and criteria, comparisons, rules, reports."""

from dlcourse.checks.core.arrays import as_array
from dlcourse.checks.core.compare import MismatchError, close, equal, finite, unchanged
from dlcourse.checks.core.engine import criterion, exercise, require
from dlcourse.checks.core.report import Report, Result
from dlcourse.checks.core.rules import BY_HAND, OWN_WORK, WITH_KERAS, forbid_imports, forbid_syntax, must_use

__all__ = [
    "BY_HAND",
    "OWN_WORK",
    "WITH_KERAS",
    "MismatchError",
    "Report",
    "Result",
    "as_array",
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
