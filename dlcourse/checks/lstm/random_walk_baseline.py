"""The check of `random_walk_baseline`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, equal, exercise


@exercise(rules=[BY_HAND])
def random_walk_baseline(answer, rng):
    """`random_walk_baseline(prices, horizon)`: forecasts for prices[horizon:], and their mean absolute error.

    Requirements:
    - "their mean absolute error: one number" → forecasts and an error
    - "forecasts `10, 13`" → tomorrow as today
    - "in step with them" → in step with the truth
    - "the one `horizon` days earlier" → several days ahead
    - "errors 3 and 1, mean 2" → absolute errors
    - "or one for each share" → several shares
    """
    prices = 100 + rng.normal(size=50).cumsum()
    with criterion("forecasts and an error", trivial=True, hint="Return the pair (forecasts, mae)."):
        found = answer(prices, 1)
        equal(len(found), 2, what="the number of values you return")
        close(np.shape(found[1]), np.shape(0.0), what="the shape of mae for one share")
    with criterion("tomorrow as today", hint="The forecast for day t + 1 is the price of day t, unchanged: no slope."):
        close(answer(prices, 1)[0], prices[:49], what="the forecasts for days 1 to 49")
    with criterion(
        "in step with the truth", hint="Entry k is the forecast for prices[horizon + k]: compare those two."
    ):
        close(answer(np.array([10.0, 13.0, 16.0, 19.0]), 1)[1], 3.0, what="mae of 10, 13, 16, 19")
    with criterion("absolute errors", hint="Errors up and down must not cancel: the mean of |truth − forecast|."):
        close(answer(np.array([5.0, 9.0, 5.0]), 1)[1], 4.0, what="mae of 5, 9, 5")
        close(answer(np.array([10.0, 13.0, 12.0, 12.5]), 1)[1], (3 + 1 + 0.5) / 3, what="mae of 10, 13, 12, 12.5")
    with criterion(
        "several days ahead", hint="A forecast horizon days ahead: the last known price is horizon days old."
    ):
        found = answer(prices, 5)
        close(found[0], prices[:45], what="the forecasts five days ahead")
        close(found[1], np.mean(np.abs(prices[5:] - prices[:45])), what="their mae")
    with criterion("several shares", hint="Days are axis 0. For prices (days, shares), mae has one entry per share."):
        table = rng.uniform(50, 60, size=(20, 3))
        forecasts, mae = answer(table, 2)
        close(forecasts, table[:18], what="the forecasts for three shares")
        close(mae, np.mean(np.abs(table[2:] - table[:18]), axis=0), what="the mae of three shares")
