"""The check of `gae`."""

from itertools import pairwise

import numpy as np

from dlcourse.checks.core import BY_HAND, as_array, close, criterion, exercise, unchanged


def written_out(rewards, values, gamma: float, lam: float) -> np.ndarray:
    """The advantages of T steps without an end: sums of the surprises to come, with weights (γλ)^k."""
    surprises = np.asarray(rewards) + gamma * values[1:] - values[:-1]
    return np.array([surprises[t:] @ (gamma * lam) ** np.arange(len(rewards) - t) for t in range(len(rewards))])


@exercise(rules=[BY_HAND])
def gae(answer, rng):
    r"""`gae(rewards, values, dones, gamma, lam)`: generalised advantage estimates, same shape as the rewards.

    Requirements:
    - "Return the advantages, same shape as `rewards`" → one advantage for each step
    - "\delta_t = r_t + \gamma\,(1 - d_t)\, V_{t+1} - V_t" → lam 0, the surprise of one step
    - "the episode is only cut off, and `values[T]` stands for what would have come" → cut off is not the end
    - "A_t = \delta_t + \gamma \lambda\,(1 - d_t)\, A_{t+1}" → surprises to come, with weights
    - "neither the next state's value nor the next advantage counts" → nothing passes an end
    - "or `(T, n)` for $n$ environments side by side" → environments side by side
    - "`dones` holds `True` and `False`, or 1 and 0" → environments side by side
    - "Leave the arguments as they are" → leaves its arguments unchanged
    """
    T, gamma, lam = 6, 0.9, 0.8
    rewards, values, none = rng.normal(size=T), rng.normal(size=T + 1), np.zeros(T, bool)
    with criterion("one advantage for each step", trivial=True, hint="T advantages; `values` has one row more."):
        close(np.shape(answer(rewards, values, none, gamma, lam)), [T], what="the shape for six steps")
    with criterion(
        "lam 0, the surprise of one step",
        hint="What came, plus gamma times the value of the NEXT state, minus the value of this one.",
    ):
        found = as_array(answer(rewards, values, none, gamma, 0.0))
        expected = written_out(rewards, values, gamma, 0.0)
        close(found[:-1], expected[:-1], what="the advantages of all steps but the last, lam = 0,")
    with criterion(
        "cut off is not the end",
        weight=2,
        hint="After the last step the world goes on, if it is not done: values[T] counts.",
    ):
        found = as_array(answer(rewards, values, none, gamma, 0.0))
        close(
            found[-1],
            rewards[-1] + gamma * values[-1] - values[-2],
            what="the advantage of the last step, not done, lam = 0,",
        )
    with criterion(
        "surprises to come, with weights",
        weight=2,
        hint="From the last step backwards: the surprise, plus gamma · lam times the advantage of the next step.",
    ):
        for share in (0.8, 1.0):
            expected = written_out(rewards, values, gamma, share)
            close(answer(rewards, values, none, gamma, share), expected, what=f"the advantages for lam = {share}")
    _ends_and_columns(answer, rng, gamma, lam)
    with criterion("leaves its arguments unchanged", trivial=True, hint="Write into a new array."):
        unchanged(answer, rewards, values, none, gamma, lam)


def _ends_and_columns(answer, rng, gamma: float, lam: float) -> None:
    """The criteria on episodes that end on the way, and on several environments."""
    rewards, values, dones = rng.normal(size=(7, 3)), rng.normal(size=(8, 3)), np.zeros((7, 3), bool)
    dones[2, 0] = dones[6, 1] = dones[0, 1] = True
    expected = np.stack([_with_ends(rewards[:, i], values[:, i], dones[:, i], gamma, lam) for i in range(3)], axis=1)
    with criterion(
        "nothing passes an end",
        weight=2,
        hint="At a step with done, values[t + 1] and the next advantage belong to a NEW episode: both are left out. The"
        " step's own reward stays.",
    ):
        for i in range(2):
            found = answer(rewards[:, i], values[:, i], dones[:, i], gamma, lam)
            ends = np.flatnonzero(dones[:, i]).tolist()
            close(found, expected[:, i], what=f"the advantages of 7 steps with ends after {ends}")
    with criterion(
        "environments side by side",
        hint="Each column is an environment by itself: no sums over columns, no `if dones[t]`. True is 1.",
    ):
        close(answer(rewards, values, dones, gamma, lam), expected, what="the advantages of three environments")
        close(answer(rewards, values, dones.astype(int), gamma, lam), expected, what="the same with dones as 1 and 0")


def _with_ends(rewards, values, dones, gamma: float, lam: float) -> np.ndarray:
    """Cut at each end into episodes; after an end comes a state that is worth nothing."""
    cuts = [0, *(np.flatnonzero(dones) + 1), len(rewards)]
    parts = []
    for start, stop in pairwise(cuts):
        own = values[start : stop + 1].copy()
        if stop > start:
            own[-1] *= not dones[stop - 1]
            parts.append(written_out(rewards[start:stop], own, gamma, lam))
    return np.concatenate(parts)
