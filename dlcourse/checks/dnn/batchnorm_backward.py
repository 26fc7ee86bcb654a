"""The check of `batchnorm_backward`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, require
from dlcourse.checks.core.argument_copies import shared_arguments
from dlcourse.checks.core.slopes import slopes


@exercise(rules=[BY_HAND])
def batchnorm_backward(answer, rng):
    """`batchnorm_backward(dout, x, gamma, epsilon)` → (dx, dgamma, dbeta), the gradients in training.

    Requirements:
    - "with the shapes of x, gamma and beta" → three gradients, with their shapes
    - "the gradient of beta" → β collects the gradient of every row
    - "the gradient of gamma" → γ collects the gradient times what it scaled
    - "A shift of a column changes nothing" → dx has no shift
    - "a stretch changes nothing" → dx has no stretch
    - "It is compared with numerical slopes" → dx is the slope of the loss
    - "Leave the arrays as they are" → leaves its arguments as they were
    """
    x = rng.normal(size=(6, 3)) * [1, 3, 0.3] + [0, 5, -2]
    dout, gamma, epsilon = rng.normal(size=(6, 3)), rng.uniform(0.5, 2, 3), float(rng.uniform(0.05, 0.3))

    def run(eps=epsilon, scale=gamma):
        result = answer(dout.copy(), x.copy(), scale.copy(), eps)
        require(
            isinstance(result, tuple | list) and len(result) == 3,
            "batchnorm_backward should return three arrays: dx, dgamma, dbeta.",
        )
        return [np.asarray(part) for part in result]

    def loss(data, scale):
        """Σ dout · y: its slopes are the gradients that are asked for."""
        off = data - data.mean(axis=0)
        return float(np.sum(dout * scale * off / np.sqrt(np.mean(off**2, axis=0) + epsilon)))

    with criterion(
        "three gradients, with their shapes",
        trivial=True,
        hint="γ and β hold one number a column, so their gradients do too: add up over the rows of the batch.",
    ):
        shapes = [part.shape for part in run()]
        require(shapes == [(6, 3), (3,), (3,)], f"for x of shape (6, 3) the shapes are {shapes}.")
    _column_criteria(run, dout, gamma, lambda scale: loss(x, scale))
    _input_criteria(run, x, lambda data: loss(data, gamma))
    with criterion(
        "leaves its arguments as they were", trivial=True, hint="`dout *= …` writes into the caller's array."
    ):
        given = [dout.copy(), x.copy(), gamma.copy()]
        with shared_arguments():
            answer(*given, epsilon)
        for name, now, before in zip(("dout", "x", "gamma"), given, (dout, x, gamma), strict=True):
            close(now, before, what=f"{name} after the call")


def _column_criteria(run, dout: np.ndarray, gamma: np.ndarray, loss) -> None:
    """The criteria on the gradients of γ and β, which serve whole columns."""
    with criterion(
        "β collects the gradient of every row", hint="β is added to every row. Chapter 02: where one number goes out "
        "to many places, the gradients that come back are added up (no mean)."
    ):  # fmt: skip
        close(run()[2], np.ones(6) @ dout, what="dbeta")
    with criterion(
        "γ collects the gradient times what it scaled",
        hint="γ multiplies the NORMALISED x. So its gradient is dout times that, added up over the rows.",
    ):
        close(run()[1], slopes(loss, gamma), rtol=1e-5, atol=1e-7, what="dgamma")


def _input_criteria(run, x: np.ndarray, loss) -> None:
    """The criteria on dx: what each of the three ways from x to y must bring, then all of it."""
    with criterion(
        "dx has no shift",
        hint="x also moves the mean μ. Add a constant to a column: y stays. So each column of dx adds up to 0.",
    ):
        dx = run()[0]
        require(np.abs(dx).max(initial=0) > 0, "dx is 0 everywhere.")
        close(dx.sum(axis=0), np.zeros(3), atol=1e-8, what="the sum of each column of dx")
    with criterion(
        "dx has no stretch",
        hint="x also moves the variance. Stretch a column: for ε → 0, y stays. So dx · x̂ adds up to 0 in each column.",
    ):
        off = x - x.mean(axis=0)
        close((run(eps=1e-12)[0] * off).sum(axis=0), np.zeros(3), atol=1e-6, what="the sums of dx · (x − μ) for ε → 0")
    with criterion(
        "dx is the slope of the loss",
        weight=2,
        hint="Compare with numerical slopes, as in chapter 02. Is it γ, the root with its ε, or a mean over the batch?",
    ):
        close(run()[0], slopes(loss, x), rtol=1e-5, atol=1e-7, what="dx")
