"""The check of `train_network`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, finite, require

BEATS_A_LINE, GOOD = 0.70, 0.95


def spirals(rng: np.random.Generator, *samples: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """Sets of points (3 · samples, 2) and classes of one spiral, turned by any angle and numbered in any order."""
    turn, numbers = rng.uniform(0, 2 * np.pi), rng.permutation(3)
    return [_points(rng, count, turn, numbers) for count in samples]


def _points(rng: np.random.Generator, samples: int, turn: float, numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    arm = rng.permutation(np.repeat([0, 1, 2], samples))
    radius = rng.uniform(0.05, 1.0, size=len(arm))
    angle = turn + 2 * np.pi * (arm / 3 + 0.75 * radius) + rng.normal(scale=0.15, size=len(arm))
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1), numbers[arm]


@exercise(rules=[BY_HAND], seconds=15)
def train_network(answer, rng):
    """`train_network(X, y)`: parameters of a two-layer network, judged by their classes for new points of a spiral.

    Requirements:
    - "Return a dict of four arrays" → four arrays that fit together
    - "it beats every straight cut, with 70 %" → better than every straight cut: 70 %
    - "95 % of new points" → 95 % of new points
    """
    (X, y), (new, truth) = spirals(rng, 100, 1000)
    share: float | None = None
    with criterion(
        "four arrays that fit together",
        weight=0,
        required=True,
        hint="Return a dict with W1 (2, hidden), b1 (hidden,), W2 (hidden, 3) and b2 (3,), all finite. Are they "
        "nan? Then the learning rate is too large.",
    ):
        share = float(np.mean(_classes(answer(X, y), new) == truth))
    with criterion(
        "better than every straight cut: 70 %",
        hint="Straight cuts get about half of the points. Equal first weights keep hidden units alike; a few units, a "
        "small learning rate or too few steps leave the borders almost straight. Does the loss still fall at the end?",
    ):
        _require_share(share, BEATS_A_LINE)
    with criterion(
        "95 % of new points",
        weight=2,
        hint="It is on its way: train longer, with a larger learning rate, or take more hidden units. Watch the loss.",
    ):
        _require_share(share, GOOD)


def _require_share(share: float | None, wanted: float) -> None:
    require(share is not None, "there is no network to judge: the first criterion failed.")
    require(share >= wanted, f"{share:.1%} of 3,000 new points are right; expected at least {wanted:.0%}.")  # type: ignore[operator]


def _classes(params, points: np.ndarray) -> np.ndarray:
    """The class with the largest logit. Raises MismatchError where these are no parameters of such a network."""
    require(isinstance(params, dict), f"train_network returned {params!r:.80}; expected a dict.")
    missing = [name for name in ("W1", "b1", "W2", "b2") if name not in params]
    require(not missing, f"the dict has no {', '.join(missing)}.")
    for name in ("W1", "b1", "W2", "b2"):
        finite(params[name], what=name)
    W1, b1, W2, b2 = (np.asarray(params[name], dtype=float) for name in ("W1", "b1", "W2", "b2"))
    hidden = W1.shape[-1] if W1.ndim == 2 else 0
    for name, array, shape in (
        ("W1", W1, (2, hidden)),
        ("b1", b1, (hidden,)),
        ("W2", W2, (hidden, 3)),
        ("b2", b2, (3,)),
    ):
        close(array.shape, shape, what=f"the shape of {name}")
    require(hidden > 0, "W1 should have shape (2, hidden).")
    activations = (1 + np.tanh((points @ W1 + b1) / 2)) / 2
    return np.argmax(activations @ W2 + b2, axis=1)
