"""Measurements in units that nobody has made alike: small tasks where optimiser and learning rate matter."""

import numpy as np

SENSORS, KINDS = 6, 3


def sensors(rows: int, factor: float, mixed: bool, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Measurements `(rows, 6)` of screws of three kinds, and the kinds `(rows,)`.

    Six hidden properties decide the kind, all alike: it is drawn from a softmax of sums of them. But the sensors show
    the strongest property twenty times larger than the weakest.

    Args:
        factor: by which all measurements are multiplied.
        mixed: whether each sensor shows a mixture of all properties; else it shows one of them.
        seed: from which properties, kinds and sensors are drawn.
    """
    rng = np.random.default_rng(seed)
    properties = rng.normal(size=(rows, SENSORS))
    scores = properties @ rng.normal(scale=3.0, size=(SENSORS, KINDS))
    kinds = (scores + rng.gumbel(size=scores.shape)).argmax(axis=1)  # draws from their softmax
    shown = factor * properties * rng.permutation(np.geomspace(0.16, 3.2, SENSORS))
    if mixed:
        shown = shown @ np.linalg.qr(rng.normal(size=(SENSORS, SENSORS)))[0]
    return shown, kinds
