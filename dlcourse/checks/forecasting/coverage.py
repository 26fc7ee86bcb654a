"""The check of `coverage`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise


@exercise(rules=[BY_HAND])
def coverage(answer, rng):
    """`coverage(y, low, high)`: the share of known values inside their intervals.

    Requirements:
    - "Return the share of the true values that lie between `low` and `high`" → a share
    - "for three arrays of the same shape" → each value in its own interval
    - "A value on a bound is inside" → bounds are inside
    - "whatever that shape is" → any shape
    - "leave it out, above and below the line of the fraction" → missing values are left out
    """
    y = np.arange(10.0)
    with criterion("a share", hint="How many of all, from 0 to 1: no percent, no count. Both bounds matter."):
        close(answer(y, np.full(10, 2.5), np.full(10, 6.5)), 0.4, what="the coverage of 2.5 to 6.5 for 0, …, 9")
        close(answer(y, np.full(10, -1.0), np.full(10, 20.0)), 1.0, what="the coverage of a very wide interval")
        close(answer(y, np.full(10, 20.0), np.full(10, 30.0)), 0.0, what="the coverage of an interval far away")
    with criterion("each value in its own interval", hint="Compare y[i] with low[i] and high[i], place by place."):
        middle, half = rng.normal(size=200), rng.uniform(0.1, 2.0, size=200)
        truth = rng.normal(size=200)
        wanted = float(np.mean(np.abs(truth - middle) <= half))
        close(answer(truth, middle - half, middle + half), wanted, what="the coverage of 200 intervals")
    with criterion("bounds are inside", hint="≤, not <: a count of 0 is inside an interval that begins at 0."):
        for low, high in ((0.0, 5.5), (5.5, 9.0)):
            wanted = sum(low <= each <= high for each in range(10)) / 10
            close(answer(y, np.full(10, low), np.full(10, high)), wanted, what=f"the coverage of {low:g} to {high:g}")
    with criterion("any shape", hint="The mean over ALL axes: series and days."):
        table = y.reshape(2, 5)
        close(answer(table, np.full((2, 5), 1.5), np.full((2, 5), 8.5)), 0.7, what="the coverage of a table (2, 5)")
    with criterion(
        "missing values are left out",
        hint="A comparison with nan is False: such a day counts as a miss unless you take it out BEFORE the mean.",
    ):
        some = np.where(np.arange(10) % 3 == 0, np.nan, y)  # 1 2 4 5 7 8 are known
        close(answer(some, np.full(10, 1.5), np.full(10, 4.5)), 1 / 3, what="the coverage beside four missing values")
