"""The check of `perceptron_fit`."""

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
def perceptron_fit(answer, rng):
    """`perceptron_fit(X, y, lr, epochs)`: weights `(features,)`, bias, and the number of errors in each epoch.

    Requirements:
    - "Return (w, b, errors)" → gives w, b and the errors of each epoch
    - "Start with all weights and the bias at 0" → moves towards the target
    - "missed: weights move towards" → moves towards the target
    - "the bias up" → learns the bias too
    - "change the weights after each sample" → updates after every sample
    - "false alarm: weights move away" → moves away after a false alarm
    - "the rule stops making mistakes" → separates what a line can separate
    - "how large a step to take" → uses the learning rate
    - "the number of wrong outputs in each epoch" → counts the errors of each epoch
    - "Leave X and y unchanged" → leaves X and y as they were
    """
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
        hint="Keep the weights and the bias from one epoch to the next: they start at 0 only once.",
    ):
        w, b, _ = _fit(answer, [[1.0], [2.0]], [1, 0], 1.0, 6)
        close([*w, b], [-1.0, 2.0], what="(w, b) for (1)→1, (2)→0 after six epochs with lr = 1")
        w, b, _ = _fit(answer, X, y, 0.1, 200)
        close(np.asarray(X) @ w + b > 0, y, what="the class of the samples after 200 epochs")
    _rate_and_errors(answer)
    with criterion("leaves X and y as they were", trivial=True, hint="Work on copies: do not write into X or y."):
        unchanged(answer, X.copy(), y.copy(), 0.1, 3)


def _first_epochs(answer) -> None:
    """Criteria on so few samples that the steps can be followed by hand."""
    with criterion(
        "moves towards the target",
        weight=2,
        hint="The change is lr · (target − output) · input. With the sign reversed, each step makes the error worse.",
    ):
        w, _, _ = _fit(answer, [[2.0, 3.0]], [1], 1.0, 1)
        close(w, [2.0, 3.0], what="w after one missed sample x = (2, 3) with target 1 and lr = 1")
    with criterion(
        "learns the bias too",
        hint="The bias is the weight of an input that is always 1: it moves by lr · (target − output).",
    ):
        _, b, _ = _fit(answer, [[2.0, 3.0]], [1], 1.0, 1)
        close(b, 1.0, what="b after one missed sample with target 1 and lr = 1")
    with criterion(
        "updates after every sample",
        weight=2,
        hint="Use the new weights for the next sample at once; do not wait for the end of the epoch.",
    ):
        w, _, _ = _fit(answer, [[1.0, 0.0], [1.0, 1.0]], [1, 1], 1.0, 1)
        close(w, [1.0, 0.0], what="w after one epoch on (1, 0)→1, (1, 1)→1: after the first, the second is right")
    with criterion(
        "moves away after a false alarm",
        hint="Where the output is 1 and the target 0, target − output is −1: the weights move away from the input.",
    ):
        w, b, _ = _fit(answer, [[1.0, 0.0], [-1.0, 2.0], [0.0, 1.0]], [1, 1, 0], 1.0, 1)
        close([*w, b], [0.0, 1.0, 1.0], what="(w, b) after one epoch on (1, 0)→1, (−1, 2)→1, (0, 1)→0 with lr = 1")


def _rate_and_errors(answer) -> None:
    """The criteria on the learning rate, and on the number of errors in each epoch."""
    with criterion("uses the learning rate", hint="Each change is multiplied by lr: twice the rate, twice the change."):
        w, b, _ = _fit(answer, [[2.0, 3.0]], [1], 0.5, 2)
        close([*w, b], [1.0, 1.5, 0.5], what="(w, b) after one missed sample x = (2, 3) with target 1 and lr = 0.5")
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
