"""The check of `chronological_split`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, equal, exercise, require


@exercise(rules=[BY_HAND])
def chronological_split(answer, rng):
    """`chronological_split(series, validation, test)`: three parts, in the order of time."""
    series = rng.normal(size=40)

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
    with criterion("in the order of time", hint="Cut, never shuffle: values that are close in time are similar."):
        close(np.concatenate(parts(series, 0.25, 0.25)), series, what="the parts one after another")
    with criterion("the future is for the test", hint="Train on the oldest values, test on the newest."):
        train, _, test = parts(np.arange(40.0), 0.25, 0.25)
        require(train.max() < test.min(), f"training ends at {train.max():g}, but the test begins at {test.min():g}.")
    with criterion(
        "shares of the whole", hint="Both shares refer to the whole series: round(share * len(series)) values."
    ):
        for n, validation, test in ((40, 0.25, 0.1), (41, 0.2, 0.3), (100, 0.05, 0.15)):
            found = [len(part) for part in parts(np.zeros(n), validation, test)]
            wanted = [round(n * validation), round(n * test)]
            equal(found[1:], wanted, what=f"validation and test sizes of {n} values at {validation:g} and {test:g}")
    with criterion("no test part if its share is 0", hint="series[-0:] is the WHOLE series: count from the front."):
        equal(
            [len(part) for part in parts(np.zeros(20), 0.25, 0.0)], [15, 5, 0], what="the sizes for shares 0.25 and 0"
        )
