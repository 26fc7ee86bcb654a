"""Checks for the forecasts of chapter 08: several steps ahead, and the random walk.

Series that obey a linear rule have a known future; forecasters that give away what they were trained on show leaks.
"""

import numpy as np

from dlcourse.checks import close, criterion, equal, exercise, forbid_imports, require
from dlcourse.checks.snippet import Snippet

BY_HAND = forbid_imports("keras", "tensorflow", "scipy", "sklearn", "statsmodels", "torch", "dlcourse")
LAST, OLDEST = (Snippet(f"lambda windows: windows[:, {i}:{i} + 1 or None]") for i in (-1, 0))
LEAST_SQUARES = Snippet("lambda X, Y: (lambda windows: windows @ np.linalg.lstsq(X, Y, rcond=None)[0])")
PAIRS = Snippet("lambda X, Y: (lambda windows: np.full((len(windows), Y.shape[1]), float(len(X))))")
LARGEST = Snippet("lambda X, Y: (lambda windows: np.full((len(windows), Y.shape[1]), max(X.max(), Y.max())))")
READ = Snippet("lambda X, Y: (lambda windows: np.repeat(windows[:, -1:], Y.shape[1], axis=1))")


@exercise(rules=[BY_HAND])
def forecast_recursive(answer, rng):
    """`forecast_recursive(predict, series, origins, length, steps)`: one step at a time, each on the one before."""
    series, origins, steps = rng.normal(size=40), np.array([9, 17, 30]), 5
    LAST.function()  # loads what snippets may use, before the clock of a criterion ticks
    a, b = rng.uniform(-0.9, 0.9, size=2)
    rule = Snippet(f"lambda windows: {a} * windows[:, -1:] + {b} * windows[:, -2:-1]")
    # The rule as a matrix: (x[t+1], x[t]) = M (x[t], x[t−1]); k steps ahead is M to the power k.
    powers = [np.linalg.matrix_power(np.array([[a, b], [1.0, 0.0]]), k)[0] for k in range(1, steps + 1)]
    wanted = np.array([[power @ series[[o - 1, o - 2]] for power in powers] for o in origins])
    with criterion("a row for each origin", hint="Return an array (origins, steps): one column for each step ahead."):
        close(np.shape(answer(rule, series, origins, 4, steps)), [3, 5], what="the shape for 3 origins and 5 steps")
    with criterion(
        "begins before the origin", hint="The window is series[origin − length : origin]; origin is unknown."
    ):
        close(answer(LAST, series, origins, 4, 1), series[origins - 1][:, None], what="`the last value again`")
        close(answer(OLDEST, series, origins, 4, 1), series[origins - 4][:, None], what="`the first of the window`")
    with criterion(
        "the window slides", hint="Drop the oldest value, append the forecast at the END: the length stays."
    ):
        found = answer(OLDEST, series, origins, 4, 4)
        close(found, [series[o - 4 : o] for o in origins], what="`the first of the window`, four times")
    with criterion(
        "forecasts feed forecasts",
        weight=2,
        hint="From step 2 on the window holds your own forecasts, not true values.",
    ):
        close(answer(rule, series, origins, 4, steps), wanted, rtol=1e-6, what="the forecasts of a linear rule")
    with criterion("blind for the future", hint="series[origin] and what follows is not known yet: a leak."):
        future = series.copy()
        future[30:] += 100
        close(answer(rule, future, origins[2:], 4, steps), wanted[2:], what="the forecasts after the future changed")


@exercise(rules=[BY_HAND])
def forecast_direct(answer, rng):
    """`forecast_direct(fit, series, origins, length, steps)`: one model that gives all steps at once."""
    READ.function()  # loads what snippets may use, before the clock of a criterion ticks
    series, origins, steps = rng.uniform(size=60), np.array([30, 41, 52]), 4
    with criterion("a row for each origin", hint="Return an array (origins, steps): one column for each step ahead."):
        close(np.shape(answer(READ, series, origins, 6, steps)), [3, 4], what="the shape for 3 origins and 4 steps")
    with criterion(
        "reads the window before the origin", hint="Each origin has its window: series[origin − length : origin]."
    ):
        found = answer(READ, series, origins, 6, steps)
        close(found, np.repeat(series[origins - 1][:, None], 4, axis=1), what="`the last value again`")
    with criterion("learns from every pair", hint="T known values hold T − length − steps + 1 pairs: is one lost?"):
        close(answer(PAIRS, series, origins, 6, steps), np.full((3, 4), 30.0 - 6 - 4 + 1), what="the number of pairs")
    with criterion("learns from the past alone", hint="Train on series[:origins[0]]: later targets are a leak."):
        future = series.copy()
        future[30:] += 100
        found = np.asarray(answer(LARGEST, future, origins, 6, steps), dtype=float)
        close(found.shape, [3, 4], what="the shape for 3 origins and 4 steps")
        require(bool((found > 0).all()), "the model was trained on nothing, or not asked.")
        require(bool((found <= 1).all()), "the training pairs hold values from the first origin on.")
    with criterion(
        "all steps, in order",
        weight=2,
        hint="Y has one column for each step ahead: series[t], …, series[t + steps − 1].",
    ):
        time, waves = np.arange(120), rng.uniform(0.2, 2.8, size=2)
        wave = np.cos(waves[0] * time) + np.sin(waves[1] * time + 1)  # any 4 values foretell all others exactly
        starts = np.array([80, 95, 110])
        wanted = [wave[o : o + 6] for o in starts]
        close(
            answer(LEAST_SQUARES, wave, starts, 8, 6), wanted, rtol=1e-4, atol=1e-5, what="the forecasts of two waves"
        )


@exercise(rules=[BY_HAND])
def random_walk_baseline(answer, rng):
    """`random_walk_baseline(prices, horizon)`: forecasts for prices[horizon:], and their mean absolute error."""
    prices = 100 + rng.normal(size=50).cumsum()
    with criterion("forecasts and an error", harmless=True, hint="Return the pair (forecasts, mae)."):
        found = answer(prices, 1)
        equal(len(found), 2, what="the number of values you return")
        close(np.shape(found[1]), np.shape(0.0), what="the shape of mae for one share")
    with criterion("tomorrow as today", hint="The forecast for day t + 1 is the price of day t, unchanged: no slope."):
        close(answer(prices, 1)[0], prices[:49], what="the forecasts for days 1 to 49")
    with criterion(
        "in step with the truth", hint="Entry k is the forecast for prices[horizon + k]: compare those two."
    ):
        close(answer(np.array([10.0, 13.0, 12.0, 12.5]), 1)[1], (3 + 1 + 0.5) / 3, what="mae of 10, 13, 12, 12.5")
    with criterion("several days ahead", hint="horizon days ahead: the last known price is horizon days old."):
        found = answer(prices, 5)
        close(found[0], prices[:45], what="the forecasts five days ahead")
        close(found[1], np.mean(np.abs(prices[5:] - prices[:45])), what="their mae")
    with criterion("absolute errors", hint="Errors up and down must not cancel: the mean of |truth − forecast|."):
        close(answer(np.array([5.0, 9.0, 5.0]), 1)[1], 4.0, what="mae of 5, 9, 5")
    with criterion("several shares", hint="Days are axis 0. For prices (days, shares), mae has one entry a share."):
        table = rng.uniform(50, 60, size=(20, 3))
        forecasts, mae = answer(table, 2)
        close(forecasts, table[:18], what="the forecasts for three shares")
        close(mae, np.mean(np.abs(table[2:] - table[:18]), axis=0), what="the mae of three shares")
