"""The check of `pca`."""

import numpy as np

from dlcourse.checks.autoencoders.shapes import has_shape
from dlcourse.checks.core import BY_HAND, close, criterion, equal, exercise, require, unchanged


def made(rng, n: int, d: int, sizes: list[float]) -> tuple[np.ndarray, np.ndarray]:
    """Rows (n, d) with mean 0 that vary in known directions (len(sizes), d), and in no other one, by these sizes."""
    scores = rng.normal(size=(n, len(sizes)))
    scores = np.linalg.qr(scores - scores.mean(axis=0))[0]
    directions = np.linalg.qr(rng.normal(size=(d, d)))[0][: len(sizes)]
    return scores @ (np.array(sizes)[:, None] * directions), directions


@exercise(rules=[BY_HAND])
def pca(answer, rng):
    """`pca(X, k)`: the mean (d,), and the k directions of largest variance (k, d).

    Requirements:
    - "Return the pair `(mean, components)`" → a mean and k rows
    - "is the mean of the rows" → the mean of the rows
    - "rows of length 1, at right angles to each other" → length 1, and right angles
    - "the largest variance first" → the largest variance first
    - "vary most around their mean" → around the mean
    - "There may be more columns than rows" → more columns than rows
    - "Leave `X` as it is" → leaves X as it was
    """
    X, directions = made(rng, 40, 6, [9.0, 5.0, 2.0, 0.5])
    far = X + rng.uniform(20, 30, size=6)

    def run(X, k):
        found = answer(X, k)
        equal(len(found), 2, what="the number of results")
        return np.asarray(found[0], dtype=float), np.asarray(found[1], dtype=float)

    def same_directions(found, wanted, what):
        """Equal but for the sign of each row."""
        signs = np.where(np.sum(found * wanted, axis=1) < 0, -1.0, 1.0)
        close(found * signs[:, None], wanted, rtol=1e-3, atol=1e-3, what=what)

    with criterion(
        "a mean and k rows",
        trivial=True,
        hint="Return the mean (d,) and the components (k, d): a mean for each column, and k rows, no more. A component "
        "is a ROW of d numbers.",
    ):
        mean, components = run(far, 3)
        has_shape(mean, (6,), what="the shape of the mean for X (40, 6) and k = 3")
        has_shape(components, (3, 6), what="the shape of the components for X (40, 6) and k = 3")
    with criterion("the mean of the rows", hint="One mean for each column, of X as it was given."):
        close(run(far, 2)[0], far.mean(axis=0), rtol=1e-4, what="the mean")
    with criterion(
        "length 1, and right angles",
        trivial=True,
        hint="Directions have length 1; how much the data vary along them is not part of them. (Of what svd gives, "
        "only the third holds directions; the first has a row for each sample.)",
    ):
        components = run(X, 3)[1]
        close(components @ components.T, np.eye(3), rtol=1e-4, atol=1e-5, what="the products of the components")
    with criterion(
        "the largest variance first",
        hint="svd gives directions as the rows of its third result, the largest first; eigh gives them as columns, the"
        " smallest first. Leave the scale of the columns as it is.",
    ):
        same_directions(run(X, 3)[1], directions[:3], "the components of rows with mean 0, up to the sign,")
    _further(run, same_directions, far, directions, rng)
    with criterion("leaves X as it was", trivial=True, hint="`X -= mean` writes into the caller's array."):
        unchanged(lambda X: answer(X, 2), far.copy())


def _further(run, same_directions, far: np.ndarray, directions: np.ndarray, rng) -> None:
    """The criteria on data far from 0, and on few rows."""
    with criterion("around the mean", hint="Far from 0, the longest direction is that of the mean: subtract it first."):
        same_directions(run(far, 2)[1], directions[:2], "the components of rows far from 0, up to the sign,")
    with criterion(
        "more columns than rows",
        hint="Four rows vary in three directions at most. k = 4 still asks for four rows of length 1, at right angles.",
    ):
        few, own = made(rng, 4, 9, [4.0, 3.0, 1.0])
        components = run(few + 5, 4)[1]
        close(components.shape, [4, 9], what="the shape of the components for X (4, 9) and k = 4")
        require(bool(np.isfinite(components).all()), "a component holds nan or an infinite number.")
        close(components @ components.T, np.eye(4), rtol=1e-4, atol=1e-4, what="the products of the components")
        same_directions(components[:3], own, "the first three components of four rows, up to the sign,")
