"""The check of `logit_gradients`."""

import numpy as np

from dlcourse.checks.backpropagation.finite_differences import gradient_by_differences
from dlcourse.checks.core import BY_HAND, close, criterion, exercise, require


@exercise(rules=[BY_HAND])
def logit_gradients(answer, rng):
    """`logit_gradients(z, y)`: dL/dz of the squared error and of binary cross-entropy of a sigmoid unit.

    Requirements:
    - "Return the pair `(squared, crossentropy)`" → squared error: three factors
    - "gives `squared = [-0.25]` and `crossentropy = [-0.5]`" → cross-entropy: what is left when the fraction cancels
    - "targets from 0 to 1 (values between count too)" → targets between 0 and 1
    - "two arrays of the same shape, whatever that shape is" → any shape, entry by entry
    - "right and finite where the logits are ±1000" → large logits
    """
    z, y = rng.normal(scale=2.0, size=8), rng.integers(0, 2, size=8).astype(float)
    between = rng.uniform(0.1, 0.9, size=8)

    def gradients(z, y):
        result = answer(z.copy(), y.copy())
        require(
            isinstance(result, tuple | list) and len(result) == 2,
            f"logit_gradients returned {result!r:.80}; expected (squared, crossentropy).",
        )
        return result

    with criterion(
        "squared error: three factors",
        hint="2(p − y), from the square, times the sigmoid's slope p(1 − p). p is sigmoid(z), not z itself.",
    ):
        expected = gradient_by_differences(lambda v: _squared_error(v, y), z)
        close(gradients(z, y)[0], expected, what="squared")
    with criterion(
        "cross-entropy: what is left when the fraction cancels",
        hint="dL/dp has two terms, one of them from ln(1 − p) with its own inner slope of −1. Over one denominator, "
        "that is p(1 − p); then dp/dz cancels it. Compare with the numerical gradient of the loss.",
    ):
        expected = gradient_by_differences(lambda v: _crossentropy(v, y), z)
        close(gradients(z, y)[1], expected, what="crossentropy")
    _general_criteria(gradients, z, y, between)


def _general_criteria(gradients, z: np.ndarray, y: np.ndarray, between: np.ndarray) -> None:
    """All targets, all shapes, and logits of any size."""
    with criterion(
        "targets between 0 and 1", hint="Do not ask whether y is 1 or 0: the formula is one and the same for all y."
    ):
        for place, loss in enumerate((_squared_error, _crossentropy)):
            expected = gradient_by_differences(lambda v, loss=loss: loss(v, between), z)
            close(gradients(z, between)[place], expected, what=("squared", "crossentropy")[place])
    with criterion(
        "any shape, entry by entry", hint="Each entry is a unit of its own: no sum, no mean, and no axis has a meaning."
    ):
        whole = gradients(z, y)
        for shape in ((1, 8), (2, 2, 2)):
            for found, flat in zip(gradients(z.reshape(shape), y.reshape(shape)), whole, strict=True):
                close(found, np.reshape(flat, shape), what=f"a result for shape {shape}")
    with criterion(
        "large logits",
        hint="At ±1000 p is exactly 0 or 1, and a fraction over p(1 − p) is 0/0. Cancel it on paper first.",
    ):
        far, target = np.array([-1000.0, -1000.0, 1000.0, 1000.0]), np.array([0.0, 1.0, 0.0, 1.0])
        squared, crossentropy = gradients(far, target)
        close(squared, np.zeros(4), what="squared for logits of ±1000")
        close(crossentropy, [0, -1, 1, 0], what="crossentropy for logits of ±1000")


def _squared_error(z: np.ndarray, y: np.ndarray) -> float:
    return float(np.sum(((1 + np.tanh(z / 2)) / 2 - y) ** 2))


def _crossentropy(z: np.ndarray, y: np.ndarray) -> float:
    """The sum of −y ln σ(z) − (1 − y) ln σ(−z), from the logarithm of a sum of exponentials."""
    return float(np.sum(np.logaddexp(0, z) - y * z))
