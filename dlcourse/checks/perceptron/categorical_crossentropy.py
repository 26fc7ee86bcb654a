"""The check of `categorical_crossentropy`."""

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
def categorical_crossentropy(answer, rng):
    """`categorical_crossentropy(y_true, y_pred)`: mean over the samples of −Σ y log p, for one-hot targets.

    Requirements:
    - "the one-hot target picks a single term" → the worked example
    - "Sum over the classes, then take the mean over the samples" → a mean over the samples, not over all entries
    - "the loss is finite" → finite at 0 and 1
    - "keep all predictions at" → keeps predictions at 1e-7 or more
    - "A single sample may come as a vector" → a single sample as a vector
    - "Leave both arrays unchanged" → leaves its arguments as they were
    """
    with criterion(
        "the worked example",
        hint="Only the true class counts: −log 0.7 = 0.3567, with the natural logarithm. Sum over the classes: a mean "
        "over all entries is too small by the number of classes.",
    ):
        close(
            answer(np.array([[0.0, 1.0, 0.0]]), np.array([[0.1, 0.7, 0.2]])),
            -math.log(0.7),
            rtol=1e-5,
            what="the loss for the example",
        )
    classes = 5
    labels = rng.integers(0, classes, size=7)
    p = rng.dirichlet(np.ones(classes), size=7) * 0.9 + 0.1 / classes
    y = np.eye(classes)[labels]
    with criterion(
        "a mean over the samples, not over all entries",
        weight=2,
        hint="Sum over the classes, then take the mean over the samples: one number, and twice the samples do not make "
        "it larger.",
    ):
        likelihood = math.prod(p[sample, label] for sample, label in enumerate(labels))
        close(answer(y.copy(), p.copy()), -math.log(likelihood) / 7, rtol=1e-5, what="the loss of 7 samples")
    _finite_at_0_and_1(answer)
    with criterion(
        "a single sample as a vector",
        hint="Sum over the last axis (axis=-1): it holds the classes, with or without a batch axis before it.",
    ):
        close(
            answer(np.array([0.0, 1.0, 0.0]), np.array([0.1, 0.7, 0.2])),
            -math.log(0.7),
            rtol=1e-5,
            what="the loss for the example as a vector",
        )
    with criterion(
        "leaves its arguments as they were", trivial=True, hint="np.clip with out= writes into the caller's array."
    ):
        unchanged(answer, np.eye(3), np.eye(3))


def _finite_at_0_and_1(answer) -> None:
    """Predictions that are certain, right or wrong, give a finite loss."""
    certain, wrong = np.array([[1.0, 0.0, 0.0]]), np.array([[0.0, 1.0, 0.0]])
    with criterion(
        "finite at 0 and 1",
        trivial=True,
        hint="0 · log 0 gives nan and −log 0 gives ∞. Before the logarithm, "
        "keep the predictions a tiny distance above 0.",
    ):
        finite(answer(wrong.copy(), certain.copy()), what="the loss for a certain, wrong prediction")
        close(answer(certain.copy(), certain.copy()), 0.0, atol=1e-5, what="the loss for a certain, right prediction")
    with criterion(
        "keeps predictions at 1e-7 or more",
        hint="How small may a prediction be? The statement says it: the loss of a sure mistake is −log of that.",
    ):
        close(
            answer(wrong.copy(), certain.copy()),
            -math.log(1e-7),
            rtol=0.02,
            what="the loss for a certain, wrong prediction",
        )
