"""The check of `forecast_year`."""

import numpy as np

from dlcourse.checks.core import OWN_WORK, as_array, close, criterion, exercise, finite, require

AIRS, PAST, WINDOWS, LENGTH, STEPS = 4, 480, 120, 36, 12  # months of past, of a window, and to forecast
MOST_ERROR, LEAST, MOST, WIDEST = 0.95, 0.65, 0.92, 4.5


def new_air(rng) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The past (480,) of a new air, windows (120, 36) of later years, and the years after them (120, 12)."""
    from dlcourse.data.makers.months.air import make

    months = make(PAST + WINDOWS * (LENGTH + STEPS), rng)
    pieces = months[PAST:].reshape(WINDOWS, LENGTH + STEPS)
    return months[:PAST], pieces[:, :LENGTH], pieces[:, LENGTH:]


def last_year_and_rise(windows: np.ndarray) -> np.ndarray:
    """The same month a year ago plus what the last twelve months have risen, (n, 12)."""
    return windows[:, -12:] + windows[:, -1:] - windows[:, -13:-12]


def measured(found: np.ndarray, windows: np.ndarray, truth: np.ndarray) -> tuple[float, float, float, float]:
    """Error over that of `last_year_and_rise`; shares inside in the first and last month; width over error."""
    low, forecast, high = np.moveaxis(found, -1, 0)
    error = np.abs(forecast - truth).mean()
    inside = np.mean((low <= truth) & (truth <= high), axis=0)
    baseline = np.abs(last_year_and_rise(windows) - truth).mean()
    return error / baseline, float(inside[0]), float(inside[-1]), (high - low).mean() / max(error, 1e-9)


@exercise(rules=[OWN_WORK], seconds=60)
def forecast_year(answer, rng):
    """`forecast_year(past, windows)`: low, forecast and high of the twelve months after each window, (n, 12, 3).

    Any model will do, and any way to make the intervals: four new airs judge them.

    Requirements:
    - "Return an array `(n, 12, 3)`" → three numbers for each month
    - "with low ≤ forecast ≤ high for each month" → low, forecast, high
    - "at most 0.95 times that of *seasonal + rise*" → beats seasonal + rise
    - "In the first month and in the last one" → eight of ten inside, next month and in a year
    - "at most 4.5 times the mean absolute error" → no wider than needed
    """
    airs = [new_air(rng) for _ in range(AIRS)]
    found: list[np.ndarray] = []
    with criterion(
        "three numbers for each month",
        trivial=True,
        hint="Axes: windows, months ahead, and low, forecast, high. np.stack([low, forecast, high], axis=-1).",
    ):
        for past, windows, _ in airs:
            numbers = np.asarray(as_array(answer(past, windows)), dtype=float)
            close(numbers.shape, [WINDOWS, STEPS, 3], what=f"the shape for {WINDOWS} windows")
            finite(numbers)
            found.append(numbers)
    if len(found) < AIRS:
        return
    every = np.concatenate(found)
    with criterion(
        "low, forecast, high",
        trivial=True,
        hint="Low comes first, and the forecast lies between. Which quantile of the errors is below 0, which above?",
    ):
        wrong = int(np.sum((every[..., 0] > every[..., 1]) | (every[..., 1] > every[..., 2])))
        require(wrong == 0, f"for {wrong} months the order is not low ≤ forecast ≤ high.")
    _judged(found, airs)


def _judged(found: list[np.ndarray], airs: list[tuple]) -> None:
    """The criteria on what came: means over the airs."""
    runs = [measured(numbers, windows, truth) for numbers, (_, windows, truth) in zip(found, airs, strict=True)]
    ratio, first, last, width = np.mean(runs, axis=0)
    with criterion(
        "beats seasonal + rise",
        weight=2,
        hint="Later years lie higher than any value of `past`: what does your model read, levels or changes? (Changes "
        "must be added up again, from the window's last value.) A fixed rule weighs the months alike in every air: "
        "learn from `past` how to weigh them.",
    ):
        require(
            ratio <= MOST_ERROR,
            f"the error is {ratio:.2f} times that of seasonal + rise; expected at most {MOST_ERROR}.",
        )
    with criterion(
        "eight of ten inside, next month and in a year",
        weight=2,
        hint="Errors grow with the months ahead: each step needs quantiles of its own, of errors on months that the "
        "model has not learned from.",
    ):
        for share, when in ((first, "first"), (last, "last")):
            require(
                LEAST <= share <= MOST,
                f"in the {when} month {share:.1%} of what came lies in the interval; expected between {LEAST:.0%} and "
                f"{MOST:.0%}.",
            )
    with criterion(
        "no wider than needed",
        hint="An interval of some rows that is far too wide pays for others that are too narrow. Which errors made it?",
    ):
        require(
            width <= WIDEST,
            f"the mean width is {width:.1f} times the mean absolute error; expected at most {WIDEST}.",
        )
