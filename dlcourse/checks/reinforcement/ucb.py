"""The check of `ucb`."""

import math

import numpy as np

from dlcourse.checks.core import BY_HAND, as_array, close, criterion, exercise, require, unchanged


@exercise(rules=[BY_HAND])
def ucb(answer, rng):
    r"""`ucb(counts, sums, t, c)`: upper confidence bounds of the arms, (k,).

    Requirements:
    - "what it gave in all these pulls together" → means of what an arm gave
    - "Return the upper bounds" → the worked example
    - "how many pulls there have been of all arms" → the bonus grows with the pulls of all arms
    - "c \sqrt{\frac{\ln t}{\text{counts}_i}}" → the bonus shrinks with the arm's own pulls
    - "An arm that was never pulled has the bound `np.inf`" → arms that were never pulled
    - "Leave the arguments as they are" → leaves its arguments unchanged
    """
    counts = rng.permutation([2, 5, 9, 31])
    sums = rng.normal(size=4) * counts
    t = int(counts.sum())
    with criterion("means of what an arm gave", hint="`sums` are sums: divide by how often each arm was pulled."):
        close(
            answer(counts, sums, t, 0.0), [s / n for s, n in zip(sums, counts, strict=True)], what="the bounds, c = 0,"
        )
    with criterion(
        "the worked example", hint="Mean plus bonus; the natural logarithm; the root of the whole fraction ln t / n."
    ):
        found = answer(np.array([4, 1]), np.array([2.0, 0.0]), 5, 1.0)
        close(found, [1.134318, 1.268636], rtol=1e-5, what="the bounds of the example")
    with criterion(
        "the bonus grows with the pulls of all arms",
        hint="ln t, with the number of ALL pulls; at t = 1 the bonus is 0. c is in front of the root.",
    ):
        for pulls in (1, 20, 400):
            bonus = as_array(answer(np.full(3, 4), np.zeros(3), pulls, 0.7))
            close(
                bonus, np.full(3, 0.35 * math.log(pulls) ** 0.5), what=f"the bonus after 4 of {pulls} pulls, c = 0.7,"
            )
    with criterion("the bonus shrinks with the arm's own pulls", hint="Divide by the arm's own count, below the root."):
        bonus = as_array(answer(counts, np.zeros(4), t, 2.0))
        close(bonus**2 * counts, np.full(4, 4 * math.log(t)), what="counts times the squared bonus, c = 2,")
    with criterion(
        "arms that were never pulled",
        hint="0 / 0 is nan, and nan wins no comparison. Fill with np.inf first; compute only where counts > 0.",
    ):
        found = as_array(answer(np.array([3, 0, 1, 0]), np.array([3.0, 0.0, 2.0, 0.0]), 4, 1.0))
        close(found.shape, [4], what="the shape of the bounds")
        require(bool(np.all(found[[1, 3]] == np.inf)), f"two arms were never pulled; their bounds are {found[[1, 3]]}.")
        close(found[0], 1 + (math.log(4) / 3) ** 0.5, what="the bound of an arm beside them")
    with criterion("leaves its arguments unchanged", trivial=True, hint="Write into a new array."):
        unchanged(answer, np.array([3.0, 0.0, 1.0]), np.array([3.0, 0.0, 2.0]), 4, 1.0)
