"""The check of `make_windows`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, equal, exercise, require
from dlcourse.checks.rnn.pairs import pair


@exercise(rules=[BY_HAND])
def make_windows(answer, rng):
    """`make_windows(series, length, horizon)`: windows (n, length, 1), and targets (n,) `horizon` steps later.

    Requirements:
    - "`X` of shape `(windows, length, 1)`" → samples, timesteps, features
    - "window `i` begins at `series[i]`" → each window is a piece of the series
    - "the value `horizon` steps after the last value of each window" → the target lies after its window
    - "the value `horizon` steps after the last value of each window" → horizon steps ahead
    - "Use every window that has a target, and no other" → every window that has a target, and no more
    - "any numbers, whole ones too" → any series
    """
    count = np.arange(10.0)
    with criterion(
        "samples, timesteps, features",
        hint="Three axes: even one feature per step needs an axis of its own, at the end.",
    ):
        X, y = _pair(answer(count, 4, 1), "make_windows")
        require(X.ndim == 3 and X.shape[1:] == (4, 1), f"X has shape {X.shape}; expected (windows, 4, 1).")
        require(y.ndim == 1 and len(y) == len(X), f"y has shape {y.shape} for {len(X)} windows; expected ({len(X)},).")
    with criterion("each window is a piece of the series", hint="Window i holds series[i], series[i + 1], … in order."):
        X, _ = _pair(answer(count, 4, 1), "make_windows")
        close(_window_values(X, 0), [0, 1, 2, 3], what="the first window of 0, 1, 2, …")
        close(_window_values(X, 2), [2, 3, 4, 5], what="the third window of 0, 1, 2, …")
    with criterion(
        "the target lies after its window",
        hint="Horizon 1 is the first value AFTER the window. A target inside its window need only be copied.",
    ):
        X, y = _pair(answer(count, 4, 1), "make_windows")
        require(y[0] > 3, f"the target of the window 0, 1, 2, 3 at horizon 1 is {y[0]:g}, which is in the window.")
    with criterion("horizon steps ahead", hint="Count from the window's last value: horizon h is h steps after it."):
        for horizon in (1, 3):
            _, y = _pair(answer(count, 4, horizon), "make_windows")
            close(y[0], 3 + horizon, what=f"the target of the window 0, 1, 2, 3 at horizon {horizon}")
    with criterion(
        "every window that has a target, and no more",
        hint="The last target is the last value of the series: count the windows on paper for a short series.",
    ):
        for n, length, horizon in ((10, 4, 1), (10, 4, 3), (5, 4, 1), (6, 1, 1), (6, 1, 5), (30, 7, 5)):
            X, y = _pair(answer(np.arange(float(n)), length, horizon), "make_windows")
            what = f"{n} values, length {length}, horizon {horizon}"
            equal(len(X), n - length - horizon + 1, what=f"the number of windows for {what}")
            equal(len(y), n - length - horizon + 1, what=f"the number of targets for {what}")
            close(y[-1], n - 1, what=f"the last target for {what}")
    with criterion("any series", hint="Take the values from the series, not their places."):
        for series in (rng.normal(size=50), rng.integers(-9, 100, size=50)):
            length, horizon = int(rng.integers(2, 9)), int(rng.integers(1, 9))
            X, y = _pair(answer(series, length, horizon), "make_windows")
            for i in rng.integers(0, 50 - length - horizon, size=5):
                close(_window_values(X, i), series[i : i + length], what=f"window {i}")
                close(y[i], series[i + length - 1 + horizon], what=f"target {i}")


def _pair(found, name: str) -> tuple[np.ndarray, np.ndarray]:
    X, y = pair(found, name)
    return np.asarray(X, dtype=float), np.asarray(y, dtype=float)


def _window_values(X: np.ndarray, i: int) -> np.ndarray:
    """The values of window `i`, with any number of axes."""
    require(X.ndim > 0 and len(X) > i, f"there are only {len(np.atleast_1d(X))} windows; expected more.")
    return X[i].ravel()
