"""The check of `discounted_returns`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, as_array, close, criterion, exercise, unchanged


@exercise(rules=[BY_HAND])
def discounted_returns(answer, rng):
    r"""`discounted_returns(rewards, gamma)`: the return of every step of an episode, (T,).

    Requirements:
    - "Return all returns, `(T,)`" → one return for each step
    - "The reward of step $t$ itself counts in full" → the reward of the step itself
    - "G_t = r_t + \gamma\, G_{t+1}" → later rewards count less
    - "also for $\gamma = 0$ and $\gamma = 1$" → no discount, and nothing but now
    - "for whole numbers as rewards" → whole numbers
    - "for an episode of 20,000 steps" → long episodes
    - "Leave `rewards` as they are" → leaves its arguments unchanged
    """
    rewards, gamma = rng.normal(size=7), float(rng.uniform(0.5, 0.9))
    with criterion("one return for each step", hint="Not only the first: an array as long as `rewards`.", trivial=True):
        close(np.shape(answer(rewards, gamma)), [7], what="the shape for seven rewards")
    with criterion(
        "the reward of the step itself",
        trivial=True,
        hint="The return of the last step is its reward, without a discount; and a return looks forward, not back.",
    ):
        close(as_array(answer(rewards, gamma))[-1], rewards[-1], what="the last return")
    with criterion(
        "later rewards count less",
        weight=2,
        hint="From the last step backwards: the reward, plus gamma times the return that you have just found.",
    ):
        expected = [np.polynomial.polynomial.polyval(gamma, rewards[t:]) for t in range(7)]  # r_t + r_{t+1} γ + …
        close(answer(rewards, gamma), expected, what=f"the returns for gamma = {gamma:.3f}")
    with criterion(
        "no discount, and nothing but now", hint="gamma = 1 sums up all that comes; gamma = 0 leaves the rewards."
    ):
        close(answer(rewards, 1.0), [rewards[t:].sum() for t in range(7)], what="the returns for gamma = 1")
        close(answer(rewards, 0.0), rewards, what="the returns for gamma = 0")
    with criterion("whole numbers", hint="An array made like whole rewards keeps whole numbers only: use np.zeros."):
        close(answer(np.array([1, 0, 2]), 0.5), [1.5, 1, 2], what="the returns of [1, 0, 2] for gamma = 0.5")
    with criterion(
        "long episodes",
        hint="gamma to the power of 20,000 is 0 for a computer: do not divide by it. And one way through is enough.",
    ):
        constant = (1 - 0.9 ** np.arange(20_000, 0, -1)) / 0.1
        close(answer(np.ones(20_000), 0.9), constant, what="the returns of 20,000 rewards of 1")
    with criterion("leaves its arguments unchanged", trivial=True, hint="Write into a new array."):
        unchanged(answer, rewards, gamma)
