"""Ctrl-C where it may not come in the middle: while the gradebook or a graded folder is written."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def ctrl_c_waits() -> Iterator[None]:
    """Let Ctrl-C take effect when this block has ended, as KeyboardInterrupt.

    Only the main thread hears Ctrl-C, so in other threads this does nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard = False

    def note(*_: object) -> None:
        nonlocal heard
        heard = True

    before = signal.signal(signal.SIGINT, note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if heard:
        signal.raise_signal(signal.SIGINT)
