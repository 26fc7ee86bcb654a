"""Comparisons that say what was seen, what was expected, and where.

Each raises `MismatchError` with a sentence for the student; none of them changes its arguments.
"""

import copy
from collections.abc import Callable
from typing import Any

import numpy as np

from dlcourse.checks.core.argument_copies import shared_arguments


class MismatchError(AssertionError):
    """An answer differs from what was expected; the message says how."""


def close(actual: Any, expected: Any, *, rtol: float = 1e-6, atol: float = 1e-8, what: str = "your result") -> None:
    """Raise `MismatchError` unless `actual` has the shape of `expected` and equals it to within `rtol` and `atol`."""
    expected = np.asarray(expected, dtype=float)
    if isinstance(actual, np.ndarray):  # before a number is looked at: there may be far more than was asked for
        _same_shape(actual, expected, what)
    actual = _numbers(actual, what)
    _same_shape(actual, expected, what)
    wrong = ~np.isclose(actual, expected, rtol=rtol, atol=atol, equal_nan=True)
    if wrong.any():
        raise MismatchError(_first_difference(actual, expected, wrong, what))


def equal(actual: Any, expected: Any, *, what: str = "your result") -> None:
    """Raise `MismatchError` unless `actual` equals `expected` exactly: numbers, an array of them, or a string."""
    if isinstance(expected, str | bool) or expected is None:
        if type(actual) is not type(expected) or actual != expected:
            raise MismatchError(f"{what} is {_short(actual)}; expected {_short(expected)}.")
        return
    close(actual, expected, rtol=0, atol=0, what=what)


def finite(actual: Any, *, what: str = "your result") -> None:
    """Raise `MismatchError` if any number is nan or infinite."""
    actual = _numbers(actual, what)
    bad = ~np.isfinite(actual)
    if bad.any():
        raise MismatchError(f"{what} holds {actual[bad].flat[0]}{_place(bad)}; every number should be finite.")


def unchanged(answer: Callable, *arguments: Any) -> Any:
    """Call `answer`, raise `MismatchError` if it wrote into one of its arguments, and give back its result."""
    before = copy.deepcopy(arguments)
    with shared_arguments():
        result = answer(*arguments)
    for position, (old, new) in enumerate(zip(before, arguments, strict=True), start=1):
        if not _same(old, new):
            raise MismatchError(f"argument {position} was {_short(old)} before the call and is {_short(new)} after it.")
    return result


def _same(old: Any, new: Any) -> bool:
    """Whether two nests of lists, tuples and arrays hold the same numbers."""
    if isinstance(old, list | tuple):
        return len(old) == len(new) and all(map(_same, old, new))
    return np.array_equal(old, new)


def _numbers(value: Any, what: str) -> np.ndarray:
    if value is None:
        raise MismatchError(f"{what} is None: is a `return` missing?")
    if value is Ellipsis:
        raise MismatchError(f"{what} is still the placeholder `...`.")
    try:
        return np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        raise MismatchError(f"{what} is {_short(value)}; numbers were expected.") from None


def _same_shape(actual: np.ndarray, expected: np.ndarray, what: str) -> None:
    if actual.shape != expected.shape:
        raise MismatchError(f"{what} has shape {actual.shape}; expected {expected.shape}.")


def _first_difference(actual: np.ndarray, expected: np.ndarray, wrong: np.ndarray, what: str) -> str:
    seen, wanted = actual[wrong].flat[0], expected[wrong].flat[0]
    count = "" if wrong.size == 1 else f" ({wrong.sum()} of {wrong.size} numbers differ)"
    return f"{what} is {seen:.6g}{_place(wrong)}; expected {wanted:.6g}{count}."


def _place(mask: np.ndarray) -> str:
    """`` at [1, 2]``: where the first true entry of `mask` is; nothing for a single number."""
    return "" if mask.ndim == 0 else f" at {[int(i) for i in np.argwhere(mask)[0]]}"


def _short(value: Any, limit: int = 80) -> str:
    """`repr` on one line, cut to `limit` characters."""
    text = " ".join(repr(value).split())
    return text if len(text) <= limit else text[: limit - 1] + "…"
