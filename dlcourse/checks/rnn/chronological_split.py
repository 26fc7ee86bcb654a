"""The check of `chronological_split`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, equal, exercise, require


@exercise(rules=[BY_HAND])
def chronological_split(answer, rng):
    """`chronological_split(series, validation, test)`: three parts, in the order of time.

    Requirements:
    - "return three parts, `(train, validation, test)`" → nothing is lost
    - "in the order of time" → each part is in the order of time
    - "the oldest values train, the newest test" → the past is for training, the future for the test
    - "shares of the whole series" → shares of the whole
    - "`round(n * s)` of them" → sizes as `round` gives them
    - "A share may be 0" → no part if its share is 0
    """

    def parts(*args):
        found = answer(*args)
        require(
            isinstance(found, tuple | list) and len(found) == 3,
            "chronological_split should return three parts: train, validation, test.",
        )
        return [np.asarray(part) for part in found]

    with criterion("nothing is lost", hint="Put back together, the three parts are the series: no gap and no overlap."):
        for n in (40, 37):
            equal(sum(map(len, parts(np.arange(float(n)), 0.2, 0.1))), n, what="the lengths of the parts together")
            close(np.sort(np.concatenate(parts(np.arange(float(n)), 0.2, 0.1))), np.arange(n), what="all parts, sorted")
    with criterion("each part is in the order of time", hint="Cut, never shuffle: neighbours in time are similar."):
        for part, name in zip(parts(np.arange(40.0), 0.25, 0.25), ("training", "validation", "test"), strict=True):
            require(bool((np.diff(part) == 1).all()), f"the {name} part of 0, 1, 2, … is {part}: it has no such order.")
    with criterion(
        "the past is for training, the future for the test", hint="Train on the oldest values, test on the newest."
    ):
        train, _, test = parts(np.arange(40.0), 0.25, 0.25)
        require(train.max() < test.min(), f"training ends at {train.max():g}, but the test begins at {test.min():g}.")
        series = rng.normal(size=40)
        close(np.concatenate(parts(series, 0.25, 0.25)), series, what="the parts one after another")
    with criterion("shares of the whole", hint="Both shares refer to the WHOLE series, and each to its own part."):
        for n, validation, test in ((40, 0.25, 0.1), (100, 0.05, 0.15), (8, 0.5, 0.25)):
            _sizes(parts, n, validation, test)
    with criterion(
        "sizes as `round` gives them",
        hint="Round the size of each part that is held back: int() always rounds down; the training part has the rest.",
    ):
        for n, validation, test in ((41, 0.2, 0.3), (47, 0.1, 0.2), (10, 0.25, 0.25), (14, 0.25, 0.25), (9, 0.3, 0.5)):
            _sizes(parts, n, validation, test)
    with criterion("no part if its share is 0", hint="series[-0:] is the WHOLE series: count from the front."):
        for validation, test in ((0.25, 0.0), (0.0, 0.25), (0.0, 0.0)):
            _sizes(parts, 20, validation, test)


def _sizes(parts, n: int, validation: float, test: float) -> None:
    """Raise MismatchError unless the three parts of n values have the sizes that the shares ask for."""
    found = [len(part) for part in parts(np.zeros(n), validation, test)]
    held_back = [round(n * validation), round(n * test)]
    what = f"the sizes of {n} values at the shares {validation:g} and {test:g}"
    equal(found, [n - sum(held_back), *held_back], what=what)
