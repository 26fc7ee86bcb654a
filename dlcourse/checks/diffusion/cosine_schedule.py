"""The check of `cosine_schedule`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, finite, require


@exercise(rules=[BY_HAND])
def cosine_schedule(answer, rng):
    r"""`cosine_schedule(T)`: the share of the variance that is still signal after each of T steps.

    Requirements:
    - "an array of $T$ numbers" → one number a step
    - "after step $t = 0, …, T - 1$" → the first step counts already
    - "how much of the variance is still signal" → less and less signal
    - "follow a cosine" → a cosine in between
    - "but never less than 0.001" → a little is left at the end
    """
    sizes = [100, int(rng.integers(60, 200)), 2]
    with criterion("one number a step", hint="f has T + 1 values, f(0) … f(T); between them lie T steps."):
        for size in sizes:
            close(np.shape(answer(size)), [size], what=f"the shape of cosine_schedule({size})")
    with criterion(
        "less and less signal",
        hint="Each step adds noise. The shares are multiplied from the first step on: a cumulative product. Is all of"
        " u / T + 0.008 divided by 1.008, and does u go up to T?",
    ):
        for size in sizes:
            found = np.asarray(answer(size), dtype=float)
            finite(found, what=f"cosine_schedule({size})")
            require(bool(np.all(np.diff(found) < 0)), f"cosine_schedule({size}) does not fall at every step.")
            require(bool(np.all(found <= 1)), f"cosine_schedule({size}) begins with {found[0]:.6g}, more than 1.")
    with criterion(
        "the first step counts already",
        hint="alpha_bar[0] is what is left AFTER the first step, f(1) / f(0). It is a little less than 1.",
    ):
        for size in sizes:
            close(answer(size)[0], _share(1, size), rtol=1e-5, what=f"cosine_schedule({size})[0]")
    with criterion(
        "a cosine in between",
        weight=2,
        hint="alpha_bar[t] is the PRODUCT of the steps' shares so far: f(t + 1) / f(0), not one step's share"
        " f(t + 1) / f(t). f is the SQUARE of a cosine; u / T + 0.008, all of it divided by 1.008, times π / 2.",
    ):
        for size in sizes:
            wanted = [_share(step, size) for step in range(1, size)]
            close(answer(size)[:-1], wanted, rtol=1e-4, what=f"all but the last of cosine_schedule({size})")
    with criterion(
        "a little is left at the end",
        hint="The last step would keep nothing at all. It keeps 0.001 of what the step before has left: the limit holds"
        " for each step's own share, not for the product.",
    ):
        for size in sizes:
            last = 0.001 * _share(size - 1, size)
            close(answer(size)[-1], last, rtol=1e-4, atol=0, what=f"the last number of cosine_schedule({size})")


def _share(steps: int, size: int) -> float:
    """f(steps) / f(0), by cos² x = (1 + cos 2x) / 2."""
    f = [1 + np.cos(np.pi * (u / size + 0.008) / 1.008) for u in (steps, 0)]
    return float(f[0] / f[1])
