"""The check of `naive_forecasts`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, equal, exercise, finite, require
from dlcourse.checks.rnn.pairs import pair


@exercise(defines=["naive_forecasts", "mase"], rules=[BY_HAND])
def naive_forecasts(forecasts, mase, rng):
    """`naive_forecasts(series, horizon, period)` and `mase(y_true, y_pred, train, period)`.

    Requirements:
    - "The forecast for $t$ is the value at $t-h$" → naive: the last value known
    - "the forecast for $t$ is the value at $t-p$" → seasonal naive: one season ago
    - "as many whole periods as needed" → never from the future
    - "Where nothing is known yet: `np.nan`" → nan where nothing is known yet
    - "`series` may hold whole numbers" → whole numbers have nan, too
    - "the mean absolute *scaled* error" → the mean of absolute errors
    - "on the training data" → scaled by the training data
    - "one period ahead" → whole seasons apart
    """
    _forecast_criteria(forecasts, rng)
    _mase_criteria(mase, rng)


def _forecast_criteria(forecasts, rng) -> None:
    """The criteria on `naive_forecasts`: naive and seasonal naive."""
    count = np.arange(30.0)

    def both(*args):
        return [np.asarray(part, dtype=float) for part in pair(forecasts(*args), "naive_forecasts")]

    with criterion(
        "naive: the last value known",
        hint="A forecast for time t is made `horizon` steps earlier. What is known then ends at t − horizon.",
    ):
        close(both(count, 3, 12)[0][-3:], [24, 25, 26], what="the last naive forecasts of 0 … 29, 3 steps ahead")
    with criterion(
        "seasonal naive: one season ago",
        hint="Not the value `horizon` steps ago, but the one a whole PERIOD ago: the same hour, the same month.",
    ):
        close(both(count, 3, 12)[1][-3:], [15, 16, 17], what="the last seasonal forecasts of 0 … 29, period 12")
        wave = np.tile(rng.normal(size=7), 6)
        close(both(wave, 2, 7)[1][-7:], wave[-7:], what="the seasonal forecasts of a wave that repeats exactly")
    with criterion(
        "never from the future",
        hint="If the horizon is longer than the period, one season ago is not known yet: go back two, or more, but no "
        "further than needed. The value at t − horizon itself is known.",
    ):
        close(both(count, 5, 4)[1][-2:], [20, 21], what="the seasonal forecasts of 28 and 29, 5 ahead with period 4")
        close(both(count, 8, 4)[1][-2:], [20, 21], what="the seasonal forecasts of 28 and 29, 8 ahead with period 4")
    with criterion(
        "nan where nothing is known yet",
        hint="Both have the series' length; the first values have no forecast: np.nan.",
    ):
        for found, lag in zip(both(count, 3, 12), (3, 12), strict=True):
            equal(len(found), 30, what="the number of forecasts for 30 values")
            require(bool(np.isnan(found[:lag]).all()), f"the first {lag} forecasts are {found[:lag]}; expected nan.")
            finite(found[lag:], what=f"the forecasts from number {lag} on")
    with criterion(
        "whole numbers have nan, too", hint="nan is a float: an array of whole numbers cannot hold it. Make floats."
    ):
        counts = rng.integers(1, 50, size=20)
        for found, lag in zip(both(counts, 2, 5), (2, 5), strict=True):
            close(found, [*[np.nan] * lag, *counts[:-lag]], what=f"the forecasts of whole numbers, lag {lag}")


def _mase_criteria(mase, rng) -> None:
    """The criteria on `mase`."""
    ramp = np.arange(20.0)  # whichever way it is worked out, its scale at period 1 is 1
    errors = np.array([2.0, -1, 0, -3, 4, 1, -1, 0])
    with criterion(
        "the mean of absolute errors",
        hint="Above the line is the MAE: the mean of |truth − forecast|, without squares, sums or signs.",
    ):
        close(mase(ramp[:8], ramp[:8] - errors, ramp, 1), 1.5, what="the MASE with absolute errors 2, 1, 0, 3, 4, …")
    y_true, y_pred = rng.normal(size=9), rng.normal(size=9)
    error = np.abs(y_true - y_pred).mean()
    with criterion(
        "scaled by the training data",
        hint="The scale is the mean ABSOLUTE step of `train` alone: the same for every forecast.",
    ):
        steps = np.cumsum([0.0, 1, -2, 3, 2, -1])  # a mean absolute step of 9/5
        close(mase(y_true, y_pred, steps, 1), error / 1.8, what="the MASE with training steps of 1, −2, 3, 2, −1")
    with criterion(
        "whole seasons apart", hint="The scale compares train[t] with train[t − period], not with train[t − 1]."
    ):
        close(mase(y_true, y_pred, 2 * ramp, 5), error / 10, what="the MASE with train 0, 2, 4, … and period 5")
        train = np.cumsum(rng.normal(size=60))
        close(mase(train[4:], train[:-4], train, 4), 1.0, what="the MASE of the seasonal naive forecasts themselves")
