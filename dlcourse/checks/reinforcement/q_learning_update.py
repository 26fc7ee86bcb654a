"""The check of `q_learning_update`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, as_array, close, criterion, exercise, unchanged


@exercise(rules=[BY_HAND])
def q_learning_update(answer, rng):
    r"""`q_learning_update(Q, s, a, r, s2, done, lr, gamma)`: the table after one step of Q-learning.

    Requirements:
    - "Return the new table" → a table, with one number changed
    - "All other numbers stay the same" → a table, with one number changed
    - "by the share `lr` towards the target" → a step of the size lr
    - "Move `Q[s, a]` by the share `lr`" → a share of the whole way
    - "r + \gamma \max_{b} Q(s_2, b)" → the best of the next state
    - "nothing comes after it, the target is `r` alone" → nothing after the end
    - "Where the episode was only cut off (truncated), `done` is false" → cut off is not the end
    - "leave `Q` as it is" → leaves its arguments unchanged
    """
    Q = rng.normal(size=(5, 3))
    s, a, s2, r, lr, gamma = 1, 2, 3, 0.7, 0.25, 0.9
    others = np.arange(15).reshape(5, 3) != 3 * s + a
    with criterion(
        "a table, with one number changed", trivial=True, hint="Return the whole table; only Q[s, a] learns."
    ):
        found = as_array(answer(Q, s, a, r, s2, False, lr, gamma))
        close(found.shape, Q.shape, what="the shape of the table")
        close(found[others], Q[others], what="the other numbers")
    with criterion(
        "a step of the size lr", hint="Old value plus lr · (target − old value): with lr = 1 the target itself."
    ):
        for share in (1.0, 0.25):
            found = as_array(answer(Q, s, a, r, s2, False, share, 0.0))[s, a]
            close(found, (1 - share) * Q[s, a] + share * r, what=f"Q[s, a] for lr = {share}, gamma = 0")
    with criterion(
        "the best of the next state",
        weight=2,
        hint="gamma times the largest value of row s2, not of s. Not the mean, and not what is done next.",
    ):
        for best in range(3):
            table = Q.copy()
            table[s2] = [-2.0, -3.0, -4.0]
            table[s2, best] = -1.0
            found = as_array(answer(table, s, a, r, s2, False, 1.0, gamma))[s, a]
            close(found, r - gamma, what=f"Q[s, a] for lr = 1, where the best value of s2 is −1 (action {best}),")
    with criterion(
        "nothing after the end",
        weight=2,
        hint="After `done` there is no future, whatever the table says of s2: the target is the reward.",
    ):
        close(as_array(answer(Q + 5, s, a, r, s2, True, 1.0, gamma))[s, a], r, what="Q[s, a] for lr = 1, done,")
    _whole_way(answer, Q, s, a, r, s2, lr, gamma)
    with criterion("leaves its arguments unchanged", trivial=True, hint="Q.copy() first."):
        unchanged(answer, Q, s, a, r, s2, False, lr, gamma)


def _whole_way(answer, Q, s, a, r, s2, lr, gamma) -> None:
    """The criteria on a step where the episode was cut off, and on one with all its parts at once."""
    with criterion(
        "cut off is not the end",
        hint="`done` alone decides whether something follows: not the place of s2, the reward or the values there.",
    ):
        for reward, state in ((0.0, 4), (-100.0, 0), (1.0, s)):
            table = np.abs(Q) + 1
            table[s, a] = 0.0
            found = as_array(answer(table, s, a, reward, state, False, 1.0, gamma))[s, a]
            expected = reward + gamma * sorted(table[state])[-1]
            close(found, expected, what=f"Q[s, a] for r = {reward}, s2 = {state}, not done,")
    with criterion(
        "a share of the whole way",
        hint="lr multiplies ALL of target − old value: the reward, what comes after it, and at the end of an episode as"
        " well.",
    ):
        for done, target in ((False, r + gamma * sorted(Q[s2])[-1]), (True, r)):
            found = as_array(answer(Q, s, a, r, s2, done, lr, gamma))[s, a]
            what = f"Q[s, a] for lr = {lr}, gamma = {gamma}, {'done' if done else 'not done'},"
            close(found, np.average([Q[s, a], target], weights=[1 - lr, lr]), what=what)
