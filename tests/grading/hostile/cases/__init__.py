"""What a student might try, as cells put before the exercises; one module a kind. Each is run for real, in a jailed kernel.

None of them solves an exercise, so none deserves a point.
"""

from tests.grading.hostile.cases.answers import ANSWERS
from tests.grading.hostile.cases.escapes import ESCAPES
from tests.grading.hostile.cases.floods import FLOODS
from tests.grading.hostile.cases.processes import PROCESSES
from tests.grading.hostile.cases.redirection import REDIRECTION
from tests.grading.hostile.cases.shortcuts import SHORTCUTS

KINDS = (REDIRECTION, ANSWERS, PROCESSES, FLOODS, ESCAPES)
CASES = {name: source for kind in KINDS for name, source in kind.items()}
assert len(CASES) == sum(map(len, KINDS)), "two cases have one name: only one of them would be run"

__all__ = ["CASES", "SHORTCUTS"]
