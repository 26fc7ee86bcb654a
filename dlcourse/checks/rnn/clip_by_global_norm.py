"""The check of `clip_by_global_norm`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, equal, exercise, require, unchanged
from dlcourse.checks.rnn.pairs import pair


@exercise(rules=[BY_HAND])
def clip_by_global_norm(answer, rng):
    """`clip_by_global_norm(gradients, limit)`: (clipped gradients, norm before).

    Requirements:
    - "the global norm before clipping" → one norm for all of them
    - "keep their direction" → the direction stays
    - "become as long as the limit" → shortened to the limit
    - "others keep their values" → small gradients stay small
    - "their norm may be exactly the limit" → at the limit nothing changes
    - "The gradients may all be zero" → zeros
    - "Leave what you were given as it is" → leaves the gradients as they were
    """
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
    small = [0.01 * g for g in large]
    with criterion(
        "the direction stays",
        trivial=True,
        hint="Every gradient gets the SAME factor. Clipping each tensor, or each number, alone changes the direction.",
    ):
        clipped, _ = clip(large, 2.0)
        length = np.sqrt(sum((g**2).sum() for g in clipped))
        require(length > 0, "after clipping to 2, all gradients are 0.")
        for before, after in zip(large, clipped, strict=True):
            close(after / length, before / norm, what="a clipped gradient, divided by the length of all")
    with criterion("shortened to the limit", hint="Scale so that the length of all gradients together is the limit."):
        for limit in (2.0, 0.5):
            clipped, _ = clip(large, limit)
            close(np.sqrt(sum((g**2).sum() for g in clipped)), limit, what=f"the norm after clipping to {limit:g}")
    _little_to_do(clip, small, 0.01 * norm)
    hint = "Return new arrays: g *= … writes into the caller's."
    with criterion("leaves the gradients as they were", hint=hint, trivial=True):
        unchanged(answer, [g.copy() for g in large], 2.0)


def _little_to_do(clip, small, norm: float) -> None:
    """The criteria with gradients that need no clipping; `small` ones have this norm."""
    with criterion(
        "small gradients stay small",
        trivial=True,
        hint="Below the limit nothing changes: clipping never makes a step longer.",
    ):
        clipped, before = clip(small, 100.0)
        close(before, norm, what="the norm of gradients below the limit")
        for old, new in zip(small, clipped, strict=True):
            close(new, old, what="a gradient below the limit")
    with criterion(
        "at the limit nothing changes",
        trivial=True,
        hint="A norm may be exactly the limit: what does your code do then?",
    ):
        exact = [np.array([3.0]), np.array([[4.0]])]
        for old, new in zip(exact, clip(exact, 5.0)[0], strict=True):
            close(new, old, what="a gradient of [3] and [[4]] at the limit 5")
    with criterion("zeros", trivial=True, hint="With all gradients 0 the norm is 0: do not divide by it."):
        for clipped in clip([np.zeros(3), np.zeros((2, 2))], 1.0)[0]:
            close(clipped, np.zeros(clipped.shape), what="a clipped gradient of zeros")
