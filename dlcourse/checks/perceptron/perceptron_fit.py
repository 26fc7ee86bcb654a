"""The check of `perceptron_fit`."""

import numpy as np

from dlcourse.checks.core import (
    BY_HAND,
    close,
    criterion,
    equal,
    exercise,
    finite,
    require,
    unchanged,
)


@exercise(rules=[BY_HAND])
def perceptron_fit(answer, rng):
    """`perceptron_fit(X, y, lr, epochs)`: weights `(features,)`, bias, and the number of errors in each epoch."""
    X = rng.normal(size=(40, 2))
    X += np.sign(X @ [2.0, -1.0])[:, None] * [0.4, -0.2]  # a gap between the classes: the perceptron must succeed
    y = (X @ [2.0, -1.0] > 0).astype(int)

    with criterion(
        "gives w, b and the errors of each epoch",
        hint="Return three things: w, b and a list with one number per epoch.",
    ):
        w, b, errors = _fit(answer, X, y, 0.1, 7)
        require(np.shape(w) == (2,), f"w has shape {np.shape(w)}; expected (2,): one weight per feature.")
        require(np.shape(b) == (), f"b is {b!r}; expected one number.")
        require(len(errors) == 7, f"there are {len(errors)} error counts for 7 epochs; expected one per epoch.")
    _first_epochs(answer)
    with criterion(
        "separates what a line can separate",
        hint="Go through all the samples in every epoch, and keep the weights from one epoch to the next.",
    ):
        w, b, errors = _fit(answer, X, y, 0.1, 200)
        close(np.asarray(X) @ w + b > 0, y, what="the class of the samples after 200 epochs")
        equal(errors[-1], 0, what="the last epoch's errors")
    with criterion("uses the learning rate", hint="From zero weights, twice the rate gives exactly twice the weights."):
        w1, b1, _ = _fit(answer, X, y, 0.25, 5)
        w2, b2, _ = _fit(answer, X, y, 0.5, 5)
        close([*w2, b2], 2 * np.array([*w1, b1]), what="(w, b) at lr = 0.5, from those at 0.25")
        require(np.any(np.asarray(w1) != 0), "the weights are still 0 after 5 epochs; expected them to change.")
    with criterion("leaves X and y as they were", trivial=True, hint="Work on copies: do not write into X or y."):
        unchanged(answer, X.copy(), y.copy(), 0.1, 3)


def _first_epochs(answer) -> None:
    """Criteria on so few samples that the steps can be followed by hand."""
    with criterion(
        "moves towards the target",
        weight=2,
        hint="The change is lr · (target − output) · input. With the sign reversed, each step makes the error worse.",
    ):
        w, b, _ = _fit(answer, [[2.0, 3.0]], [1], 0.5, 1)
        close(w, [1.0, 1.5], what="w after one missed sample x = (2, 3) with target 1 and lr = 0.5")
        w, _, _ = _fit(answer, [[1.0, 0.0], [-1.0, 2.0], [0.0, 1.0]], [1, 1, 0], 1.0, 1)
        close(w, [0.0, 1.0], what="w after one epoch on (1, 0)→1, (−1, 2)→1, (0, 1)→0 with lr = 1")
    with criterion(
        "learns the bias too",
        hint="The bias is the weight of an input that is always 1: it moves by lr · (target − output).",
    ):
        _, b, _ = _fit(answer, [[2.0, 3.0]], [1], 0.5, 1)
        close(b, 0.5, what="b after one missed sample with target 1 and lr = 0.5")
    with criterion(
        "updates after every sample",
        weight=2,
        hint="Use the new weights for the next sample at once; do not wait for the end of the epoch.",
    ):
        w, _, errors = _fit(answer, [[1.0, 0.0], [1.0, 1.0]], [1, 1], 1.0, 1)
        close(w, [1.0, 0.0], what="w after one epoch on (1, 0)→1, (1, 1)→1")
        close(errors, [1], what="errors of that epoch (after the first sample's update, the second is right)")
    with criterion(
        "counts the errors of each epoch", hint="Count the samples with output ≠ target, from 0 in each epoch."
    ):
        _, _, errors = _fit(answer, [[1.0], [-2.0], [2.0]], [1, 0, 0], 1.0, 3)
        close(errors, [2, 3, 2], what="errors for (1)→1, (−2)→0, (2)→0 in three epochs with lr = 1")


def _fit(answer, X, y, lr, epochs):
    """Call `perceptron_fit` and return its three results, or raise MismatchError."""
    result = answer(np.array(X, dtype=float), np.array(y), lr, epochs)
    require(
        isinstance(result, tuple | list) and len(result) == 3,
        f"perceptron_fit returned {result!r:.80}; expected (w, b, errors).",
    )
    w, b, errors = result
    finite(w, what="w")
    finite(b, what="b")
    require(np.ndim(errors) == 1, f"errors is {errors!r}; expected a list.")
    return w, b, errors
