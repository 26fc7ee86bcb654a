"""The check of `d_exp_3x2`."""

import math

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise


@exercise(rules=[BY_HAND])
def d_exp_3x2(answer, rng):
    """`d_exp_3x2(x)`: the derivative of exp(3x²), for a number or elementwise for an array.

    Requirements:
    - "the derivative of $e^{3x^2}$" → outer times inner derivative
    - "for negative `x` too" → odd: the slope turns its sign with x
    - "`x` is a number or an array (then work elementwise)" → elementwise for arrays
    - "from the rules, not from differences" → from the rules: as many digits as floats carry
    """
    x = float(rng.uniform(0.3, 1.2))
    with criterion(
        "outer times inner derivative",
        weight=2,
        hint="Two factors: the slope of exp AT 3x², and the slope of 3x² at x. The chain rule multiplies them.",
    ):
        close(answer(1.0), 6 * math.e**3, what="the derivative at x = 1")
        close(answer(x), 6 * x * math.exp(3 * x * x), what=f"the derivative at x = {x:.4f}")
    with criterion("odd: the slope turns its sign with x", hint="For x < 0 the curve falls. Keep the sign of x."):
        close(answer(-0.5), -3 * math.exp(0.75), what="the derivative at x = −0.5")
    with criterion("elementwise for arrays", hint="math.exp takes one number; np.exp takes arrays too."):
        xs = np.array([[0.5, -1.0, 0.0]])
        close(answer(xs.copy()), [[3 * math.exp(0.75), -6 * math.exp(3), 0]], what="the derivative at [[0.5, −1, 0]]")
    # The formula errs by about 6x² roundings. Differences of values of this size lose far more: even seven-point ones.
    with criterion(
        "from the rules: as many digits as floats carry",
        hint="Only the first digits are right: that is a difference. Write a formula, by the chain rule.",
    ):
        for x in map(float, rng.uniform(11, 12, size=8)):
            close(answer(x) / math.exp(3 * x * x), 6 * x, rtol=1e-12, atol=0, what=f"f′({x:.4f}) over exp(3x²)")
