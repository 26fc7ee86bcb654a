"""The check of `numerical_gradient`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, unchanged


@exercise(rules=[BY_HAND])
def numerical_gradient(answer, rng):
    """`numerical_gradient(f, x)`: array of x's shape with the partial derivative of f for each entry.

    Requirements:
    - "while all the other entries stay as they are" → one partial derivative for each entry
    - "`x` is an array of any shape" → any shape
    - "for each entry the central difference" → central differences
    - "with $h = 10^{-5}$" → a step of 1e-5
    - "of floats or of whole numbers" → whole numbers too
    - "Leave `x` unchanged" → leaves x as it was
    """
    with criterion(
        "one partial derivative for each entry",
        weight=2,
        hint="Change ONE entry by ±h while all the others keep their values, and put it back before the next.",
    ):
        x, y = rng.uniform(0.5, 2, size=2)
        found = answer(lambda v: float(3 * v[0] + 2 * v[0] * v[1] + v[1] ** 2), np.array([x, y]))
        close(found, [3 + 2 * y, 2 * x + 2 * y], rtol=1e-5, what="the gradient of 3x + 2xy + y²")
    with criterion(
        "any shape", hint="Go through all positions with np.ndindex(x.shape), so that matrices and stacks work too."
    ):
        for shape in ((2, 3), (2, 1, 2)):
            weights = rng.uniform(1, 2, size=shape)
            found = answer(lambda v, w=weights: float(np.sum(w * v**2)), np.ones(shape))
            close(found, 2 * weights, rtol=1e-5, what=f"the gradient for x of shape {shape}")
    with criterion(
        "central differences",
        hint="One step to each side: a one-sided difference is off by about h times half the curvature.",
    ):
        x = rng.uniform(4, 5, size=3)
        close(answer(lambda v: float(np.sum(v**4)), x), 4 * x**3, rtol=5e-7, what="the gradient of the sum of x⁴")
    with criterion("a step of 1e-5", hint="The step is fixed here: h = 1e-5, that is 0.00001, to each side."):
        # At 0 the central difference of v³ is exactly h².
        found = answer(lambda v: float(np.sum(1e10 * v**3)), np.zeros((2, 2)))
        close(found, np.ones((2, 2)), what="the gradient of the sum of 10¹⁰ v³ at zeros")
    with criterion(
        "whole numbers too", hint="An array of integers cannot hold 1.00001: it stores 1. Work on a copy with floats."
    ):
        close(answer(lambda v: float(np.sum(v**2)), np.array([1, 3])), [2, 6], rtol=1e-5, what="the gradient at [1, 3]")
    with criterion(
        "leaves x as it was", trivial=True, hint="Work on a copy, or put every entry back to exactly what it was."
    ):
        unchanged(lambda v: answer(lambda u: float(np.sum(u**2)), v), np.array([0.1, 0.7, 12.3]))
