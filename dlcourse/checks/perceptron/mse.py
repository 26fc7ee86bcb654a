"""The check of `mse`."""

import numpy as np

from dlcourse.checks.core import (
    BY_HAND,
    close,
    criterion,
    exercise,
)

FLOAT32 = {"rtol": 1e-5}  # who computes with 32 bits is right as well


@exercise(rules=[BY_HAND])
def mse(answer, rng):
    """`mse(y_true, y_pred)`: mean of the squared differences over all entries.

    Requirements:
    - "the mean of the squared differences" → squares, not absolute values
    - "Return one number" → the worked example
    - "whatever that shape is" → a mean over every entry
    - "0 is perfect" → 0 for a perfect prediction
    """
    with criterion("squares, not absolute values", hint="(−3)² = 9: large misses count far more than small ones."):
        close(answer(np.array([0.0]), np.array([-3.0])), 9.0, **FLOAT32, what="mse([0], [-3])")
    with criterion("the worked example", hint="Square each difference, then take the mean of all the squares."):
        close(
            answer(np.array([0.0, 1.0, 0.0]), np.array([0.1, 0.7, 0.2])),
            0.14 / 3,
            **FLOAT32,
            what="mse for the example",
        )
    with criterion(
        "a mean over every entry",
        hint="One number for the whole array: divide by the number of entries, not by the number of rows.",
    ):
        gap = rng.normal(size=(6, 4))
        truth = rng.normal(size=(6, 4))
        close(answer(truth, truth + gap), np.linalg.norm(gap) ** 2 / 24, **FLOAT32, what="mse for shape (6, 4)")
    with criterion("0 for a perfect prediction", trivial=True, hint="Equal arrays have no difference."):
        close(answer(np.ones((2, 3)), np.ones((2, 3))), 0.0, what="mse of equal arrays")
