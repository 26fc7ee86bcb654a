"""The check of `minibatches`."""

from collections.abc import Callable

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, equal, exercise, require, unchanged


@exercise(rules=[BY_HAND])
def minibatches(answer, rng):
    """`minibatches(X, y, batch_size, rng)`: yields `(X_batch, y_batch)`, every sample once, in random order.

    Requirements:
    - "the last batch may be smaller" → batches of the right size
    - "Every sample comes exactly once" → every sample exactly once
    - "Row and target of a sample stay together" → X and y stay in step
    - "in an order drawn from `rng`" → a random order
    - "any samples may meet in a batch" → all samples are shuffled
    - "Do not reorder `X` and `y` themselves" → leaves X and y as they were
    """
    X = rng.normal(size=(23, 3))
    y = np.arange(23)

    def epoch(batch_size=5, seed=1):
        return _checked_batches(answer(X.copy(), y.copy(), batch_size, np.random.default_rng(seed)))

    with criterion(
        "batches of the right size",
        hint="All batches are full but the last; the last holds what is left, and is not dropped.",
    ):
        for size in (5, 23, 40, 1):
            sizes = [len(labels) for _, labels in epoch(size)]
            equal(sizes, [size] * (23 // size) + [23 % size] * (23 % size > 0), what=f"the sizes of batches of {size}")
    epochs = {}
    with criterion(
        "every sample exactly once", hint="The batches of an epoch together hold every sample; none comes twice."
    ):
        epochs = {seed: epoch(seed=seed) for seed in (1, 2, 3)}
        for batches in epochs.values():
            close(np.sort(np.concatenate([labels for _, labels in batches])), y, what="the targets of an epoch, sorted")
    with criterion("X and y stay in step", weight=2, hint="Draw ONE order, and use it for the rows of X and for y."):
        for rows, labels in epochs[1]:
            close(rows, X[np.asarray(labels, dtype=int)], what="the rows of X in a batch, found by its targets")
    _is_shuffled(epochs, lambda: epoch(seed=1))
    with criterion(
        "leaves X and y as they were", trivial=True, hint="Shuffle indices, not the data: the caller still needs it."
    ):
        unchanged(lambda a, b: list(answer(a, b, 5, np.random.default_rng(1))), X.copy(), y.copy())


def _is_shuffled(epochs: dict[int, list], first_again: Callable[[], list]) -> None:
    """The criteria on the order of the samples 0, 1, 2, …, from epochs by seed."""
    y = np.arange(23)
    with criterion(
        "a random order", hint="Draw the order with rng.permutation or rng.shuffle, from the rng that is given."
    ):
        one, other, again = (
            np.concatenate([labels for _, labels in batches]) for batches in (epochs[1], epochs[2], first_again())
        )
        require(not np.array_equal(one, y), "the samples are in their original order; expected a random one.")
        require(not np.array_equal(one, other), "two generators with different seeds gave the same order.")
        close(again, one, what="the order from a generator with the same seed")
    with criterion(
        "all samples are shuffled",
        hint="Shuffle ALL samples first, then cut: not only those within a batch, and not only the batches.",
    ):
        alike = [_are_neighbours(labels, 23) for batches in epochs.values() for _, labels in batches]
        require(not all(alike), "each batch holds neighbours of the original order; expected samples from everywhere.")


def _are_neighbours(labels, count: int) -> bool:
    """Whether these numbers follow each other, in some order; after the last comes the first."""
    gaps = np.diff(np.sort(np.asarray(labels)), append=np.min(labels) + count)
    return np.sum(gaps != 1) <= 1


def _checked_batches(result) -> list:
    batches = list(result)
    for batch in batches:
        require(
            isinstance(batch, tuple | list) and len(batch) == 2, f"a batch is {batch!r:.80}; expected a pair (X, y)."
        )
        require(len(batch[0]) == len(batch[1]), f"a batch has {len(batch[0])} rows of X and {len(batch[1])} targets.")
    require(len(batches) > 0, "minibatches yields no batches.")
    return batches
