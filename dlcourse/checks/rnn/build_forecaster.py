"""The check of `build_forecaster`."""

import numpy as np

from dlcourse.checks.core import (
    WITH_KERAS,
    close,
    criterion,
    exercise,
    require,
)
from dlcourse.checks.models import network, outputs
from dlcourse.checks.models.recurrence import deafen, require_recurrent

LENGTH, HORIZON, PERIOD = 24, 6, 24  # hours: what the forecaster sees, how far ahead it looks, the season


def new_weather(rng) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """A series to learn from; windows (n, 24, 1) of another, what came after them, seasonal-naive forecasts."""
    from dlcourse.data.makers.coast import make

    series, future = (make(days, seed=int(rng.integers(1 << 30))) for days in (100, 60))
    ends = np.arange(PERIOD + LENGTH, len(future) - HORIZON)  # the last hour that each forecast knows
    windows = np.stack([future[end - LENGTH + 1 : end + 1] for end in ends])[..., np.newaxis]
    return series, windows, future[ends + HORIZON], future[ends + HORIZON - PERIOD]


@exercise(rules=[WITH_KERAS], seconds=60)
def build_forecaster(answer, rng):
    """`build_forecaster(series, length, horizon)`: a trained model, windows (n, length, 1) in °C to (n, 1) in °C.

    Requirements:
    - "a model of Keras' layers" → a network of Keras' own layers
    - "gives forecasts `(n, 1)`" → one forecast a window
    - "its recurrent layer must matter" → a recurrent network
    - "and gives forecasts `(n, 1)` in °C" → in degrees, of degrees
    - "must be below 0.9 of the seasonal-naive one" → beats the seasonal naive: error below 0.9 of it
    """
    series, windows, truth, season = new_weather(rng)
    baseline, ratio, heard = np.abs(season - truth).mean(), np.inf, season

    def forecasts() -> np.ndarray:
        """Of new weather, in °C."""
        found = outputs(rebuilt, windows)
        close(found.shape, [len(windows), 1], what=f"the shape of the output for {len(windows)} windows")
        return found.ravel()

    found = network(lambda: answer(series, LENGTH, HORIZON), windows[:50])
    if found is None:
        return
    _, rebuilt = found
    with criterion(
        "one forecast a window",
        hint="SimpleRNN without return_sequences gives the LAST state only; Dense(1) turns it into one number.",
    ):
        heard = forecasts()
        ratio = np.abs(heard - truth).mean() / baseline
    with criterion(
        "a recurrent network", hint="Put a SimpleRNN (or another recurrent layer) between the input and Dense(1)."
    ):
        require_recurrent(rebuilt)
        deafen(rebuilt)
        _matters(heard - truth, forecasts() - truth, baseline)
    seen = f"its error on new weather is {ratio:.2f} times that of the seasonal naive forecast"
    with criterion(
        "in degrees, of degrees",
        hint="Windows come in °C and forecasts go out in °C: scale INSIDE the model, and scale back at its end.",
    ):
        require(ratio < 8, f"{seen}: are these degrees?")  # untrained: below 5; standardised: more than 10
    with criterion(
        "beats the seasonal naive: error below 0.9 of it",
        weight=2,
        hint="Does fit run, for enough epochs? Is each target really `horizon` steps after its window?",
    ):
        require(ratio < 0.9, f"{seen}; expected below 0.9.")


def _matters(errors: np.ndarray, unheard: np.ndarray, baseline: float) -> None:
    """Raise MismatchError if the errors are hardly others, or no larger, when the recurrent layer hears nothing."""
    moved = np.abs(errors - unheard).mean()
    require(moved > 0.1 * baseline, "its forecasts are nearly the same when its recurrent layer hears nothing.")
    if np.abs(errors).mean() < 0.9 * baseline:
        good = np.abs(errors).mean() < 0.98 * np.abs(unheard).mean()
        require(good, "its forecasts are as good when its recurrent layer hears nothing.")
