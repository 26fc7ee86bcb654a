"""The check of `clip_by_global_norm`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, equal, exercise, finite, require, unchanged
from dlcourse.checks.rnn.pairs import pair


@exercise(rules=[BY_HAND])
def clip_by_global_norm(answer, rng):
    """`clip_by_global_norm(gradients, limit)`: (clipped gradients, norm before)."""
    large = [10 * rng.normal(size=(3, 4)), rng.normal(size=5), 3 * rng.normal(size=(2, 2, 2))]
    norm = float(np.linalg.norm(np.concatenate([g.ravel() for g in large])))

    def clip(gradients, limit):
        clipped, before = pair(answer([g.copy() for g in gradients], limit), "clip_by_global_norm")
        require(
            isinstance(clipped, tuple | list),
            f"the clipped gradients are of type {type(clipped).__name__}; expected a list.",
        )
        equal(len(clipped), len(gradients), what="the number of clipped gradients")
        return [np.asarray(g, dtype=float) for g in clipped], before

    with criterion(
        "one norm for all of them", hint="The length of ALL numbers together: the root of the sum of all their squares."
    ):
        close(clip(large, 1.0)[1], norm, what="the norm before clipping")
        close(clip([np.array([3.0]), np.array([[4.0]])], 1.0)[1], 5.0, what="the norm of [3] and [[4]]")
    with criterion("no longer than the limit", hint="Scale so that the length of all gradients together is the limit."):
        clipped, _ = clip(large, 2.0)
        close(np.sqrt(sum((g**2).sum() for g in clipped)), 2.0, what="the norm after clipping to 2")
    with criterion(
        "the direction stays",
        hint="Every gradient gets the SAME factor. Clipping each tensor, or each number, alone changes the direction.",
    ):
        for before, after in zip(large, clip(large, 2.0)[0], strict=True):
            close(after, before * (2.0 / norm), what="a clipped gradient")
    with criterion(
        "small gradients stay small",
        trivial=True,
        hint="Below the limit nothing changes: clipping never makes a step longer.",
    ):
        small = [0.01 * g for g in large]
        for before, after in zip(small, clip(small, 100.0)[0], strict=True):
            close(after, before, what="a gradient below the limit")
    with criterion("zeros", trivial=True, hint="With all gradients 0 the norm is 0: do not divide by it."):
        finite(clip([np.zeros(3), np.zeros((2, 2))], 1.0)[0][0], what="a clipped gradient of zeros")
    hint = "Return new arrays: g *= … writes into the caller's."
    with criterion("leaves the gradients as they were", hint=hint, trivial=True):
        unchanged(answer, [g.copy() for g in large], 2.0)
