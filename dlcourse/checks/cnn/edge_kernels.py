"""The check of `edge_kernels`."""

from collections.abc import Callable

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, require

# Rows that get brighter to the right; every other such row is a sum of these two and of flat ground.
STEPS = {"0, 0, 1": np.array([[0.0, 0.0, 1.0]] * 3), "0, 1, 1": np.array([[0.0, 1.0, 1.0]] * 3)}


@exercise(rules=[BY_HAND])
def edge_kernels(answer, rng):
    """`edge_kernels()`: a dict of three 3 × 3 kernels: "right", "down" and "any".

    Requirements:
    - "a dict of three 3 × 3 arrays" → silent on flat ground
    - "Each must give 0 on ground that is equally bright everywhere" → silent on flat ground
    - "positive wherever it gets brighter from left to right" → "right" finds brighter to the right
    - "0 where brightness changes only from top to bottom" → "right" finds brighter to the right
    - "positive wherever it gets brighter from top to bottom" → "down" finds brighter below
    - "0 where it changes only from left to right" → "down" finds brighter below
    - "positive on a bright dot" → "any" does not care for direction
    - "turned by 90° the kernel stays what it is" → "any" does not care for direction
    """
    given = answer()
    require(isinstance(given, dict), f"edge_kernels() returned {type(given).__name__}; expected a dict.")

    with criterion(
        "silent on flat ground", hint="Where all nine pixels are equal there is no edge: each kernel must sum to zero."
    ):
        for name in ("right", "down", "any"):
            close(response(given, name, np.ones((3, 3))), 0.0, what=f"{name!r} on nine equal pixels")
            require(np.any(np.asarray(given[name])), f"{name!r} is zero everywhere: it finds no edge.")
    with criterion(
        '"right" finds brighter to the right',
        hint="Negative weights to the left, positive ones to the right: then dark-to-bright gives a positive number, "
        "whether the step is before or behind the middle column. Each row must sum to zero.",
    ):
        _finds_brighter(given, "right", np.asarray, "row", "downwards")
    with criterion(
        '"down" finds brighter below',
        hint="The first axis of an array runs downwards: rows. Turn your other kernel. Each column must sum to zero.",
    ):
        _finds_brighter(given, "down", np.transpose, "column", "to the right")
    with criterion(
        '"any" does not care for direction',
        hint="The middle against its neighbours, all sides alike: turned by 90° the kernel must stay the same.",
    ):
        dot = np.zeros((3, 3))
        dot[1, 1] = 1
        found = response(given, "any", dot)
        require(found > 0, f"'any' gives {found:g} for a bright dot on dark ground; expected > 0.")
        close(np.rot90(given["any"]), given["any"], what="'any' turned by 90°")


def response(given: dict, name: str, patch: np.ndarray) -> float:
    """What the kernel of this name gives on a patch (3, 3)."""
    require(name in given, f"edge_kernels() has no entry {name!r}.")
    kernel = np.asarray(given[name], dtype=float)
    require(kernel.shape == (3, 3), f"{name!r} has shape {kernel.shape}; expected (3, 3).")
    return float((kernel * patch).sum())


def _finds_brighter(given: dict, name: str, turn: Callable, line: str, other: str) -> None:
    """Raise MismatchError unless a kernel is positive on each step, and 0 where brightness changes the other way."""
    for step, patch in STEPS.items():
        found = response(given, name, turn(patch))
        require(found > 0, f"{name!r} gives {found:g} where each {line} is {step}; expected > 0.")
    for bright in np.eye(3):  # one row is bright, or one column
        silent = response(given, name, turn(np.outer(bright, np.ones(3))))
        close(silent, 0.0, what=f"{name!r} where brightness changes only {other}")
