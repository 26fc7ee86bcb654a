"""The circumstances in which a check runs, for whatever is called in it: one context, in place of a parameter each."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import Any

from dlcourse.checks.analysis import Dependencies
from dlcourse.checks.core.report import Report, Result
from dlcourse.checks.core.time_limit import PATIENCE, TimeLimit, own_processor_seconds

DEFAULT_SECONDS = 5


class TooSlowError(Exception):
    """An answer did not come back in time."""


def show_in_notebook(report: Report) -> None:
    """Have IPython show a report as the output of the cell that is running."""
    from IPython.display import display

    display(report)


@dataclass
class CheckContext:
    """Where a check runs, and how far it is.

    Args:
        show: what is done with a report that a check cell makes.
        use_alarm: whether an answer in this process is stopped by a signal when its time is over.
        report: of the check that is running, to which criteria are added.
        seconds_per_criterion: how long one criterion waits for the answer.
        patience: how many times as long it may take on a machine that is busy (see `TimeLimit`).
        clock: gives the seconds that processors have worked for the answer.
        time_limit: of the criterion that is running.
        shared_arguments: whether answers are given a check's own arrays, and not copies.
        forbidden_packages: those whose code may not run while an answer does, where that can be watched. They are added
            by each exercise, and stay forbidden to the end of the check cell.
        dependencies: what a name of the student's depends on; None where the student's code is beside the check.
    """

    show: Callable[[Report], None] = show_in_notebook
    use_alarm: bool = True
    report: Report | None = None
    seconds_per_criterion: float = DEFAULT_SECONDS
    patience: float = PATIENCE
    clock: Callable[[], float] = own_processor_seconds
    time_limit: TimeLimit | None = None
    shared_arguments: bool = False
    forbidden_packages: set[str] = field(default_factory=set)
    dependencies: Callable[[str], Dependencies] | None = None

    def record(self, result: Result) -> None:
        """Add a criterion's result to the report of the check that is running."""
        assert self.report is not None, "a criterion stands in an exercise, which has the report"
        self.report.criteria.append(result)

    def new_time_limit(self) -> TimeLimit:
        """The time that one criterion has, from now on."""
        return TimeLimit(self.seconds_per_criterion, self.clock, self.patience)

    def time_left(self) -> TimeLimit:
        """Until when an answer in another process may take. Raises TooSlowError when the time is over."""
        limit = self.time_limit or self.new_time_limit()
        if limit.is_over():
            raise TooSlowError
        return limit


_context: ContextVar[CheckContext] = ContextVar("check context")


def current() -> CheckContext:
    """The context that holds here; outside of any check, one as in a notebook."""
    return _context.get(None) or CheckContext()


@contextmanager
def changed(**fields: Any) -> Iterator[None]:
    """In this block the context has these fields."""
    token = _context.set(replace(current(), **fields))
    try:
        yield
    finally:
        _context.reset(token)
