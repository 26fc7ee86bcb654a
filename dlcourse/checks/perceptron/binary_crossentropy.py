"""The check of `binary_crossentropy`."""

import math

import numpy as np

from dlcourse.checks.core import (
    BY_HAND,
    close,
    criterion,
    exercise,
    finite,
    unchanged,
)


@exercise(rules=[BY_HAND])
def binary_crossentropy(answer, rng):
    """`binary_crossentropy(y_true, y_pred)`: mean of −[y log p + (1 − y) log(1 − p)], finite at p = 0 and 1.

    Requirements:
    - "how surprised is the model by the truth" → log 2 for a coin toss
    - "For each sample only one of the two terms is not zero" → counts both classes
    - "Return the mean over the samples" → a mean over the samples
    - "the loss is finite even where a prediction is exactly 0 or 1" → finite at 0 and 1
    - "keep all predictions within" → keeps predictions within 1e-7 and 1 − 1e-7
    - "Leave both arrays unchanged" → leaves its arguments as they were
    """
    with criterion("log 2 for a coin toss", hint="Use the natural logarithm and a minus sign: −log ½ = 0.693."):
        close(answer(np.array([1.0]), np.array([0.5])), math.log(2), rtol=1e-5, what="the loss for y = 1, p = 0.5")
    with criterion(
        "counts both classes", weight=2, hint="Where the target is 0, the loss is −log(1 − p): the second term."
    ):
        close(answer(np.array([0.0]), np.array([0.9])), math.log(10), rtol=1e-5, what="the loss for y = 0, p = 0.9")
        close(answer(np.array([1.0]), np.array([0.9])), -math.log(0.9), rtol=1e-5, what="the loss for y = 1, p = 0.9")
    with criterion("a mean over the samples", hint="Take the mean: the loss must not grow with the number of samples."):
        y, p = rng.integers(0, 2, size=8).astype(float), rng.uniform(0.05, 0.95, size=8)
        likelihood = np.prod(np.where(y == 1, p, 1 - p))  # the probability of all eight targets together
        close(answer(y, p), -math.log(likelihood) / 8, rtol=1e-5, what="the loss of 8 samples")
    y, p = np.array([1.0, 0.0]), np.array([0.0, 1.0])
    with criterion(
        "finite at 0 and 1",
        trivial=True,
        hint="log 0 is −∞. Before the logarithm, keep the predictions a tiny distance from 0 and 1, on both sides.",
    ):
        finite(answer(y, p), what="the loss for two certain, wrong predictions")
        close(answer(y, 1 - p), 0.0, atol=1e-5, what="the loss for two certain, right predictions")
    with criterion(
        "keeps predictions within 1e-7 and 1 − 1e-7",
        hint="How small may a prediction be? The statement says it: the loss of a sure mistake is −log of that.",
    ):
        close(answer(y, p), -math.log(1e-7), rtol=0.02, what="the loss for two certain, wrong predictions")
    with criterion(
        "leaves its arguments as they were", trivial=True, hint="np.clip with out= writes into the caller's array."
    ):
        unchanged(answer, np.array([1.0, 0.0]), np.array([0.0, 1.0]))
