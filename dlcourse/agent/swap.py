"""Calling a function while one of its global names stands for something else."""

import inspect
from collections.abc import Callable
from typing import Any

_MISSING = object()


def call_with(function: Callable, name: str, value: Any, *args: Any) -> Any:
    """What a function gives for these arguments while the global `name`, as it sees it, is `value`."""
    function = inspect.unwrap(function)
    names = function.__globals__
    before = names.get(name, _MISSING)
    names[name] = value
    try:
        return function(*args)
    finally:
        if before is _MISSING:
            names.pop(name, None)
        else:
            names[name] = before
