"""The check of `one_hot`."""

import numpy as np

from dlcourse.checks.core import (
    BY_HAND,
    close,
    criterion,
    exercise,
    require,
    unchanged,
)


@exercise(rules=[BY_HAND])
def one_hot(answer, rng):
    """`one_hot(labels, classes)`: array `(samples, classes)` with a single 1 in each row.

    Requirements:
    - "Return an array of shape (samples, classes)" → one row per label, one column per class
    - "with a single 1 in each row" → a single 1 in each row
    - "whole numbers from 0 to classes − 1" → the 1 stands at the label
    - "as a list or an array" → takes a list as well
    - "Leave labels unchanged" → leaves the labels as they were
    """
    labels = rng.integers(0, 4, size=9)
    with criterion(
        "one row per label, one column per class",
        hint="The width is `classes`, also when the largest class does not occur among the labels.",
    ):
        require(
            np.shape(answer(np.array([0, 1]), 5)) == (2, 5),
            f"one_hot([0, 1], 5) has shape {np.shape(answer(np.array([0, 1]), 5))}; expected (2, 5).",
        )
    with criterion(
        "a single 1 in each row",
        hint="Each row holds zeros and a single 1, in the column of its own label. "
        "Watch out for `encoded[:, labels] = 1`, which fills whole columns.",
    ):
        close(np.asarray(answer(labels.copy(), 6), dtype=float).sum(axis=-1), np.ones(9), what="the sum of each row")
        close(np.sort(answer(labels.copy(), 6), axis=-1)[:, -1], np.ones(9), what="the largest entry of each row")
    with criterion("the 1 stands at the label", hint="Label 0 is the first column: classes are counted from 0."):
        close(np.argmax(answer(labels.copy(), 6), axis=-1), labels, what="the column of the 1")
    with criterion("takes a list as well", hint="Turn the labels into an array first: np.asarray(labels)."):
        close(answer([2, 0], 3), [[0, 0, 1], [1, 0, 0]], what="one_hot([2, 0], 3)")
    with criterion("leaves the labels as they were", trivial=True, hint="Do not write into `labels`."):
        unchanged(answer, labels.copy(), 6)
