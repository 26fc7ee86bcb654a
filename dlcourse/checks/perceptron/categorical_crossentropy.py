"""The check of `categorical_crossentropy`."""

import math

import numpy as np

from dlcourse.checks.core import (
    BY_HAND,
    close,
    criterion,
    exercise,
    finite,
    require,
    unchanged,
)


@exercise(rules=[BY_HAND])
def categorical_crossentropy(answer, rng):
    """`categorical_crossentropy(y_true, y_pred)`: mean over the samples of −Σ y log p, for one-hot targets."""
    with criterion(
        "the worked example", hint="Only the true class counts: −log 0.7 = 0.3567. Use the natural logarithm."
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
        hint="Sum over the classes, then take the "
        "mean over the samples. A mean over everything is too small by the number of classes.",
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
    """Confident predictions, right and wrong, give a finite loss."""
    with criterion(
        "finite at 0 and 1",
        weight=2,
        hint="0 · log 0 gives nan and −log 0 gives ∞. Before the logarithm, "
        "keep the predictions a tiny distance above 0.",
    ):
        confident = np.array([[1.0, 0.0, 0.0]])
        close(
            answer(confident.copy(), confident.copy()), 0.0, atol=1e-5, what="the loss for a confident right prediction"
        )
        loss = answer(np.array([[0.0, 1.0, 0.0]]), confident.copy())
        finite(loss, what="the loss for a confident wrong prediction")
        require(
            10 < float(loss) < 50,
            f"the loss for a confident wrong prediction is {float(loss):.3g}; "
            "expected a number from 10 to 50: clip by a tiny amount, such as 1e-7.",
        )
