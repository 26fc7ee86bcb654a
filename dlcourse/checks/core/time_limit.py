"""How long something may take, on a machine that may be busy with something else."""

import os
import time
from collections.abc import Callable

PATIENCE = 5  # times as long as its limit may something take that hardly computes
MOST_PATIENCE = 60  # seconds beyond the limit


def own_processor_seconds() -> float:
    """Seconds that processors have worked for this process, and for its children that have ended."""
    return sum(os.times()[:4])


class TimeLimit:
    """So many seconds, counted from now.

    Time in which a processor works counts in full, other time only in part: on a busy machine an answer waits for a
    processor, and on a quiet one an answer that sleeps still has to end. Several threads are no reason to be strict:
    never does more count than has passed on the wall clock.

    Args:
        seconds: the limit.
        clock: gives the seconds that processors have worked, since any moment. Where that is not known, the wall clock.
        patience: how many times as long as the limit it may take on the wall clock, but no more than MOST_PATIENCE
            seconds longer.
    """

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic, patience: float = PATIENCE) -> None:
        self.seconds, self._clock, self._patience = seconds, clock, patience
        self._began, self._worked_before = time.monotonic(), clock()

    def used(self) -> float:
        """The seconds that count."""
        passed = time.monotonic() - self._began
        return min(passed, max(self.worked(), passed / self._patience, passed - MOST_PATIENCE))

    def worked(self) -> float:
        """The seconds that processors have worked."""
        return self._clock() - self._worked_before

    def is_over(self) -> bool:
        """Whether the time is over."""
        too_early = time.monotonic() - self._began < self.seconds  # no need to ask how long processors have worked
        return not too_early and self.used() >= self.seconds

    def seconds_to_wait(self, most: float) -> float:
        """How long to wait before asking again whether it is over, at most so many seconds; 0.1 where it may be."""
        return min(most, max(0.1, self.seconds - (time.monotonic() - self._began)))
