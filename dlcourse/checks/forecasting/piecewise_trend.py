"""The check of `piecewise_trend`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise


@exercise(rules=[BY_HAND])
def piecewise_trend(answer, rng):
    """`piecewise_trend(t, changepoints, slopes)`: straight stretches without jumps, 0 at time 0.

    Requirements:
    - "Return `(n,)`" → one slope, one line
    - "It begins with 0 at time 0" → one slope, one line
    - "never jumps" → never jumps
    - "the slope of each **stretch**" → each stretch has its slope
    - "the last without an end" → each stretch has its slope
    - "in any order" → times in any order
    - "is `[0, 2, -1]`" → the worked example
    """
    changes, slopes = np.sort(rng.choice(np.arange(5, 95), 4, replace=False)).astype(float), rng.normal(size=5)
    knots = np.concatenate([[0], changes, [120]])
    heights = np.concatenate([[0], np.cumsum(slopes * np.diff(knots))])
    with criterion("one slope, one line", hint="Without a changepoint the trend is slopes[0] · t; it is 0 at time 0."):
        found = answer(np.array([0.0, 1.0, 4.0]), np.zeros(0), np.array([2.5]))
        close(found, [0.0, 2.5, 10.0], what="the trend with the slope 2.5 and no changepoint")
    with criterion(
        "never jumps", hint="A new slope counts from its changepoint on: slope · (t − changepoint), not slope · t."
    ):
        sides = np.ravel(np.column_stack([changes - 1e-6, changes + 1e-6]))
        below, above = np.asarray(answer(sides, changes, slopes)).reshape(4, 2).T
        close(above - below, np.zeros(4), atol=1e-4, what="what the trend gains at the changepoints")
    with criterion(
        "the worked example",
        hint="slopes[i] is the slope ITSELF in its stretch, not what is added to the slope before: at 3 the slope"
        " changes by −3.",
    ):
        found = answer(np.array([0.0, 2.0, 5.0]), np.array([3.0]), np.array([1.0, -2.0]))
        close(found, [0.0, 2.0, -1.0], what="the trend of the example")
    with criterion(
        "each stretch has its slope",
        weight=2,
        hint="Every changepoint that has passed changes the slope, the earlier ones too. The last slope goes on.",
    ):
        t = np.arange(0, 120.0, 1.5)
        close(answer(t, changes, slopes), np.interp(t, knots, heights), rtol=1e-5, atol=1e-7, what="the trend")
    with criterion(
        "times in any order", hint="Compute from t itself: a cumulative sum needs days in order, one apart."
    ):
        t = rng.uniform(0, 120, size=30)
        close(answer(t, changes, slopes), np.interp(t, knots, heights), rtol=1e-5, atol=1e-7, what="the trend")
