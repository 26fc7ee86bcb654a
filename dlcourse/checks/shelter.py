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
    """The answer, a function or a class, called with copies; what cannot be called stays as it is.

    An answer that lives in another process gets copies anyway: it writes back only where `is_open()`.
    """
    return _with_copies(answer) if callable(answer) and not hasattr(answer, "__reach__") else answer


def is_open() -> bool:
    """Whether answers may write into what they are given."""
    return _open.get()


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
        return answer(*args, **kwargs) if is_open() else answer(*_copy(args), **_copy(kwargs))

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
