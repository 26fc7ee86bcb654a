"""The check of `confusion_matrix`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise


@exercise(rules=[BY_HAND])
def confusion_matrix(answer, rng):
    """`confusion_matrix(y_true, y_pred, classes)`: how often each class (row) is taken for each (column).

    Requirements:
    - "Return an array (classes, classes)" → a row and a column for each class
    - "counts samples" → counts every sample once
    - "the rows are the truth, the columns the prediction" → rows are the truth
    - "entry [i, j] counts samples of class i predicted as j" → any labels
    """
    with criterion(
        "a row and a column for each class", hint="Its size is given: classes that do not occur have zeros."
    ):
        close(np.shape(answer([0, 1, 1], [0, 0, 1], 4)), [4, 4], what="the shape for 4 classes")
        close(np.asarray(answer([0, 1, 1], [0, 0, 1], 3))[2], [0, 0, 0], what="the row of a class that does not occur")
    with criterion("counts every sample once", hint="Add 1 for EVERY sample: the table's sum is their number."):
        close(np.sum(answer([1] * 9, [0] * 9, 2)), 9, what="the sum for nine samples")
    with criterion("rows are the truth", hint="Truth down the rows, prediction along the columns. Not the other way."):
        close(
            answer([0, 0, 0, 1], [1, 1, 0, 1], 2),
            [[1, 2], [0, 1]],
            what="the table for y_true = 0, 0, 0, 1 and y_pred = 1, 1, 0, 1",
        )
    with criterion("any labels", hint="The entry in row i and column j counts samples of class i predicted as j."):
        y, p = rng.integers(0, 5, 300), rng.integers(0, 5, 300)
        close(answer(y, p, 5), np.eye(5)[y].T @ np.eye(5)[p], what="the table of 300 samples")
