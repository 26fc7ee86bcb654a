"""Importing what grading needs, in half the time."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def importing() -> Iterator[None]:
    """Nothing that is imported is garbage: to look for it takes most of a second, now and once more at the end."""
    gc.disable()
    yield
    gc.freeze()
    gc.enable()
