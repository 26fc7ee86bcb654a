"""Numerical slopes, for gradients of which a check has no closed form."""

from collections.abc import Callable

import numpy as np


def slopes(function: Callable[[np.ndarray], float], x: np.ndarray, step: float = 1e-5) -> np.ndarray:
    """The gradient of a function of one array by central differences, one entry after another, same shape as x."""
    found = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        change = np.zeros(x.shape)
        change[place] = step
        found[place] = (function(x + change) - function(x - change)) / (2 * step)
    return found
