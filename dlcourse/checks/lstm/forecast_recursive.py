"""The check of `forecast_recursive`."""

import numpy as np

from dlcourse.agent.function_source import FunctionSource
from dlcourse.checks.core import BY_HAND, close, criterion, exercise

LAST, OLDEST = (FunctionSource(f"lambda windows: windows[:, {i}:{i} + 1 or None]") for i in (-1, 0))
ROWS = FunctionSource("lambda windows: np.full((len(windows), 1), float(len(windows)))")  # says how many it was given


@exercise(rules=[BY_HAND])
def forecast_recursive(answer, rng):
    """`forecast_recursive(predict, series, origins, length, steps)`: one step at a time, each on the one before.

    Requirements:
    - "Return an array `(len(origins), steps)`" → a row for each origin
    - "from the `length` values before it" → begins before the origin
    - "the oldest value leaves it" → the window slides
    - "is the first value to forecast" → blind for the future
    - "Leave `series` as it is" → windows of their own
    - "`steps` calls in all" → all windows at once
    - "goes into the window as if it were known" → forecasts feed forecasts
    """
    series, origins, steps = rng.normal(size=40), np.array([9, 17, 30]), 5
    LAST.function()  # imports what the sources use, before a criterion's time limit runs
    a, b = rng.uniform(-0.9, 0.9, size=2)
    rule = FunctionSource(f"lambda windows: {a} * windows[:, -1:] + {b} * windows[:, -2:-1]")
    # The rule as a matrix: (x[t+1], x[t]) = M (x[t], x[t−1]); k steps ahead is M to the power k.
    powers = [np.linalg.matrix_power(np.array([[a, b], [1.0, 0.0]]), k)[0] for k in range(1, steps + 1)]
    wanted = np.array([[power @ series[[o - 1, o - 2]] for power in powers] for o in origins])
    with criterion("a row for each origin", hint="Return an array (origins, steps): one column for each step ahead."):
        close(np.shape(answer(rule, series, origins, 4, steps)), [3, 5], what="the shape for 3 origins and 5 steps")
    with criterion(
        "begins before the origin", hint="The window is series[origin − length : origin]; origin is unknown."
    ):
        close(
            answer(LAST, series, origins, 4, 1),
            series[origins - 1][:, None],
            what="the forecasts of a model that repeats the last value",
        )
        close(
            answer(OLDEST, series, origins, 4, 1),
            series[origins - 4][:, None],
            what="the forecasts of a model that repeats the oldest value",
        )
    with criterion(
        "the window slides", hint="Drop the oldest value, append the forecast at the END: the length stays."
    ):
        found = answer(OLDEST, series, origins, 4, 4)
        close(
            found, [series[o - 4 : o] for o in origins], what="four forecasts of a model that repeats the oldest value"
        )
    with criterion(
        "blind for the future",
        trivial=True,
        hint="series[origin] and later values are not known yet: using them is a leak.",
    ):
        future = series.copy()
        future[30:] += 100
        found = [answer(rule, values, origins[2:], 4, steps) for values in (series, future)]
        close(found[1], found[0], what="the forecasts after the future changed")
    _windows_criteria(answer, series)
    with criterion(
        "forecasts feed forecasts",
        weight=2,
        hint="From step 2 on the window holds your own forecasts, not true values.",
    ):
        close(answer(rule, series, origins, 4, steps), wanted, rtol=1e-6, what="the forecasts of a linear rule")


def _windows_criteria(answer, series: np.ndarray) -> None:
    """The criteria on the windows that `predict` is given."""
    near = np.array([20, 21, 22])
    with criterion(
        "windows of their own",
        hint="series[a:b] is a view: what you write into it changes the series, and the windows that share values.",
    ):
        found = answer(OLDEST, series, near, 4, 2)
        close(found, [series[o - 4 : o - 2] for o in near], what="the forecasts for origins that follow each other")
    with criterion("all windows at once", hint="Call predict once a step, with a row for each origin."):
        close(answer(ROWS, series, near, 4, 2), np.full((3, 2), 3.0), what="the rows that predict is given")
