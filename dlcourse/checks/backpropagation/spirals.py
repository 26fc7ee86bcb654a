"""New points of a spiral with three arms, for each check."""

import numpy as np


def spirals(rng: np.random.Generator, *samples: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """Sets of points (3 · samples, 2) and classes of one spiral, turned by any angle and numbered in any order."""
    turn, numbers = rng.uniform(0, 2 * np.pi), rng.permutation(3)
    return [_points(rng, count, turn, numbers) for count in samples]


def _points(rng: np.random.Generator, samples: int, turn: float, numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    arm = rng.permutation(np.repeat([0, 1, 2], samples))
    radius = rng.uniform(0.05, 1.0, size=len(arm))
    angle = turn + 2 * np.pi * (arm / 3 + 0.75 * radius) + rng.normal(scale=0.15, size=len(arm))
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1), numbers[arm]
