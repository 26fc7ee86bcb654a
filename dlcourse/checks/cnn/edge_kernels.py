"""The check of `edge_kernels`."""

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

    def response(name: str, patch: np.ndarray) -> float:
        require(name in given, f"edge_kernels() has no entry {name!r}.")
        kernel = np.asarray(given[name], dtype=float)
        require(kernel.shape == (3, 3), f"{name!r} has shape {kernel.shape}; expected (3, 3).")
        return float((kernel * patch).sum())

    with criterion(
        "silent on flat ground", hint="Where all nine pixels are equal there is no edge: each kernel must sum to zero."
    ):
        for name in ("right", "down", "any"):
            close(response(name, np.ones((3, 3))), 0.0, what=f"{name!r} on nine equal pixels")
            require(np.any(np.asarray(given[name])), f"{name!r} is zero everywhere: it finds no edge.")
    with criterion(
        '"right" finds brighter to the right',
        hint="Negative weights to the left, positive ones to the right: then dark-to-bright gives a positive number, "
        "whether the step is before or behind the middle column. Each row must sum to zero.",
    ):
        for step, patch in STEPS.items():
            found = response("right", patch)
            require(found > 0, f"'right' gives {found:g} where each row is {step}; expected > 0.")
        for patch in _one_bright_row():
            close(response("right", patch), 0.0, what="'right' where brightness changes only downwards")
    with criterion(
        '"down" finds brighter below',
        hint="The first axis of an array runs downwards: rows. Turn your other kernel. Each column must sum to zero.",
    ):
        for step, patch in STEPS.items():
            found = response("down", patch.T)
            require(found > 0, f"'down' gives {found:g} where each column is {step}; expected > 0.")
        for patch in _one_bright_row():
            close(response("down", patch.T), 0.0, what="'down' where brightness changes only to the right")
    with criterion(
        '"any" does not care for direction',
        hint="The middle against its neighbours, all sides alike: turned by 90° the kernel must stay the same.",
    ):
        dot = np.zeros((3, 3))
        dot[1, 1] = 1
        found = response("any", dot)
        require(found > 0, f"'any' gives {found:g} for a bright dot on dark ground; expected > 0.")
        close(np.rot90(given["any"]), given["any"], what="'any' turned by 90°")


def _one_bright_row() -> list[np.ndarray]:
    """Three patches (3, 3), in each of which another row is bright."""
    return [np.outer(row, np.ones(3)) for row in np.eye(3)]
