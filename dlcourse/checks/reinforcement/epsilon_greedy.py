"""The check of `epsilon_greedy`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, equal, exercise, require, unchanged


@exercise(rules=[BY_HAND], seconds=20)  # a thousand small calls; in grading each goes to another process
def epsilon_greedy(answer, rng):
    """`epsilon_greedy(q, epsilon, rng)`: the best action, or with probability epsilon any one.

    Requirements:
    - "Return the number of one action, an `int`" → the number of an action
    - "Draw from `rng`" → drawn from rng
    - "Otherwise the best action" → greedy for epsilon 0
    - "all equally likely**, the best one too" → any action for epsilon 1
    - "With probability `epsilon`" → explores as often as asked
    - "If several are best, each of them equally likely" → no favourite among equals
    - "leave `q` as it is" → leaves its arguments unchanged
    """

    def draws(q, epsilon, count):
        first = int(rng.integers(1 << 30))
        return np.array([answer(q, epsilon, np.random.default_rng(first + i)) for i in range(count)])

    def share(action, q, epsilon):
        return np.mean(draws(q, epsilon, 700) == action)

    with criterion("the number of an action", hint="Return an int from 0 to len(q) − 1, not its value.", trivial=True):
        for epsilon in (0.0, 1.0):
            for i in range(10):
                found = answer(rng.normal(size=4), epsilon, np.random.default_rng(i))
                require(
                    isinstance(found, int | np.integer) and not isinstance(found, bool) and 0 <= found < 4,
                    f"epsilon_greedy returned {found!r} for four actions; expected an int from 0 to 3.",
                )
    with criterion(
        "greedy for epsilon 0", hint="epsilon is the probability to EXPLORE. The best value may be negative."
    ):
        for place in (3, 1):
            q = -1.0 - rng.random(5)
            q[place] = -0.5
            equal(draws(q, 0.0, 10), [place] * 10, what=f"ten actions where action {place} is best")
    with criterion(
        "drawn from rng",
        hint="Draw from the generator you are given: a seed then repeats the run, and another one does not.",
    ):
        _follows_the_seed(answer)
    with criterion(
        "any action for epsilon 1",
        hint="Who explores takes any of the k actions, also the one that seems best: rng.integers(k).",
    ):
        close(share(2, np.arange(3.0), 1.0), 1 / 3, rtol=0, atol=0.09, what="the share of the best of three actions")
        close(share(0, np.arange(3.0), 1.0), 1 / 3, rtol=0, atol=0.09, what="the share of the worst of three actions")
    with criterion("explores as often as asked", hint="Compare ONE uniform number between 0 and 1 with epsilon."):
        close(share(1, np.array([1.0, 3.0, 2.0]), 0.3), 0.8, rtol=0, atol=0.075, what="the best one's share at 0.3")
    with criterion(
        "no favourite among equals",
        hint="np.argmax takes the first of equal values. Find ALL places with the largest value, and draw one of them.",
    ):
        found = draws(np.array([2.0, 0.0, 2.0, 2.0]), 0.0, 500)
        shares = [np.mean(found == place) for place in range(4)]
        close(shares, [1 / 3, 0, 1 / 3, 1 / 3], rtol=0, atol=0.11, what="the shares for q = [2, 0, 2, 2]")
    with criterion("leaves its arguments unchanged", trivial=True, hint="Do not write into q."):
        unchanged(lambda q: answer(q, 0.5, np.random.default_rng(0)), rng.normal(size=4))


def _follows_the_seed(answer) -> None:
    """The same seeds give the same actions: the explored ones, the coin that decides, and the draw among equals."""
    for q, epsilon in ((np.arange(50.0), 1.0), (np.arange(50.0), 0.5), (np.zeros(50), 0.0)):
        first, again = ([answer(q, epsilon, np.random.default_rng(i)) for i in range(12)] for _ in range(2))
        equal(first, again, what=f"actions with the same seeds, epsilon = {epsilon},")
        differ = epsilon < 1 or len(set(first)) > 1
        require(differ, "with epsilon = 1 and twelve seeds, all actions out of fifty are the same.")
