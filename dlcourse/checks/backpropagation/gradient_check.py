"""The check of `gradient_check`."""

import math

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, finite, require


@exercise(rules=[BY_HAND])
def gradient_check(answer, rng):
    """`gradient_check(f, grad, x)`: |a − n| / (|a| + |n|) for the analytical and the numerical gradient.

    Requirements:
    - "Return the relative error as one number" → tiny for a right gradient
    - "a gradient that is exactly twice too large has the error 1/3" → ⅓ for a gradient twice too large
    - "one with the wrong sign has the error 1" → 1 for a gradient of the wrong sign
    - "over all entries" → sees one wrong entry
    - "an array of the shape of `x` (any shape)" → any shape
    - "where both lengths are 0, return `0.0`" → 0 when both are 0
    """
    x = rng.uniform(1, 2, size=(2, 2))

    def f(v) -> float:
        return float(np.sum(np.asarray(v) ** 3))

    def correct(v):
        return 3 * np.asarray(v) ** 2

    with criterion(
        "tiny for a right gradient", trivial=True, hint="Compare grad(x) with the numerical gradient of f at x."
    ):
        error = answer(f, correct, x.copy())
        finite(error, what="the error")
        require(
            np.shape(error) == () and 0 <= float(error) < 1e-6,
            f"the error is {error!r}; expected a number from 0 to 1e-6.",
        )
    with criterion(
        "⅓ for a gradient twice too large",
        weight=2,
        hint="Length of the difference, divided by the SUM of both lengths: |2n − n| / (|2n| + |n|) = ⅓.",
    ):
        close(answer(f, lambda v: 2 * correct(v), x.copy()), 1 / 3, rtol=1e-4, what="the error of 2 · gradient")
        small = answer(lambda v: f(v) / 1000, lambda v: correct(v) / 500, x.copy())
        close(small, 1 / 3, rtol=1e-4, what="the error of 2 · gradient for a small function")
    with criterion(
        "1 for a gradient of the wrong sign",
        hint="Lengths are never negative: do not let signs cancel, above or below the fraction line.",
    ):
        close(answer(f, lambda v: -correct(v), x.copy()), 1.0, rtol=1e-4, what="the error of −gradient")
        close(answer(f, lambda v: -correct(v) / 3, x.copy()), 1.0, rtol=1e-4, what="the error of −gradient / 3")
        close(answer(f, lambda v: correct(v) / 3, x.copy()), 0.5, rtol=1e-4, what="the error of gradient / 3")
    _entry_criteria(answer, f, correct, rng)


def _entry_criteria(answer, f, correct, rng) -> None:
    """All entries count, in arrays of every shape; and where all of them are 0."""
    x = rng.uniform(1, 2, size=(2, 2))
    with criterion(
        "sees one wrong entry",
        hint="Use the square root of the sum of squares over ALL entries (np.linalg.norm of the flat arrays).",
    ):
        wrong = 3 * x**2
        wrong[1, 0] = 0
        n = 3 * x**2
        length = math.sqrt(float(np.sum(n**2))) + math.sqrt(float(np.sum(wrong**2)))
        close(answer(f, lambda v: wrong, x.copy()), n[1, 0] / length, rtol=1e-4, what="the error with one entry at 0")
    with criterion(
        "any shape", hint="Vectors, matrices and stacks of them: flatten both gradients with ravel() first."
    ):
        for shape in ((3,), (1, 2), (2, 1, 2)):
            found = answer(f, lambda v: 2 * correct(v), rng.uniform(1, 2, size=shape))
            close(found, 1 / 3, rtol=1e-4, what=f"the error of 2 · gradient for x of shape {shape}")
    with criterion("0 when both are 0", trivial=True, hint="0 / 0 is nan: where both lengths are 0, the error is 0."):
        close(answer(lambda v: 1.0, lambda v: np.zeros(3), np.ones(3)), 0.0, what="the error for a constant function")
