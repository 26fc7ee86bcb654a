"""The check of `pinball_loss`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise


@exercise(rules=[BY_HAND])
def pinball_loss(answer, rng):
    r"""`pinball_loss(y, quantiles, levels)`: the mean of τ e above the forecast, (1 − τ)(−e) below it.

    Requirements:
    - "A forecast of 8 at the level 0.9 costs 1.8, a forecast of 12 costs 0.2" → the worked example
    - "Return one number, the mean over everything" → one mean
    - "\tau\, e" → half of the absolute error at the median
    - "for the levels" → each level has its own price
    - "`y` has any shape" → any shape
    """
    with criterion(
        "the worked example",
        hint="e = y − forecast. The truth above the forecast, e > 0, costs τ e: at level 0.9 that is the dear side."
        " Below it the cost is (1 − τ)(−e): a loss is never negative.",
    ):
        for forecast, cost in ((8.0, 1.8), (12.0, 0.2), (10.0, 0.0)):
            found = answer(np.array([10.0]), np.array([[forecast]]), np.array([0.9]))
            close(found, cost, what=f"the loss of the forecast {forecast:g} for the truth 10 at level 0.9")
    y, quantiles = rng.normal(size=40), rng.normal(size=(40, 3))
    with criterion(
        "one mean",
        hint="One number: the mean over cases AND levels. No sum over the levels. y[..., None] meets every level.",
    ):
        found = answer(y, np.repeat(y[:, None] - 2, 3, axis=1), np.array([0.2, 0.3, 0.9]))
        close(found, 2.8 / 3, what="the loss of forecasts that are 2 too low, at the levels 0.2, 0.3, 0.9")
    with criterion("half of the absolute error at the median", hint="At τ = ½ both sides cost the same: |e| / 2."):
        found = answer(y, quantiles[:, :1], np.array([0.5]))
        close(found, np.abs(y - quantiles[:, 0]).mean() / 2, what="the loss at level 0.5")
    levels = np.sort(rng.uniform(0.05, 0.95, size=3))

    def wanted(y, quantiles):
        """|e| / 2 + (τ − ½) e: the same loss in another form."""
        e = y[..., None] - quantiles
        return float(np.sum(np.abs(e) / 2 + (levels - 0.5) * e) / e.size)

    with criterion(
        "each level has its own price", hint="`levels` belongs to the LAST axis of `quantiles`: y[..., None]."
    ):
        close(answer(y, quantiles, levels), wanted(y, quantiles), what="the loss at three levels")
        square = answer(y[:3], quantiles[:3], levels)
        close(square, wanted(y[:3], quantiles[:3]), what="the loss of three cases at three levels")
    with criterion("any shape", hint="y may be (series, days), and quantiles (series, days, levels)."):
        table, forecasts = y.reshape(5, 8), rng.normal(size=(5, 8, 3))
        close(answer(table, forecasts, levels), wanted(table, forecasts), what="the loss of five series of eight days")
        close(answer(y[0], quantiles[0], levels), wanted(y[0], quantiles[0]), what="the loss of a single case")
