"""Functions of a check's own that an answer may call: served here, for plain data."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from dlcourse.agent.wire_format import NotPlainError, decode, encode, parse

MAX_CALLBACKS = 1_000_000
MAX_GIVEN = 10_000  # numbers and the like, to one callback


class Callbacks:
    """The functions that were handed over with one request; calling it answers the kernel's question for one."""

    def __init__(self) -> None:
        self._functions: dict[int, Callable] = {}
        self._left = MAX_CALLBACKS

    def add(self, function: Callable) -> int:
        """Hand over a function, and give the number by which the kernel asks for it."""
        number = len(self._functions)
        self._functions[number] = function
        return number

    def __call__(self, content: dict) -> dict:
        """The reply to a question for input that asks for a call."""
        try:
            self._left -= 1
            if self._left <= 0:
                raise NotPlainError(f"more than {MAX_CALLBACKS} calls of the check's own functions")
            question = parse(content["prompt"])
            function = self._functions[question["callback"]]
            args, kwargs = decode(question["args"]), decode(question["kwargs"])  # plain data, and no proxies
            if _count([args, kwargs]) > MAX_GIVEN:
                raise NotPlainError(f"more than {MAX_GIVEN} numbers for a function of the check's own")
            return {"result": encode(function(*args, **kwargs))}
        except Exception as error:
            return {"error": f"{type(error).__name__}: {error}"}


def _count(value: Any) -> int:
    """How many single things a nest of lists, tuples, dicts, texts and arrays holds; an empty one counts too."""
    if isinstance(value, list | tuple):
        return 1 + sum(map(_count, value))
    if isinstance(value, dict):
        return 1 + _count(list(value.keys())) + _count(list(value.values()))
    if isinstance(value, str | bytes):
        return 1 + len(value)
    return math.prod(max(1, length) for length in np.shape(value)) if isinstance(value, np.ndarray) else 1
