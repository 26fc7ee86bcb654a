"""The small engine under every check: exercises, criteria, and what happens when the student's code fails.

An exercise is a plain function that receives the answer and a random generator, and states criteria::

    @exercise(rules=[forbid_imports("scipy")])
    def softmax(answer, rng):
        z = rng.normal(size=(4, 5))
        with criterion("each row sums to one", hint="Over which axis do you sum?"):
            close(answer(z).sum(axis=-1), np.ones(4))

Checks only call the answer with plain data (numbers, strings, lists, arrays) and only look at plain data that comes
back, so the same check runs beside the student's code and in another process.
"""

import io
import secrets
import signal
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from contextvars import ContextVar

import numpy as np

from dlcourse.checks.blame import blame
from dlcourse.checks.compare import Mismatch
from dlcourse.checks.report import Report, Result
from dlcourse.checks.shelter import sheltered
from dlcourse.quiet import quietly

DEFAULT_SECONDS = 5
MOST_CHARACTERS = 2000  # of what a message says: an answer may be megabytes long, and is quoted there

_report: ContextVar[Report] = ContextVar("report")
_show: ContextVar[Callable[[Report], None]] = ContextVar("show")
_deadline: ContextVar[float] = ContextVar("deadline")


class TooSlow(Exception):
    """An answer did not come back in time."""


class Exercise:
    """A check and the rules that go with it. Calling it in a notebook shows the table and gives the points."""

    def __init__(self, check: Callable, names: Sequence[str], rules: Sequence[Callable], seconds: float) -> None:
        self.check, self.names, self.rules, self.seconds = check, tuple(names), tuple(rules), seconds
        self.__name__, self.__doc__ = check.__name__, check.__doc__

    def judge(self, *answers, points: float = 1, seed: int = 0, more: Callable | None = None) -> Report:
        """Try every criterion on the answers and say what was found.

        Args:
            answers: what the student wrote, in the order of `names`.
            points: what the exercise is worth.
            seed: from which the check's random numbers are drawn.
            more: a further check, `more(*answers, rng)`, for criteria that students do not see beforehand.
        """
        report = Report(self.__name__, points=points, seed=seed, patience=self.seconds)
        token = _report.set(report)
        try:
            with _quiet():
                for rule in self.rules:
                    with criterion(rule.name, hint=rule.hint, weight=0, decisive=True):
                        rule(*answers)
                safe = [sheltered(answer) for answer in answers]
                for check in filter(None, [self.check, more]):
                    _run(check, safe, np.random.default_rng(seed))
        finally:
            _report.reset(token)
        return report

    def __call__(self, *answers, points: float = 1, fresh: bool = False, more: Callable | None = None) -> float:
        """Show the table of criteria; return the points earned, which nbgrader reads as partial credit.

        Args:
            fresh: draw new random numbers, as hidden tests do, so that learning the visible ones by heart is no use.
        """
        seed = secrets.randbits(32) if fresh else 0
        report = self.judge(*answers, points=points, seed=seed, more=more)
        _show.get(_display)(report)
        return report.earned


def exercise(
    *, names: Sequence[str] | None = None, rules: Sequence[Callable] = (), seconds: float = DEFAULT_SECONDS
) -> Callable[[Callable], Exercise]:
    """Make an `Exercise` of a check function `check(*answers, rng)`.

    Args:
        names: what the student defines, when it is more than the one name that the check itself has.
        rules: what the answer must not do (see `dlcourse.checks.rules`); a broken rule leaves no points.
        seconds: how long one criterion waits for the answer.
    """
    return lambda check: Exercise(check, names or [check.__name__], rules, seconds)


@contextmanager
def criterion(
    name: str, hint: str, *, weight: float = 1, decisive: bool = False, harmless: bool = False
) -> Iterator[None]:
    """Record whether the block ran through. A block that fails does not stop the criteria after it.

    Args:
        name: what is asked, as a short statement that is true of a right answer.
        hint: the likely mistake, in a sentence or two, without the solution.
        weight: its share of the points, relative to the other criteria.
        decisive: when it fails, nothing else earns points.
        harmless: it also holds for an answer that does nothing, so alone it earns nothing.
    """
    report, message, passed = _report.get(), "", False
    try:
        with _time_limit(report.patience):
            yield
        passed = True
    except KeyboardInterrupt:
        raise
    except Mismatch as mismatch:
        message = str(mismatch)
    except TooSlow:
        message = f"No answer after {report.patience:g} seconds. Is there a loop that never ends?"
        report.patience = 1  # the criteria that are left will hardly be faster
    except BaseException as error:  # SystemExit too: `exit()` in an answer must not end the student's kernel
        message = blame(error)
    report.criteria.append(Result(name, passed, hint, _cut(message), weight, decisive, harmless))


@contextmanager
def showing(show: Callable[[Report], None]) -> Iterator[None]:
    """Have reports shown by `show` in this context, in place of IPython."""
    token = _show.set(show)
    try:
        yield
    finally:
        _show.reset(token)


def seconds_left() -> float:
    """How long an answer in another process may still take. Raises TooSlow when the criterion's time is over."""
    report, deadline = _report.get(None), _deadline.get(None)
    if deadline is None:
        return report.patience if report else DEFAULT_SECONDS
    left = deadline - time.monotonic()
    if left <= 0:
        raise TooSlow
    return left


def require(condition: bool, message: str) -> None:
    """Raise `Mismatch` with `message` unless `condition` holds."""
    if not condition:
        raise Mismatch(message)


def _display(report: Report) -> None:
    from IPython.display import display

    display(report)


def _run(check: Callable, answers: Sequence, rng: np.random.Generator) -> None:
    """Run one check; what it raises outside a criterion (an answer called to prepare one) is a failed criterion too."""
    try:
        check(*answers, rng)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        hint = "The check stopped here. Mend this first, then run the cell again."
        _report.get().criteria.append(Result("your code runs", False, hint, _cut(blame(error)), decisive=True))


def _cut(message: str) -> str:
    return message if len(message) <= MOST_CHARACTERS else f"{message[:MOST_CHARACTERS]} …"


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep prints and warnings of the answer out of the check's output: nbgrader scores 0 for a cell with stderr."""
    with quietly(), warnings.catch_warnings(), redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        yield


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Raise `TooSlow` in the block after `seconds`.

    An answer in another process keeps to the deadline; one in this process is stopped by an alarm, which needs SIGALRM
    (not on Windows) and the main thread.
    """
    token = _deadline.set(time.monotonic() + seconds)
    try:
        with _alarm(seconds):
            yield
    finally:
        _deadline.reset(token)


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    if not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_):
        raise TooSlow

    previous = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1)  # again each second, should the answer catch it
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
