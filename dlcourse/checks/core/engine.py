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
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import Any

import numpy as np

from dlcourse.agent.student_traceback import blame
from dlcourse.checks.analysis import Dependencies
from dlcourse.checks.analysis.live import code_of_files, code_of_notebook
from dlcourse.checks.core.argument_copies import with_copied_arguments
from dlcourse.checks.core.compare import MismatchError
from dlcourse.checks.core.context import DEFAULT_SECONDS, TooSlowError, changed, current
from dlcourse.checks.core.report import Report, Result
from dlcourse.checks.core.rules import Rule
from dlcourse.checks.core.time_limit import TimeLimit
from dlcourse.compat.silence_stderr import quietly

SECONDS_BETWEEN_ALARMS = 0.1  # on a busy machine the first may come long before the time is over
MOST_CHARACTERS = 2000  # of what a message says: an answer may be megabytes long, and is quoted there


class Exercise:
    """A check and the rules that go with it. Calling it in a notebook shows the table and gives the points."""

    def __init__(self, check: Callable, defines: Sequence[str], rules: Sequence[Rule], seconds: float) -> None:
        self.check, self.defines, self.rules, self.seconds = check, tuple(defines), tuple(rules), seconds
        self.__name__, self.__doc__ = check.__name__, check.__doc__
        self.forbidden_packages = frozenset(package for rule in self.rules for package in rule.packages)

    def judge(self, *answers: Any, points: float = 1, seed: int = 0, hidden_check: Callable | None = None) -> Report:
        """Try every criterion on the answers and say what was found.

        Args:
            answers: what the student wrote, in the order of `defines`.
            points: what the exercise is worth.
            seed: from which the check's random numbers are drawn.
            hidden_check: a further check, `hidden_check(*answers, rng)`, with criteria that students do not see.
        """
        report = Report(self.__name__, points=points, seed=seed)
        with changed(report=report, seconds_per_criterion=self.seconds, time_limit=None), _quiet():
            current().forbidden_packages.update(self.forbidden_packages)
            dependencies = current().dependencies or _dependencies_beside(answers)
            for rule in self.rules:
                with criterion(rule.name, hint=rule.hint, weight=0, required=True):
                    for name in self.defines:
                        rule(dependencies(name))
            safe = [with_copied_arguments(answer) for answer in answers]
            for check in filter(None, [self.check, hidden_check]):
                _run(check, safe, np.random.default_rng(seed))
        return report

    def __call__(
        self, *answers: Any, points: float = 1, random_seed: bool = False, hidden_check: Callable | None = None
    ) -> float:
        """Show the table of criteria; return the points earned, which nbgrader reads as partial credit.

        Args:
            random_seed: draw new random numbers, as hidden tests do: to know the visible ones by heart is no use.
        """
        seed = secrets.randbits(32) if random_seed else 0
        report = self.judge(*answers, points=points, seed=seed, hidden_check=hidden_check)
        current().show(report)
        return report.earned


def exercise(
    *, defines: Sequence[str] | None = None, rules: Sequence[Rule] = (), seconds: float = DEFAULT_SECONDS
) -> Callable[[Callable], Exercise]:
    """Make an `Exercise` of a check function `check(*answers, rng)`.

    Args:
        defines: what the student defines, when it is more than the one name that the check itself has.
        rules: what the answer must not do (see `dlcourse.checks.core.rules`); a broken rule leaves no points.
        seconds: how long one criterion waits for the answer.
    """
    return lambda check: Exercise(check, defines or [check.__name__], rules, seconds)


@contextmanager
def criterion(
    name: str, hint: str, *, weight: float = 1, required: bool = False, trivial: bool = False
) -> Iterator[None]:
    """Record whether the block ran through. A block that fails does not stop the criteria after it.

    Args:
        name: what is asked, as a short statement that is true of a right answer.
        hint: the likely mistake, in a sentence or two, without the solution.
        weight: its share of the points, relative to the other criteria.
        required: when it fails, nothing else earns points.
        trivial: it also holds for an answer that does nothing, so alone it earns nothing.
    """
    context, message, passed = current(), "", False
    try:
        with _time_limit(context.new_time_limit()):
            yield
        passed = True
    except KeyboardInterrupt:
        raise
    except MismatchError as mismatch:
        message = str(mismatch)
    except TooSlowError:
        message = f"No answer after {context.seconds_per_criterion:g} seconds. Is there a loop that never ends?"
        context.seconds_per_criterion, context.patience = 1, 1  # the criteria that are left will hardly be faster
    except MemoryError as error:
        message = f"{blame(error)}\nIs something far larger than what was asked for?"
    except BaseException as error:  # SystemExit too: `exit()` in an answer must not end the student's kernel
        message = blame(error)
    context.record(Result(name, passed, hint, _cut(message), weight, required, trivial))


def require(condition: bool | np.bool, message: str) -> None:
    """Raise `MismatchError` with `message` unless `condition` holds."""
    if not condition:
        raise MismatchError(message)


def _dependencies_beside(answers: Sequence) -> Callable[[str], Dependencies]:
    """What a name depends on in the notebook or in the files where the answers are."""
    return (code_of_notebook() or code_of_files(answers)).dependencies


def _run(check: Callable, answers: Sequence, rng: np.random.Generator) -> None:
    """Run one check; what it raises outside a criterion (an answer called to prepare one) is a failed criterion too."""
    try:
        check(*answers, rng)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        hint = "The check stopped here. Fix this first, then run the cell again."
        current().record(Result("your code runs", False, hint, _cut(blame(error)), required=True))


def _cut(message: str) -> str:
    return message if len(message) <= MOST_CHARACTERS else f"{message[:MOST_CHARACTERS]} …"


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep prints and warnings of the answer out of the check's output: nbgrader scores 0 for a cell with stderr."""
    with quietly(), warnings.catch_warnings(), redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        yield


@contextmanager
def _time_limit(limit: TimeLimit) -> Iterator[None]:
    """Raise `TooSlowError` in the block when the time is over.

    An answer in another process keeps to the limit; one in this process is stopped by an alarm, unless the context
    says otherwise. That needs SIGALRM (not on Windows) and the main thread.
    """
    with changed(time_limit=limit), _alarm(limit):
        yield


@contextmanager
def _alarm(limit: TimeLimit) -> Iterator[None]:
    in_main_thread = threading.current_thread() is threading.main_thread()
    if not (current().use_alarm and hasattr(signal, "SIGALRM") and in_main_thread):
        yield
        return

    def stop(*_: object) -> None:
        if limit.is_over():
            signal.setitimer(signal.ITIMER_REAL, 1, 1)  # again each second, should the answer catch it
            raise TooSlowError

    previous = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, limit.seconds, SECONDS_BETWEEN_ALARMS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
