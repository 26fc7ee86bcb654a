"""The check of `detect_anomalies`."""

import numpy as np

from dlcourse.checks.core import WITH_KERAS, as_array, close, criterion, exercise, require

DAYS, LATER, PER_DAY = 700, 350, 48
LEAST_F1, MOST_FALSE = 0.70, 0.08


def new_town(rng) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Load of 700 days on which nothing is wrong, of 350 later days, and for each of these whether something is."""
    from dlcourse.data.makers.series.power import make

    return make(DAYS, LATER, rng)


def measured(alarms: np.ndarray, wrong: np.ndarray) -> tuple[float, float]:
    """F1 of the alarms, and the share of alarms among the days on which nothing is wrong."""
    found = np.sum(alarms & wrong)
    return float(2 * found / max(1, alarms.sum() + wrong.sum())), float(np.mean(alarms[~wrong]))


@exercise(rules=[WITH_KERAS], seconds=100)
def detect_anomalies(answer, rng):
    """`detect_anomalies(normal, series)`: True for each day of the series on which something is wrong.

    Any way to find them will do: a new town judges it.

    Requirements:
    - "Return `(m,)` with True for each day on which you raise an alarm, False for the others" → one answer for each day
    - "Of the days on which nothing is wrong, at most 8 % may raise an alarm" → few false alarms
    - "The F1 of your alarms must be at least 0.70" → finds the days
    """
    normal, series, wrong = new_town(rng)
    alarms: np.ndarray | None = None
    with criterion(
        "one answer for each day",
        trivial=True,
        hint="48 half hours are one day. Return True or False for each day, not for each half hour, and no errors.",
    ):
        found = as_array(answer(normal, series))
        close(found.shape, [LATER], what=f"the shape for {LATER} days")
        require(
            bool(np.isin(found, [0, 1]).all()),
            f"your result holds {str(found.flat[0])[:20]}; expected True or False only.",
        )
        alarms = found.astype(bool)
    if alarms is None:
        return
    f1, false = measured(alarms, wrong)
    with criterion(
        "few false alarms",
        trivial=True,
        hint="Take the threshold from days of `normal` that the model has not learned from: on those that it knows, "
        "its errors are smaller.",
    ):
        require(
            false <= MOST_FALSE,
            f"{false:.1%} of the days on which nothing is wrong raise an alarm; expected at most {MOST_FALSE:.0%}.",
        )
    with criterion(
        "finds the days",
        weight=2,
        hint="Peaks that move are no anomaly, a peak of another shape is one. A narrow bottleneck with layers that "
        "bend, before and behind it, tells them apart, if it is trained long enough.",
    ):
        require(f1 >= LEAST_F1, f"the F1 of your {alarms.sum()} alarms is {f1:.2f}; expected at least {LEAST_F1:.2f}.")
