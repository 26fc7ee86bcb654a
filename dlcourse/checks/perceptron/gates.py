"""The check of `gates`."""

import numpy as np

from dlcourse.checks.core import (
    criterion,
    exercise,
    finite,
    require,
)


@exercise(defines=["AND", "OR", "NAND"])
def gates(AND, OR, NAND, rng):
    """`AND`, `OR`, `NAND`: each a pair `(w, b)` of two weights and a bias.

    Requirements:
    - "AND is true only when both inputs are" → AND has the right truth table
    - "Three gates, by their truth tables" → OR has the right truth table
    - "false only when both inputs are true" → NAND has the right truth table
    """
    corners = [(0, 0), (0, 1), (1, 0), (1, 1)]
    hints = {
        "AND": "It should fire for (1, 1) only: with one input alone, w·x + b must not be above 0.",
        "OR": "Each input alone should make w·x + b positive; with no input it must not be above 0.",
        "NAND": "It gives 0 for (1, 1) only. Start from AND: what happens when you reverse every sign?",
    }
    tables = {"AND": [0, 0, 0, 1], "OR": [0, 1, 1, 1], "NAND": [1, 1, 1, 0]}
    for name, gate in (("AND", AND), ("OR", OR), ("NAND", NAND)):
        with criterion(f"{name} has the right truth table", hint=hints[name]):
            w, b = _weights_and_bias(gate, name)
            for corner, expected in zip(corners, tables[name], strict=True):
                fires = int(w[0] * corner[0] + w[1] * corner[1] + b > 0)
                require(fires == expected, f"{name}{corner} gives {fires}; expected {expected}.")


def _weights_and_bias(gate, name: str) -> tuple[list[float], float]:
    """The two weights and the bias of a gate as floats, or a MismatchError that says what is wrong with it."""
    require(isinstance(gate, tuple | list) and len(gate) == 2, f"{name} is {gate!r}; expected a pair (w, b).")
    w, b = gate
    require(np.shape(w) == (2,) and np.shape(b) == (), f"{name} needs two weights and one bias, not w={w!r}, b={b!r}.")
    finite([*w, b], what=name)
    return [float(weight) for weight in w], float(b)
