"""The check of `minibatches`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, equal, exercise, require, unchanged


@exercise(rules=[BY_HAND])
def minibatches(answer, rng):
    """`minibatches(X, y, batch_size, rng)`: yields `(X_batch, y_batch)`, every sample once, in random order."""
    X = rng.normal(size=(23, 3))
    y = np.arange(23)

    def epoch(batch_size=5, seed=1):
        return _checked_batches(answer(X.copy(), y.copy(), batch_size, np.random.default_rng(seed)))

    with criterion(
        "every sample exactly once", hint="The batches of an epoch together hold every sample; none comes twice."
    ):
        close(np.sort(np.concatenate([labels for _, labels in epoch()])), y, what="the targets of an epoch, sorted")
    with criterion(
        "batches of the right size",
        hint="All batches are full but the last; the last holds what is left, and is not dropped.",
    ):
        for size in (5, 23, 40, 1):
            sizes = [len(labels) for _, labels in epoch(size)]
            equal(sizes, [size] * (23 // size) + [23 % size] * (23 % size > 0), what=f"the sizes of batches of {size}")
    with criterion("X and y stay in step", weight=2, hint="Draw ONE order, and use it for the rows of X and for y."):
        for rows, labels in epoch():
            close(rows, X[np.asarray(labels, dtype=int)], what="the rows of X in a batch, found by its targets")
    with criterion(
        "a random order", hint="Draw the order with rng.permutation or rng.shuffle, from the rng that is given."
    ):
        one, other, again = (np.concatenate([labels for _, labels in epoch(seed=seed)]) for seed in (1, 2, 1))
        require(not np.array_equal(one, y), "the samples are in their original order; expected a random one.")
        require(not np.array_equal(one, other), "two generators with different seeds gave the same order.")
        close(again, one, what="the order from a generator with the same seed")
    with criterion(
        "leaves X and y as they were", trivial=True, hint="Shuffle indices, not the data: the caller still needs it."
    ):
        unchanged(lambda a, b: list(answer(a, b, 5, np.random.default_rng(1))), X.copy(), y.copy())


def _checked_batches(result) -> list:
    batches = list(result)
    for batch in batches:
        require(
            isinstance(batch, tuple | list) and len(batch) == 2, f"a batch is {batch!r:.80}; expected a pair (X, y)."
        )
        require(len(batch[0]) == len(batch[1]), f"a batch has {len(batch[0])} rows of X and {len(batch[1])} targets.")
    require(len(batches) > 0, "minibatches yields no batches.")
    return batches
