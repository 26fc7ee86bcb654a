"""An electronic nose: what its sensors say about five smells, in dry and in humid air.

Each smell moves the sensors in its own pattern. Humid air moves all of them together, and more than most smells do, so
that rows of one smell lie far apart, and the mean of a smell is a poor guide.
"""

import numpy as np

SMELLS = 5
SENSORS = 10
HUMIDITY, NOISE, PATTERN = 0.7, 0.1, 0.25  # standard deviations, in volts from a sensor's resting value


def new_nose(train: int, test: int, seed: int) -> dict[str, np.ndarray]:
    """A new nose with sensors of its own: `x_…` (rows, 10) in volts, and `y_…` (rows,) from 0 to 4.

    The smells are clean air (0), coffee (1), orange (2), onion (3) and mint (4).
    """
    rng = np.random.default_rng(seed)
    patterns = rng.normal(scale=PATTERN, size=(SMELLS, SENSORS))
    patterns[0] = 0  # clean air has no smell
    to_humidity = rng.uniform(0.6, 1.4, size=SENSORS)
    y = rng.integers(SMELLS, size=train + test)
    humidity = rng.normal(scale=HUMIDITY, size=(train + test, 1))
    x = patterns[y] + humidity * to_humidity + rng.normal(scale=NOISE, size=(train + test, SENSORS))
    return {"x_train": x[:train], "y_train": y[:train], "x_test": x[train:], "y_test": y[train:]}
