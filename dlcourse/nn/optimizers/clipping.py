"""Keeping gradients from exploding (Pascanu, Mikolov and Bengio, 2013, arXiv:1211.5063).

Each function returns new arrays and leaves the gradients it was given as they are.
"""

from collections.abc import Sequence

import numpy as np


def clip_by_value(gradients: Sequence[np.ndarray], limit: float) -> list[np.ndarray]:
    """Cut every number to [-limit, limit].

    >>> clip_by_value([np.array([-3.0, 0.5])], 1.0)
    [array([-1. ,  0.5])]
    """
    return [np.clip(gradient, -limit, limit) for gradient in gradients]


def clip_by_norm(gradients: Sequence[np.ndarray], limit: float) -> list[np.ndarray]:
    """Shorten each array by itself to Euclidean length `limit`, if it is longer."""
    return [gradient * (limit / max(float(np.linalg.norm(gradient)), limit)) for gradient in gradients]


def clip_by_global_norm(gradients: Sequence[np.ndarray], limit: float) -> list[np.ndarray]:
    """Shorten all arrays by one factor, so that together they have length at most `limit`; keeps their direction.

    >>> clip_by_global_norm([np.array([3.0]), np.array([4.0])], 1.0)
    [array([0.6]), array([0.8])]
    """
    factor = limit / max(global_norm(gradients), limit)
    return [gradient * factor for gradient in gradients]


def global_norm(gradients: Sequence[np.ndarray]) -> float:
    """Return the Euclidean length of all gradients taken together."""
    return float(np.sqrt(sum(np.vdot(gradient, gradient) for gradient in gradients)))
