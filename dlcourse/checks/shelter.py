"""Answers get copies of what a check holds: whatever they write into those, the check's own stay what they were.

Without this, an answer that fills its arguments with zeros and returns one of them is right wherever the expected value
is worked out from the same arrays afterwards.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import numpy as np

_open: ContextVar[bool] = ContextVar("open", default=False)


def sheltered(answer):
    """The answer, called with copies; classes, and what is no function, stay as they are.

    An answer that lives in another process says what it is by its `__kind__`.
    """
    kind = getattr(answer, "__kind__", "class" if isinstance(answer, type) else "function")
    return _with_copies(answer) if callable(answer) and kind == "function" else answer


@contextmanager
def unsheltered() -> Iterator[None]:
    """In this block answers get the very arguments: for checks of what an answer writes into them."""
    token = _open.set(True)
    try:
        yield
    finally:
        _open.reset(token)


def _with_copies(answer: Callable) -> Callable:
    def call(*args, **kwargs):
        return answer(*args, **kwargs) if _open.get() else answer(*_copy(args), **_copy(kwargs))

    return call


def _copy(value):
    """Arrays, and lists, tuples and dicts of them, anew; anything else is handed over as it is."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if type(value) in (list, tuple):
        return type(value)(map(_copy, value))
    if type(value) is dict:
        return {key: _copy(item) for key, item in value.items()}
    return value
