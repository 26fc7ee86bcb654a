"""The check of `sample_paths`."""

import numpy as np

from dlcourse.agent.function_source import FunctionSource
from dlcourse.checks.core import BY_HAND, close, criterion, exercise, require, unchanged

# Models are text, so that they run beside the answer. Each gives mu and alpha for rows of windows. With the mean 1000
# and a tiny alpha a draw of 0 never comes; with a tiny mean hardly anything else does.
_EITHER = "np.where({rule}, 1000.0, 1e-9), np.full(len(windows), 1e-4)"
AFTER_ZERO, OLD_ZERO = (
    FunctionSource(f"lambda windows: ({_EITHER.format(rule=f'np.asarray(windows)[:, {place}] == 0')})")
    for place in (-1, 0)
)
SIZE = FunctionSource(
    "lambda windows: (np.full(len(windows), 500.0 * np.shape(windows)[0] + 1e4 * np.shape(windows)[1]),"
    " np.full(len(windows), 1e-9))"
)
STEADY = FunctionSource("lambda windows: (np.full(len(windows), 10.0), np.full(len(windows), 0.5))")
GROWING = FunctionSource("lambda windows: (2.0 * np.asarray(windows)[:, -1] + 1e-9, np.full(len(windows), 0.2))")


@exercise(rules=[BY_HAND])
def sample_paths(answer, rng):
    """`sample_paths(model, history, horizon, n, rng)`: n futures, each day drawn given the days drawn before.

    Requirements:
    - "Return `(n, horizon)`" → a row for each future
    - "drawn day by day" → whole numbers are drawn
    - "takes `(n, length)`, a row for each path" → all paths at once
    - "Call it once a day, with all paths" → all paths at once
    - "What was **drawn** goes to the end of the path's window" → draws go to the end of the window
    - "the oldest value leaves it: the window stays `length` long" → the oldest value leaves
    - "from the negative binomial distribution" → mean and variance of the distribution
    - "n possible futures" → every path goes its own way
    - "with NumPy's `rng.negative_binomial(r, p)`" → draws from rng
    - "Leave `history` as it is" → leaves history unchanged
    """
    STEADY.function()  # imports what the models use, before a time limit runs
    seed = int(rng.integers(1 << 30))

    def paths(model, history, horizon, n, seed=seed):
        found = answer(model, np.array(history, dtype=float), horizon, n, np.random.default_rng(seed))
        close(np.shape(found), [n, horizon], what=f"the shape for n = {n} and a horizon of {horizon}")
        return np.asarray(found, dtype=float)

    with criterion("a row for each future", hint="Rows are paths, columns are days: (n, horizon), without history."):
        paths(STEADY, [3, 1, 4], 5, 7)
        paths(STEADY, [3, 1, 4], 1, 2)
    with criterion(
        "whole numbers are drawn", hint="A path is made of draws, counts from 0 on: not of the means μ themselves."
    ):
        found = paths(STEADY, [3, 1, 4], 5, 40)
        require(bool(np.all(found == np.round(found)) and found.min() >= 0), f"the first path is {found[0]}.")
        require(len(np.unique(found)) > 2, f"only the values {np.unique(found)} were drawn.")
    _distribution(paths)
    _windows(paths)
    _manners(answer, paths, seed)


def _distribution(paths) -> None:
    """The criteria on what is drawn where all days have one distribution: a wrong one would break all others."""
    with criterion(
        "every path goes its own way", hint="A draw for EACH path on each day; one path's past is no other path's."
    ):
        found = paths(STEADY, [3, 1, 4], 4, 500)
        spread = found.mean(axis=0).std() + abs(np.corrcoef(found.T)[0, 1])
        require(found.std(axis=0).min() > 0.2, "on some day all paths have the same draw.")
        require(spread < 1.0, "the days of a path with the same distribution are not independent of each other.")
    with criterion(
        "mean and variance of the distribution",
        weight=2,
        hint="r = 1 / α and p = r / (r + μ): p is no 1 − p, and r is no α. The mean is μ, the variance μ + α μ².",
    ):
        found = paths(STEADY, [3, 1, 4], 4, 2000)
        close(found.mean(), 10.0, rtol=0.05, what="the mean of 8,000 draws with mu = 10, alpha = 0.5")
        close(found.var(), 60.0, rtol=0.12, what="their variance, 10 + 0.5 · 10²,")


def _windows(paths) -> None:
    """The criteria on what the model is given each day."""
    with criterion(
        "all paths at once",
        hint="model reads (n, length), the windows of all paths, and is called once a day; it reads the last `length`"
        " days each time.",
    ):
        found = paths(SIZE, [3, 1, 4, 1, 5], 3, 20)
        close(found.mean(axis=0), np.full(3, 6e4), rtol=0.02, what="what a model drew that says how many it was given")
    with criterion(
        "draws go to the end of the window",
        weight=2,
        hint="After each day the draw becomes the LAST value of its path's window, from the first day on.",
    ):
        for history in ([0, 0, 5.0], [5, 5, 0.0]):
            begins = int(history[-1] == 0)
            wanted = (np.arange(6) + begins) % 2 == 1
            found = paths(AFTER_ZERO, history, 6, 4) > 0
            close(found, np.tile(wanted, (4, 1)), what="where a model drew more than 0 that does so after a 0 alone")
        found = paths(GROWING, [8.0], 3, 500)
        require(np.corrcoef(found[:, 0], found[:, 1])[0, 1] > 0.3, "the second day does not depend on the first draw.")
    with criterion(
        "the oldest value leaves", hint="Drop windows[:, 0] when the draw comes in: the window keeps its length."
    ):
        found = paths(OLD_ZERO, [0, 7, 0, 0], 8, 4) > 0
        wanted = [1, 0, 1, 1, 0, 1, 0, 0]
        close(found, np.tile(wanted, (4, 1)), what="where a model drew more than 0 that looks at its oldest day")


def _manners(answer, paths, seed: int) -> None:
    """The criteria on the generator and the argument."""
    with criterion(
        "draws from rng",
        hint="Use the generator that you are given: the same seed, the same paths; no seed of your own.",
    ):
        first, again, other = (paths(STEADY, [3, 1, 4], 5, 20, seed=each) for each in (seed, seed, seed + 1))
        close(again, first, what="the paths for the same seed")
        require(not np.array_equal(first, other), "two seeds give the same paths.")
    with criterion("leaves history unchanged", trivial=True, hint="np.tile makes a new array; fill that one."):
        unchanged(lambda history: answer(STEADY, history, 3, 4, np.random.default_rng(seed)), np.array([3.0, 1.0, 4.0]))
