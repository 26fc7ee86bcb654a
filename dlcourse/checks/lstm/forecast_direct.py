"""The check of `forecast_direct`."""

import numpy as np

from dlcourse.agent.function_source import FunctionSource
from dlcourse.checks.core import BY_HAND, close, criterion, exercise, require

LEAST_SQUARES = FunctionSource("lambda X, Y: (lambda windows: windows @ np.linalg.lstsq(X, Y, rcond=None)[0])")


NUMBER_OF_PAIRS = FunctionSource("lambda X, Y: (lambda windows: np.full((len(windows), Y.shape[1]), float(len(X))))")


LARGEST_VALUE = FunctionSource(
    "lambda X, Y: (lambda windows: np.full((len(windows), Y.shape[1]), max(X.max(), Y.max())))"
)


LAST_VALUE = FunctionSource("lambda X, Y: (lambda windows: np.repeat(windows[:, -1:], Y.shape[1], axis=1))")


@exercise(rules=[BY_HAND])
def forecast_direct(answer, rng):
    """`forecast_direct(fit, series, origins, length, steps)`: one model that gives all steps at once.

    Requirements:
    - "`(len(origins), steps)`" → a row for each origin
    - "takes windows `(m, length)`" → reads the window before the origin
    - "and on nothing later" → learns from the past alone
    - "on all pairs of what was known at the first origin" → learns from every pair
    - "targets `Y` `(n, steps)`" → all steps, in order
    """
    LAST_VALUE.function()  # imports what the sources use, before a criterion's time limit runs
    series, origins, steps = rng.uniform(size=60), np.array([30, 41, 52]), 4
    with criterion("a row for each origin", hint="Return an array (origins, steps): one column for each step ahead."):
        close(
            np.shape(answer(LAST_VALUE, series, origins, 6, steps)), [3, 4], what="the shape for 3 origins and 4 steps"
        )
    with criterion(
        "reads the window before the origin", hint="Each origin has its window: series[origin − length : origin]."
    ):
        found = answer(LAST_VALUE, series, origins, 6, steps)
        close(
            found,
            np.repeat(series[origins - 1][:, None], 4, axis=1),
            what="the forecasts of a model that repeats the last value",
        )
    with criterion("learns from the past alone", hint="Train on series[:origins[0]]: later targets are a leak."):
        future = series.copy()
        future[30:] += 100
        found = np.asarray(answer(LARGEST_VALUE, future, origins, 6, steps), dtype=float)
        close(found.shape, [3, 4], what="the shape for 3 origins and 4 steps")
        require(bool((found > 0).all()), "the model was trained on no values, or its forecasts are not returned.")
        require(bool((found <= 1).all()), "the training pairs hold values at or after the first origin.")
    with criterion("learns from every pair", hint="T known values hold T − length − steps + 1 pairs: is one lost?"):
        close(
            answer(NUMBER_OF_PAIRS, series, origins, 6, steps),
            np.full((3, 4), 30.0 - 6 - 4 + 1),
            what="the number of pairs",
        )
    with criterion(
        "all steps, in order",
        weight=2,
        hint="Y has one column for each step ahead: series[t], …, series[t + steps − 1].",
    ):
        time, waves = np.arange(120), rng.uniform(0.2, 2.8, size=2)
        wave = np.cos(waves[0] * time) + np.sin(waves[1] * time + 1)  # any 4 values determine all others exactly
        starts = np.array([80, 95, 110])
        wanted = [wave[o : o + 6] for o in starts]
        close(
            answer(LEAST_SQUARES, wave, starts, 8, 6), wanted, rtol=1e-4, atol=1e-5, what="the forecasts of two waves"
        )
