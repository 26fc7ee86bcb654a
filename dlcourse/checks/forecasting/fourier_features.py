"""The check of `fourier_features`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise


@exercise(rules=[BY_HAND])
def fourier_features(answer, rng):
    r"""`fourier_features(t, period, order)`: sines, then cosines, of the first waves of a period.

    Requirements:
    - "Return `(n, 2 * order)`" → a row for each time
    - "first `order` sines, then `order` cosines" → sines, then cosines
    - "$2 \pi k\, t / \text{period}$" → repeats after a period
    - "in the unit of the period" → repeats after a period
    - "with $k = 1, …, \text{order}$" → waves of one period and its parts
    """
    t, period = rng.uniform(0, 50, size=9), float(rng.uniform(3, 20))
    order = int(rng.integers(3, 7))  # of two waves, 2^k is k
    with criterion("a row for each time", hint="t is (n,) and k is (order,): t[:, None] makes a table of angles."):
        for waves in (order, 1):
            found = np.shape(answer(t, period, waves))
            close(found, [9, 2 * waves], what=f"the shape for 9 times and order {waves}")
    with criterion(
        "sines, then cosines",
        hint="At t = 0 the first half is 0 and the second half is 1. They do not take turns, and no wave has k = 0."
        " Angles are in radians: 2π for a period.",
    ):
        wanted = [0.0] * order + [1.0] * order
        close(answer(np.zeros(2), period, order), [wanted, wanted], atol=1e-6, what="the rows for t = 0")
        quarter = np.array([period / 4])
        close(np.asarray(answer(quarter, period, 1)), [[1.0, 0.0]], atol=1e-6, what="the row for a quarter of a period")
    with criterion(
        "repeats after a period", trivial=True, hint="t + period must give the same row: the angle is 2π k t / period."
    ):
        first = np.asarray(answer(t, period, order))
        close(answer(t + 3 * period, period, order), first, atol=1e-4, what="the rows three periods later")
    with criterion(
        "waves of one period and its parts",
        weight=2,
        hint="k = 1, 2, …, order: column k of the sines has k waves in a period. k begins with 1, and is not 2^k.",
    ):
        wave = np.exp(2j * np.pi * t / period)
        powers = np.stack([wave**k for k in range(1, order + 1)], axis=1)
        close(
            answer(t, period, order), np.hstack([powers.imag, powers.real]), rtol=1e-5, atol=1e-4, what="the features"
        )
