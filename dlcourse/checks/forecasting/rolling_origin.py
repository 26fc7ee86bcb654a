"""The check of `rolling_origin`."""

from typing import Any

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, require


def pairs_of(found: Any) -> list[tuple[np.ndarray, np.ndarray]]:
    """What came back, as pairs of arrays. Raises MismatchError where it is no list of pairs."""
    require(isinstance(found, list | tuple), f"it returned a {type(found).__name__}; expected a list of pairs.")
    for pair in found:
        require(isinstance(pair, list | tuple) and len(pair) == 2, "each item should be a pair (train, test).")
    return [(np.asarray(train), np.asarray(test)) for train, test in found]


@exercise(rules=[BY_HAND])
def rolling_origin(answer, rng):
    """`rolling_origin(n, first, horizon, step)`: pairs (train, test) of days, with an origin that moves on.

    Requirements:
    - "Return a list of pairs `(train, test)`" → a list of pairs
    - "The first origin is `first`" → begins at the first origin
    - "each next one is `step` days later" → the origin moves by step
    - "`train` has **all** days before the origin" → all days before the origin
    - "`test` has the `horizon` days from the origin on" → the horizon from the origin on
    - "Stop when a test part would not be complete any more" → complete test parts only
    """
    horizon, step = int(rng.integers(3, 9)), int(rng.integers(2, 7))
    first, more = int(rng.integers(10, 30)), int(rng.integers(3, 8))
    n = first + more * step + horizon  # the last test part ends with the last day
    with criterion("a list of pairs", required=True, hint="[(train, test), …]: two arrays of days for each origin."):
        require(len(pairs_of(answer(10, 6, 2, 1))) > 0, "the list is empty for rolling_origin(10, 6, 2, 1).")
    found = pairs_of(answer(n, first, horizon, step))
    call = f"rolling_origin({n}, {first}, {horizon}, {step})"
    with criterion("begins at the first origin", hint="The first test part begins with the day `first` itself."):
        close(found[0][1][:1], [first], what=f"the first test day of {call}")
    with criterion(
        "the horizon from the origin on", hint="origin, …, origin + horizon − 1: `horizon` days, the origin among them."
    ):
        for _, test in found:
            close(test, int(test[0]) + np.arange(horizon), what=f"a test part of {call}")
    with criterion("the origin moves by step", hint="Not by the horizon: test parts may overlap or leave gaps."):
        origins = [int(test[0]) for _, test in found]
        require(
            all(np.diff(origins) == step),
            f"the origins of {call} are {origins}.",
        )
    with criterion(
        "complete test parts only",
        hint="The last test day may be n − 1: an origin counts if origin + horizon ≤ n. One too few, or one too many?",
    ):
        close(len(found), more + 1, what=f"the number of pairs of {call}")
        close(len(pairs_of(answer(n - 1, first, horizon, step))), more, what="that number for a series one day shorter")
        close(len(pairs_of(answer(first + 1, first, horizon, step))), 0, what="that number where no test part fits")
    with criterion(
        "all days before the origin",
        weight=2,
        hint="From day 0 up to the day before the origin. The origin itself is not known yet: it is the first of the"
        " test. The train part grows; it does not slide.",
    ):
        for train, test in found:
            close(train, np.arange(int(test[0])), what=f"the train part before the origin {int(test[0])}")
