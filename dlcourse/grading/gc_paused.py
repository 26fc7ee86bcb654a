"""Import what grading needs in half the time."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def gc_paused() -> Iterator[None]:
    """Pause garbage collection in this block, and exclude the objects made in it from later collections.

    Imports make no garbage. To search for it would take most of a second, in the block and once more at exit.
    """
    gc.disable()
    yield
    gc.freeze()
    gc.enable()
