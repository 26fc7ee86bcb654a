"""How long the texts of one page may keep a processor busy while they are parsed."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from dlcourse.grading.processor_alarm import processor_alarm

SECONDS_FOR_A_TEXT = 3.0  # of processor time; a table of 6,000 tags takes half of one
SECONDS_FOR_A_PAGE = 30.0
SECONDS_AT_LEAST = 0.2  # for each text that comes when the page's time is over: ordinary ones need less


class TooLargeError(Exception):
    """A text would take too long to parse."""


class ParsingTime:
    """What is left of one page's time."""

    def __init__(self) -> None:
        self.left = SECONDS_FOR_A_PAGE

    def begin_page(self) -> None:
        """Give the next page all of its time."""
        self.left = SECONDS_FOR_A_PAGE

    @contextmanager
    def limited(self) -> Iterator[None]:
        """Raise TooLargeError in the block when it has taken too long."""
        began = time.process_time()
        try:
            with processor_alarm(min(SECONDS_FOR_A_TEXT, max(SECONDS_AT_LEAST, self.left)), TooLargeError):
                yield
        finally:
            self.left -= time.process_time() - began
