"""Penalties on large weights (Goodfellow, Bengio and Courville, "Deep Learning", section 7.1)."""

import numpy as np

from dlcourse.nn.serialization import Configurable


class L2(Configurable):
    """The penalty l2 · Σ w², added to the loss.

    >>> L2(0.5)(np.array([1.0, 2.0]))
    2.5
    """

    def __init__(self, l2=0.01):
        self.l2 = l2

    def __call__(self, weight):
        return float(self.l2 * np.sum(weight * weight))

    def gradient(self, weight):
        """d(l2 Σ w²)/dw = 2 l2 w."""
        return (2 * self.l2) * weight


def get(regularizer: str | L2 | None) -> L2 | None:
    """Return the regularizer for "l2", None or an L2 itself. Raises ValueError for anything else."""
    if regularizer is None or isinstance(regularizer, L2):
        return regularizer
    if regularizer == "l2":
        return L2()
    raise ValueError(f"Unknown regularizer {regularizer!r}. Known: 'l2', L2(...), None.")
