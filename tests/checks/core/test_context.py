"""The context of a check: what holds in a block, and for how long."""

import signal
import time

import pytest

from dlcourse.checks.core import criterion, exercise
from dlcourse.checks.core.argument_copies import shared_arguments
from dlcourse.checks.core.context import DEFAULT_SECONDS, CheckContext, TooSlowError, changed, current
from dlcourse.checks.core.time_limit import TimeLimit


def test_outside_of_a_check_it_is_as_in_a_notebook():
    assert current() == CheckContext()
    assert current().time_left().seconds == DEFAULT_SECONDS


def test_what_is_changed_in_a_block_is_as_before_after_it():
    with pytest.raises(ValueError, match="stop"), changed(seconds_per_criterion=7):
        with shared_arguments():
            assert (current().seconds_per_criterion, current().shared_arguments) == (7, True)
        assert not current().shared_arguments
        raise ValueError("stop")
    assert current() == CheckContext()


def test_an_answer_has_the_time_of_its_exercise_and_after_one_that_was_too_slow_a_second():
    left = []

    @exercise(seconds=40)
    def patient(answer, rng):
        for number in range(3):
            with criterion(f"number {number}", hint=""):
                left.append(current().time_left().seconds)
                if number == 1:
                    raise TooSlowError

    for _ in range(2):
        report = patient.judge(None)
        assert "No answer after 40 seconds." in report.criteria[1].message
    first, second, third = left[:3]
    assert (first, second, third) == (40, 40, 1)
    assert left[3] == 40


def test_a_limit_that_has_passed_leaves_no_time():
    with changed(time_limit=TimeLimit(0, time.monotonic)), pytest.raises(TooSlowError):
        current().time_left()


@pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="there are no alarms on Windows")
def test_no_alarm_is_set_where_the_context_says_so():
    handlers = []

    @exercise()
    def watched(answer, rng):
        with criterion("any", hint=""):
            handlers.append(signal.getsignal(signal.SIGALRM))

    before = signal.getsignal(signal.SIGALRM)
    watched.judge(None)
    with changed(use_alarm=False):
        watched.judge(None)
    assert [handler == before for handler in handlers] == [False, True]
