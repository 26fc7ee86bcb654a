"""What counts as an answer's time: processors' work in full, waiting only in part."""

import signal
import time

import pytest

from dlcourse.checks.core import criterion, exercise
from dlcourse.checks.core.time_limit import MOST_PATIENCE, TimeLimit


class Clocks:
    """A wall clock and a processor's clock that a test moves on."""

    def __init__(self, monkeypatch):
        self.wall, self.worked = 1000.0, 7.0
        monkeypatch.setattr(time, "monotonic", lambda: self.wall)

    def after(self, wall: float, worked: float, seconds: float, **options) -> bool:
        """Whether a limit of `seconds` is over after so much time on both clocks."""
        limit = TimeLimit(seconds, lambda: self.worked, **options)
        self.wall, self.worked = self.wall + wall, self.worked + worked
        return limit.is_over()


@pytest.mark.parametrize(
    ("wall", "worked", "seconds", "over"),
    [
        (20, 0.003, 5, False),  # it waits for a processor
        (26, 0.003, 5, True),  # it sleeps
        (5.1, 5.1, 5, True),
        (4.9, 40, 5, False),  # many threads
        (50, 4.9, 20, False),
        (101 + MOST_PATIENCE, 1, 100, True),  # and does not sleep for minutes
    ],
)
def test_a_limit_is_over_when_processors_have_worked_so_long_or_much_more_time_has_passed(
    wall, worked, seconds, over, monkeypatch
):
    assert Clocks(monkeypatch).after(wall, worked, seconds) is over


def test_without_patience_only_the_wall_clock_counts(monkeypatch):
    assert Clocks(monkeypatch).after(1.1, 0, seconds=1, patience=1)


@pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="there are no alarms on Windows")
def test_beside_the_students_code_an_answer_that_waits_for_a_processor_is_not_stopped():
    @exercise(seconds=0.1)
    def patient(answer, rng):
        with criterion("comes back", hint=""):
            answer()

    def waits():
        until = time.monotonic() + 0.3  # three times the limit, and hardly any work
        while (left := until - time.monotonic()) > 0:
            time.sleep(left)

    def works():
        while True:
            pass

    assert patient.judge(waits).passed
    assert not patient.judge(works).passed
