"""Which worker runs which test, and in what order.

A module's tests share what it sets up, so one worker runs them all. The tests in SPREAD share nothing with their
neighbours, so each goes to the worker that is free. What takes longest comes first, and what is spread last: no worker
waits for another at the end.
"""

import os

import pytest
from xdist.scheduler import LoadScopeScheduling

# What the names of tests begin with.
SPREAD = (
    "tests/answers/test_answers.py",
    "tests/grading/examiner/test_same_verdict.py",
    "tests/grading/examiner/test_says_yes.py",
    "tests/grading/examiner/test_framework_free_check.py",
    "tests/grading/hostile/test_hostile.py",
    "tests/grading/test_same_points.py",
    "tests/notebooks/test_release.py::test_an_untouched_notebook",
    "tests/places/test_clones.py",
)


class Scheduler(LoadScopeScheduling):
    """Gives out modules whole, and tests that are spread one by one. All tests of the hub have the same accounts."""

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith("tests/hub/"):
            return "tests/hub"
        return nodeid if nodeid.startswith(SPREAD) else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log) -> Scheduler:
    return Scheduler(config, log)


def pytest_xdist_auto_num_workers() -> int:
    """As many tests at a time as there are processors, and two where there is one: much of the time is waiting."""
    return max(2, os.cpu_count() or 2)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The order within a module stays as it is written."""
    for item in items:
        if item.path.suffix == ".ipynb":
            item.add_marker(pytest.mark.slow)
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: (item.nodeid.startswith(SPREAD), item.path not in slow))
