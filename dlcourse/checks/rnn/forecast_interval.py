"""The check of `forecast_interval`."""

import numpy as np

from dlcourse.checks.core import OWN_WORK, as_array, close, criterion, exercise, finite, require

SEAS, PAST, WINDOWS, LENGTH = 3, 480, 300, 24  # months of past, and of a window
MOST_ERROR, LEAST, MOST, WIDEST = 0.7, 0.8, 0.96, 5.5


def new_sea(rng) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The past (480,) of a new sea, windows (300, 24) from later times, none of which overlap, and what came (300,)."""
    from dlcourse.data.makers.months.sea import make

    months = make(PAST + WINDOWS * (LENGTH + 1), rng)
    pieces = months[PAST:].reshape(WINDOWS, LENGTH + 1)
    return months[:PAST], pieces[:, :LENGTH], pieces[:, LENGTH]


def measured(found: np.ndarray, windows: np.ndarray, truth: np.ndarray) -> tuple[float, float, float]:
    """Error over that of the better naive forecast; share of the truth inside; mean width over mean absolute error."""
    low, forecast, high = found.T
    error = np.abs(forecast - truth).mean()
    naive = min(np.abs(windows[:, -1] - truth).mean(), np.abs(windows[:, -12] - truth).mean())
    return error / naive, float(np.mean((low <= truth) & (truth <= high))), (high - low).mean() / max(error, 1e-9)


@exercise(rules=[OWN_WORK], seconds=60)
def forecast_interval(answer, rng):
    """`forecast_interval(past, windows)`: low, forecast and high (n, 3) of the month after each window.

    Any model will do, and any way to make the interval: three new seas judge it.

    Requirements:
    - "Return an array `(n, 3)`" → three numbers for each window
    - "with low ≤ forecast ≤ high in each row" → low, forecast, high
    - "at most 0.7 of that of the better of the naive and the seasonal-naive forecast" → beats both naive forecasts
    - "between 80 and 96 of 100" → nine of ten inside
    - "at most 5.5 times the mean absolute error" → no wider than needed
    """
    seas = [new_sea(rng) for _ in range(SEAS)]
    found: list[np.ndarray] = []
    with criterion(
        "three numbers for each window",
        trivial=True,
        hint="One row for each window, three columns: low, forecast, high. np.column_stack puts columns side by side.",
    ):
        for past, windows, _ in seas:
            rows = np.asarray(as_array(answer(past, windows)), dtype=float)
            close(rows.shape, [WINDOWS, 3], what=f"the shape for {WINDOWS} windows")
            finite(rows)
            found.append(rows)
    if len(found) < SEAS:
        return
    every = np.concatenate(found)
    with criterion(
        "low, forecast, high",
        trivial=True,
        hint="Low comes first, and the forecast lies between. Which quantile of the errors is below 0, which above?",
    ):
        wrong = int(np.sum((every[:, 0] > every[:, 1]) | (every[:, 1] > every[:, 2])))
        require(wrong == 0, f"{wrong} of {len(every)} rows are not in the order low ≤ forecast ≤ high.")
    _judged(found, seas)


def _judged(found: list[np.ndarray], seas: list[tuple]) -> None:
    """The criteria on what came: means over the seas."""
    runs = [measured(rows, windows, truth) for rows, (_, windows, truth) in zip(found, seas, strict=True)]
    ratio, inside, width = np.mean(runs, axis=0)
    with criterion(
        "beats both naive forecasts",
        weight=2,
        hint="Windows hold the season and how warm the sea is now. A model that learns from `past` how to weigh the "
        "months, even a linear one, uses both.",
    ):
        require(
            ratio <= MOST_ERROR,
            f"the error is {ratio:.2f} times that of the better naive forecast; expected at most {MOST_ERROR}.",
        )
    with criterion(
        "nine of ten inside",
        weight=2,
        hint="Take the 5 % and the 95 % quantile of errors on months of `past` that the model has not learned from.",
    ):
        require(
            LEAST <= inside <= MOST,
            f"{inside:.1%} of what came lies in the interval; expected between {LEAST:.0%} and {MOST:.0%}.",
        )
    with criterion(
        "no wider than needed",
        hint="An interval of some rows that is far too wide pays for others that are too narrow. Which errors made it?",
    ):
        require(
            width <= WIDEST,
            f"the mean width is {width:.1f} times the mean absolute error; expected at most {WIDEST}.",
        )
