"""The check of `standardize`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, equal, exercise, finite, require, unchanged


@exercise(rules=[BY_HAND])
def standardize(answer, rng):
    """`standardize(train, *others)`: all parts scaled with the mean and standard deviation of the columns of train.

    Requirements:
    - "the mean and the standard deviation (NumPy's std) of the columns" → the training columns have mean 0 and spread 1
    - "all of them, in the same order" → all parts, in their order
    - "of the columns of train" → the others are scaled as the training part
    - "A column that never changes in train is only shifted" → a column that never changes
    - "decimals or whole numbers" → whole numbers too
    - "Leave the arguments as they are" → leaves its arguments as they were
    """
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

    with criterion(
        "the training columns have mean 0 and spread 1",
        hint="Every column by itself: subtract its mean, divide by its standard deviation (axis=0).",
    ):
        first = scaled(train)[0]
        close(first.mean(axis=0), np.zeros(3), atol=1e-7, what="the means of the training columns")
        close(first.std(axis=0), np.ones(3), rtol=1e-5, what="the standard deviations of the training columns")
    with criterion("all parts, in their order", hint="Return train first, then the others in the order they came in."):
        rows = [len(part) for part in scaled(train, other, other[:7])]
        equal(rows, [40, 25, 7], what="the numbers of rows for parts of 40, 25 and 7 rows")
    with criterion(
        "the others are scaled as the training part",
        weight=2,
        hint="Mean and spread are learned from the training part alone. The other parts must not change them.",
    ):
        parts = (train, other, 2 * other)
        for name, part, found in zip(("training", "second", "third"), parts, scaled(*parts), strict=True):
            close(found, _as_train(part, train), rtol=1e-5, atol=1e-6, what=f"the {name} part")
    _column_that_stands_still(scaled, train)
    with criterion(
        "leaves its arguments as they were",
        trivial=True,
        hint="Work on copies: -= and /= write into the caller's array.",
    ):
        unchanged(answer, train.copy(), other.copy())
    _whole_numbers(scaled)


def _as_train(part: np.ndarray, train: np.ndarray) -> np.ndarray:
    centre = train.sum(axis=0) / len(train)
    spread = np.sqrt((train**2).sum(axis=0) / len(train) - centre**2)
    return (part - centre) / spread


def _column_that_stands_still(scaled, train: np.ndarray) -> None:
    """The criterion on a column with standard deviation 0."""
    with criterion(
        "a column that never changes", hint="Its standard deviation is 0, and nothing can be divided by 0: use 1 there."
    ):
        still = train.copy()
        still[:, 1] = 7.0
        result = scaled(still, still + 1)
        finite(result[0], what="the training part")
        close(result[1][:, 1], np.ones(40), what="a column of 8 where training held 7")
        close(result[0][:, 1], np.zeros(40), what="a column of 7 where training held 7")


def _whole_numbers(scaled) -> None:
    """The criterion on columns of whole numbers."""
    with criterion(
        "whole numbers too",
        hint="An array of whole numbers cannot hold decimals. Put the result into a new array, not into a copy.",
    ):
        result = scaled(np.array([[1], [2], [3], [6]]), np.array([[4]]))
        close(result[0].ravel(), np.array([-2, -1, 0, 3]) / np.sqrt(3.5), what="the training part 1, 2, 3, 6")
        close(result[1], [[1 / np.sqrt(3.5)]], what="the 4 of another part")
