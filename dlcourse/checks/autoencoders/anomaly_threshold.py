"""The check of `anomaly_threshold`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, require, unchanged


@exercise(rules=[BY_HAND])
def anomaly_threshold(answer, rng):
    """`anomaly_threshold(errors, false_alarm_rate)`: the smallest error that at most this share of them exceeds.

    Requirements:
    - "in any order" → no alarm at rate 0
    - "at most the share `false_alarm_rate`" → at most this share is above it
    - "Return the smallest of these errors" → the smallest such error
    - "Errors may be equal to each other" → errors that are equal
    - "Leave `errors` as they are" → leaves the errors as they were
    """
    errors = rng.permutation(41) + rng.uniform(0, 0.5, size=41)
    errors = np.roll(errors, 20 - errors.argmax())  # neither the first nor the last is the largest
    rates = (0.0, 0.03, 0.06, 0.11, 0.26, 0.33, 0.5, 0.9)
    with criterion(
        "no alarm at rate 0",
        trivial=True,
        hint="At rate 0 no error may be above the threshold: it is the largest, wherever it stands. Large errors are"
        " the suspicious ones.",
    ):
        close(answer(errors, 0.0), errors.max(), rtol=1e-5, what="the threshold for the rate 0")
        close(
            answer(np.array([3.0, 1, 4, 2]), 0.0), 4.0, rtol=1e-5, what="the threshold of [3, 1, 4, 2] for the rate 0"
        )
    with criterion(
        "at most this share is above it",
        trivial=True,
        hint="Count how many of `errors` are ABOVE the threshold: at most rate · n. If rate · n is no whole number, "
        "round it down.",
    ):
        for rate in rates:
            above = np.mean(errors > _number(answer(errors, rate)) + 1e-6)
            require(above <= rate, f"for a rate of {rate} the share {above:.3f} of 41 errors is above your threshold.")
    with criterion(
        "the smallest such error",
        hint="One of the errors themselves, no number between two of them; and the next smaller one would be exceeded"
        " by more than the share that is allowed.",
    ):
        for rate in rates:
            close(answer(errors, rate), _smallest(errors, rate), rtol=1e-5, what=f"the threshold for the rate {rate}")
        close(answer(np.array([3.0, 1, 2, 4]), 0.25), 3.0, rtol=1e-5, what="that of [3, 1, 2, 4] for the rate 0.25")
    with criterion(
        "errors that are equal", hint="Equal errors count as often as they occur; one alone is not above it."
    ):
        equal_ones = rng.permutation(np.repeat([1.0, 2.0, 5.0], [10, 6, 4]))
        for rate in (0.0, 0.11, 0.22, 0.33, 0.51):
            wanted = _smallest(equal_ones, rate)
            close(answer(equal_ones, rate), wanted, rtol=1e-5, what=f"the threshold for the rate {rate}")
    with criterion(
        "leaves the errors as they were", trivial=True, hint="`errors.sort()` sorts the caller's array: use np.sort."
    ):
        unchanged(lambda errors: answer(errors, 0.1), errors.copy())


def _number(found) -> float:
    close(np.shape(found), [], what="the shape of the threshold")
    return float(found)


def _smallest(errors: np.ndarray, rate: float) -> float:
    """Tried one by one, as the statement says it."""
    return min(error for error in errors if np.mean(errors > error) <= rate)
