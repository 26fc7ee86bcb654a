"""Answers get copies of what a check holds: whatever they write into those, the check's own stay what they were.

Without this, an answer that fills its arguments with zeros and returns one of them is right wherever the expected value
is worked out from the same arrays afterwards.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from dlcourse.checks.core.context import changed, current
from dlcourse.checks.core.remote_answer import RemoteAnswer


def with_copied_arguments(answer: Any) -> Any:
    """The answer, a function or a class, called with copies; what cannot be called stays as it is.

    An answer that lives in another process gets copies anyway: it writes back only where arguments are shared.
    """
    return _with_copies(answer) if callable(answer) and not isinstance(answer, RemoteAnswer) else answer


@contextmanager
def shared_arguments() -> Iterator[None]:
    """In this block answers get the very arguments: for checks of what an answer writes into them."""
    with changed(shared_arguments=True):
        yield


def _with_copies(answer: Callable) -> Callable:
    def call(*args: Any, **kwargs: Any) -> Any:
        return answer(*args, **kwargs) if current().shared_arguments else answer(*_copy(args), **_copy(kwargs))

    call.__wrapped__ = answer  # type: ignore[attr-defined]  # where `inspect.unwrap` looks for the answer itself
    return call


def _copy(value: Any) -> Any:
    """Arrays, and lists, tuples and dicts of them, anew; anything else is handed over as it is."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if type(value) in (list, tuple):
        return type(value)(map(_copy, value))
    if type(value) is dict:
        return {key: _copy(item) for key, item in value.items()}
    return value
