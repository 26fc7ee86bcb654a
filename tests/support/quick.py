"""Which cases of a test `make test` runs; the others are marked slow, and wait for `make test-all`."""

from collections.abc import Callable, Iterable

import pytest


def cases(every: Iterable, quick: Callable[[object], bool], name: Callable[[object], str] = str) -> list:
    """Every case as a parameter of a test. Those for which `quick` does not hold are marked slow."""
    return [pytest.param(case, id=name(case), marks=() if quick(case) else pytest.mark.slow) for case in every]
