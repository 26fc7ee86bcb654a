"""The check of `value_iteration`."""

from itertools import product

import numpy as np

from dlcourse.checks.core import BY_HAND, MismatchError, as_array, close, criterion, exercise, unchanged


def best(P: np.ndarray, R: np.ndarray, gamma: float) -> tuple[np.ndarray, np.ndarray]:
    """Values and policy by trying every policy: of each, V solves V = R + γ P V."""
    states = np.arange(len(R))
    found = [
        (np.linalg.solve(np.eye(len(R)) - gamma * P[states, list(policy)], R[states, list(policy)]), policy)
        for policy in product(range(R.shape[1]), repeat=len(R))
    ]
    return max(((V, np.array(policy)) for V, policy in found), key=lambda pair: pair[0].sum())


def far_sighted(rng: np.random.Generator, gamma: float) -> tuple[np.ndarray, ...]:
    """P, R, values and policy of a process where neither the largest reward now nor undiscounted values lead to it."""
    while True:
        P, R = rng.dirichlet(np.full(4, 0.5), size=(4, 3)), rng.uniform(0, 0.5, size=(4, 3))
        R += rng.permutation(4)[:, None] / 2
        V, policy = best(P, R, gamma)
        if (policy != R.argmax(axis=1)).any() and (policy != (R + P @ V).argmax(axis=1)).any():
            return P, R, V, policy


def values_and_policy(found, states: int) -> tuple[np.ndarray, np.ndarray]:
    """The two arrays that an answer gives."""
    if not isinstance(found, tuple | list) or len(found) != 2:
        raise MismatchError("expected two arrays, the values and the policy: `return V, policy`.")
    V, policy = map(as_array, found)
    close(V.shape, [states], what="the shape of the values")
    close(policy.shape, [states], what="the shape of the policy")
    return V, policy


@exercise(rules=[BY_HAND])
def value_iteration(answer, rng):
    r"""`value_iteration(P, R, gamma, tol)`: values (S,) and a best policy (S,) of a known decision process.

    Requirements:
    - "Return `V` `(S,)` of the last sweep, and the policy `(S,)`" → values and a policy
    - "Start with $V = 0$" → one sweep, for all states at once
    - "compute the new values of **all** states from the values of the sweep before" → one sweep, for all states at once
    - "V(s) \leftarrow \max_a \left[ R(s, a) + \gamma \sum_z P(s, a, z)\, V(z) \right]" → the best values
    - "upwards or downwards" → costs too
    - "Stop after the first sweep in which no value has changed by more than `tol`" → as exact as tol asks
    - "for each state the action that is best by these values" → the best policy
    - "all actions lead back to it, for the reward 0" → without a discount, if there is an end
    - "Leave the arguments as they are" → leaves its arguments unchanged
    """
    gamma = 0.6
    P, R, V, policy = far_sighted(rng, gamma)

    def solve(P, R, gamma, tol=1e-11):
        return values_and_policy(answer(P, R, gamma, tol), len(R))

    with criterion("values and a policy", trivial=True, hint="Two arrays (S,): a value and an action for each state."):
        solve(P, R, gamma)
    with criterion(
        "one sweep, for all states at once",
        hint="From V = 0, one sweep gives the largest reward of each state. Compute all new values from the OLD ones,"
        " in a new array; then compare with tol, and stop.",
    ):
        close(solve(P, R, gamma, tol=100.0)[0], R.max(axis=1), what="the values for tol = 100")
    with criterion(
        "the best values",
        weight=2,
        hint="The mean over all next states, times gamma, plus the reward; of these the max.",
    ):
        close(solve(P, R, gamma)[0], V, rtol=1e-6, what="the values")
    with criterion(
        "costs too", hint="Where rewards are negative, values fall: the size of a change counts, np.abs(new - V)."
    ):
        close(solve(P, R - 3, gamma)[0], best(P, R - 3, gamma)[0], rtol=1e-6, what="the values, all rewards negative,")
    _policy_and_end(answer, solve, P, R, gamma, policy)


def _policy_and_end(answer, solve, P, R, gamma, policy) -> None:
    """The criteria on the policy, on how long it runs, and on a process that ends."""
    with criterion(
        "as exact as tol asks",
        hint="tol alone says when to stop, not a number of sweeps. The LARGEST change counts, not a sum or a mean; one"
        " of exactly tol is not more than tol.",
    ):
        stay = np.tile(np.eye(4)[:, None], (1, 2, 1))  # nobody moves: a reward of 1 makes 1, 1.5, 1.75, 1.875 …
        rewards = np.array([1.0, 0.5, 0.125, 0.125])
        found = solve(stay, np.stack([rewards, rewards], axis=1), 0.5, tol=0.25)[0]
        what = "the values of four fields in which one stays, rewards 1, ½, ⅛ and ⅛, gamma = 0.5, tol = 0.25,"
        close(found, 1.75 * rewards, what=what)
        # 200 times the rounding of one sweep adds up: 1e-4 lets numbers of 32 bits pass, and no early stop
        close(solve(P, R, 0.995)[0], best(P, R, 0.995)[0], rtol=1e-4, what="the values for gamma = 0.995")
    with criterion(
        "the best policy",
        hint="argmax over the actions of the whole bracket, with gamma times the values of what comes next, not of R"
        " alone.",
    ):
        close(solve(P, R, gamma)[1], policy, what="the policy")
    with criterion(
        "without a discount, if there is an end",
        hint="The end has the value 0 by itself; nothing is to be added for it.",
    ):
        chain, cost = np.zeros((6, 2, 6)), np.full((6, 2), -1.0)  # action 1 leads on, action 0 stays
        chain[range(6), 0, range(6)] = chain[range(5), 1, range(1, 6)] = chain[5, 1, 5] = 1.0
        cost[5] = 0.0
        close(solve(chain, cost, 1.0)[0], [-5, -4, -3, -2, -1, 0], what="the values of six fields in a row")
    with criterion("leaves its arguments unchanged", trivial=True, hint="Write into new arrays."):
        unchanged(answer, P, R, gamma, 0.1)
