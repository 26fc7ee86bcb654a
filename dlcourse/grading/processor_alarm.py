"""An alarm that stops what keeps this program computing for too long."""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

SECONDS_BETWEEN_LOOKS = 0.2  # of processor time


@contextmanager
def processor_alarm(seconds: float, error: Callable[[], Exception]) -> Iterator[None]:
    """Raise `error()` in the block when a processor has worked for the main thread for so many seconds.

    It is also raised when all threads together had three times as many: libraries compute in threads of their own,
    while the main thread waits.

    If the error is caught, it comes again. Python code and regular expressions are stopped at once; a single step of
    another library is stopped after it. In other threads, and where the system has no such alarms, nothing happens.
    """
    if not hasattr(signal, "SIGPROF") or threading.current_thread() is not threading.main_thread():
        yield
        return
    began, all_began = time.thread_time(), time.process_time()

    def look(*_: object) -> None:  # the signal comes after as much work of all threads together
        if time.thread_time() - began >= seconds or time.process_time() - all_began >= 3 * seconds:
            raise error()

    previous = signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, seconds, SECONDS_BETWEEN_LOOKS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, previous)
