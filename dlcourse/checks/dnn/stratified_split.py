"""The check of `stratified_split`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, equal, exercise, require


@exercise(rules=[BY_HAND])
def stratified_split(answer, rng):
    """`stratified_split(y, share, rng)`: two arrays of row numbers, to train on and held out.

    Requirements:
    - "Every row is in exactly one of them" → every row exactly once
    - "those to train on, and those held out" → the share is held out
    - "Of a class with m rows" → the same share of each class
    - "Python's round" → rounded as Python rounds
    - "drawn at random with rng" → drawn at random
    """
    y = rng.permutation(np.repeat([0, 1, 2], [60, 30, 10]))

    def split(labels=y, share=0.2, seed=1):
        parts = answer(labels.copy(), share, np.random.default_rng(seed))
        require(
            isinstance(parts, tuple | list) and len(parts) == 2,
            "stratified_split should return two arrays of row numbers.",
        )
        return [np.asarray(part).astype(int).ravel() for part in parts]

    with criterion(
        "every row exactly once",
        hint="Each row goes to exactly one of the two parts: never to both, and none is left out.",
    ):
        close(np.sort(np.concatenate(split())), np.arange(100), what="all row numbers, sorted")
        close(np.sort(np.concatenate(split(y[:7]))), np.arange(7), what="all row numbers of seven rows, sorted")
    with criterion(
        "the share is held out",
        hint="`share` is the share of rows held out, the SECOND part. All other rows are the first part.",
    ):
        equal([len(part) for part in split()], [80, 20], what="the sizes of the parts for 100 rows and share 0.2")
    with criterion(
        "the same share of each class", weight=2, hint="Split the rows of each class by itself, then join the parts."
    ):
        equal(np.bincount(y[split()[1]], minlength=3), [12, 6, 2], what="the number of rows held out of 60, 30 and 10")
        labels = rng.permutation(np.repeat([4, 9], [90, 10]))
        held = labels[split(labels, 0.5)[1]]
        equal(
            [(held == 4).sum(), (held == 9).sum()],
            [45, 5],
            what="the number of rows held out of 90 and 10 at share 0.5",
        )
    _rounding(split, rng)
    with criterion("drawn at random", hint="Shuffle the rows of a class before you cut, with the rng that is given."):
        one, other, again = (np.sort(split(seed=seed)[1]) for seed in (1, 2, 1))
        require(not np.array_equal(one, other), "two generators with different seeds held out the same rows.")
        close(again, one, what="the held-out rows from a generator with the same seed")


def _rounding(split, rng) -> None:
    """The criterion on classes whose share is no whole number: 3.75, 3.25, 2.5, 3.5 and 0.25 rows."""
    with criterion(
        "rounded as Python rounds",
        hint="`int` and `//` cut off, `ceil` goes up; `round` takes the nearest number, which may be 0.",
    ):
        sizes = [15, 13, 10, 14, 1]
        labels = rng.permutation(np.repeat(np.arange(5), sizes))
        kept, held = split(labels, 0.25)
        counts = np.bincount(labels[held], minlength=5)
        equal(counts, [4, 3, 2, 4, 0], what="the number of rows held out of 15, 13, 10, 14 and 1 at share 0.25")
        equal(len(kept), sum(sizes) - 13, what="the number of rows to train on")
