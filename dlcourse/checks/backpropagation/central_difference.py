"""The check of `central_difference`."""

import math

from dlcourse.checks.core import BY_HAND, close, criterion, exercise


@exercise(rules=[BY_HAND])
def central_difference(answer, rng):
    """`central_difference(f, x, h)`: slope of f at x from one step of h to each side.

    Requirements:
    - "Return the central difference" → one step to each side
    - "Take care with the parentheses" → divides by the whole width 2h
    - "with the given `h`" → uses the given h
    - "`f` is any function of one number" → any function, any place
    """
    with criterion(
        "divides by the whole width 2h",
        weight=2,
        hint="The two points are 2h apart. Mind the parentheses: `a / 2 * h` divides by 2 and then multiplies by h.",
    ):
        close(answer(lambda x: 5 * x + 1, 2.0, 0.25), 5.0, what="the slope of 5x + 1 at x = 2 with h = 0.25")
    with criterion(
        "one step to each side",
        weight=2,
        hint="Evaluate f at h to the right and at h to the left of x. With f(x) it is a one-sided difference.",
    ):
        close(answer(lambda x: x**2, 3.0, 0.5), 6.0, what="the slope of x² at x = 3 with h = 0.5")
    with criterion("uses the given h", hint="h is an argument: do not choose one of your own."):
        close(answer(lambda x: x**3, 2.0, 0.5), 12.25, what="the difference for x³ at x = 2 with h = 0.5")
        close(answer(lambda x: x**3, 2.0, 1.0), 13.0, what="the difference for x³ at x = 2 with h = 1")
    with criterion("any function, any place", hint="Use f, x and h only: nothing about one special function."):
        x = float(rng.uniform(-2, 2))
        close(answer(math.exp, x, 1e-3), math.exp(x), rtol=1e-5, what=f"the slope of exp at x = {x:.3f}")
        close(answer(math.sin, x, 1e-3), math.cos(x), rtol=1e-5, atol=1e-6, what=f"the slope of sin at x = {x:.3f}")
