"""The check of `standardize`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, equal, exercise, finite, require, unchanged


@exercise(rules=[BY_HAND])
def standardize(answer, rng):
    """`standardize(train, *others)`: all parts scaled with the mean and standard deviation of the columns of train."""
    train = rng.normal(size=(40, 3)) * [1, 100, 0.01] + [5, -20, 1]
    other = rng.normal(size=(25, 3)) * [3, 50, 0.02] + [9, 30, 1]

    def scaled(*parts):
        result = answer(*[part.copy() for part in parts])
        require(
            isinstance(result, tuple | list),
            f"standardize returned {type(result).__name__}; expected a list or tuple with one array per part.",
        )
        equal(len(result), len(parts), what=f"the number of arrays for {len(parts)} parts")
        return [np.asarray(part) for part in result]

    hint = "Every column by itself: subtract its mean, divide by its standard deviation (axis=0)."
    with criterion("the training columns have mean 0 and spread 1", hint=hint):
        first = scaled(train, other)[0]
        close(first.mean(axis=0), np.zeros(3), atol=1e-7, what="the means of the training columns")
        close(first.std(axis=0), np.ones(3), rtol=1e-5, what="the standard deviations of the training columns")
    with criterion(
        "the others are scaled as the training part",
        weight=2,
        hint="Mean and spread are learned from the training part alone. The other parts must not change them.",
    ):
        centre = train.sum(axis=0) / 40
        spread = np.sqrt((train**2).sum(axis=0) / 40 - centre**2)
        parts = (train, other, 2 * other)
        for name, part, found in zip(("training", "second", "third"), parts, scaled(*parts), strict=True):
            close(found, (part - centre) / spread, rtol=1e-5, atol=1e-6, what=f"the {name} part")
    with criterion(
        "a column that never changes", hint="Its standard deviation is 0, and nothing can be divided by 0: use 1 there."
    ):
        still = train.copy()
        still[:, 1] = 7.0
        result = scaled(still, still + 1)
        finite(result[0], what="the training part")
        close(result[1][:, 1], np.ones(40), what="a column of 8 where training held 7")
    with criterion(
        "leaves its arguments as they were",
        trivial=True,
        hint="Work on copies: -= and /= write into the caller's array.",
    ):
        unchanged(answer, train.copy(), other.copy())
