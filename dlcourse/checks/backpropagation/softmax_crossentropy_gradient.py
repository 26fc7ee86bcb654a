"""The check of `softmax_crossentropy_gradient`."""

import math

import numpy as np

from dlcourse.checks.backpropagation.crossentropy import crossentropy
from dlcourse.checks.backpropagation.finite_differences import gradient_by_differences
from dlcourse.checks.core import BY_HAND, close, criterion, exercise, unchanged


def _scaled(gradient) -> np.ndarray:
    """The gradient over its largest entry: its direction, whatever the mean was taken over."""
    gradient = np.asarray(gradient, dtype=float)
    return gradient / max(float(np.abs(gradient).max(initial=0)), 1e-300)


@exercise(rules=[BY_HAND])
def softmax_crossentropy_gradient(answer, rng):
    """`softmax_crossentropy_gradient(z, y)`: gradient of the mean cross-entropy with respect to the logits.

    Requirements:
    - "`y = [[1, 0]]` gives `[[-0.5, 0.5]]`" → prediction minus target
    - "gradient of the mean cross-entropy" → the mean over the batch
    - "right for logits up to ±1000 too" → large logits stay finite
    - "Leave both arrays unchanged" → leaves its arguments as they were
    """
    z, y = rng.normal(size=(6, 3)), np.eye(3)[rng.integers(0, 3, size=6)]
    with criterion(
        "prediction minus target",
        hint="For one sample: softmax of the logits, minus the one-hot target. In this order.",
    ):
        for i in range(3):
            expected = gradient_by_differences(lambda v, i=i: crossentropy(v, y[i : i + 1]), z[i : i + 1])
            found = _scaled(answer(z[i : i + 1].copy(), y[i : i + 1].copy()))
            close(found, _scaled(expected), what="the gradient for one sample, divided by its largest entry")
    with criterion(
        "the mean over the batch",
        hint="The loss is a mean over the samples: divide each one's gradient by their number (not by the classes').",
    ):
        expected = gradient_by_differences(lambda v: crossentropy(v, y[:1]), z[:1])
        close(answer(z[:1].copy(), y[:1].copy()), expected, what="the gradient for a batch of one sample")
        expected = gradient_by_differences(lambda v: crossentropy(v, y), z)
        close(answer(z.copy(), y.copy()), expected, what="the gradient for a batch of 6")
    with criterion(
        "large logits stay finite",
        hint="Subtract each row's maximum before exp, as in chapter 01; to cut logits off would change the answer.",
    ):
        found = answer(np.array([[1000.0, -1000.0], [-1000.0, 0.0]]), np.array([[1.0, 0.0], [1.0, 0.0]]))
        close(found, [[0, 0], [-0.5, 0.5]], what="the gradient for logits of ±1000")
        found = answer(np.array([[1000.0, 999.0]]), np.array([[0.0, 1.0]]))
        p = 1 / (1 + math.exp(-1))
        close(found, [[p, -p]], what="the gradient for the logits 1000 and 999, of which the second is true")
    with criterion(
        "leaves its arguments as they were", trivial=True, hint="`p -= y` is safe only if p is your own array."
    ):
        unchanged(answer, z.copy(), y.copy())
