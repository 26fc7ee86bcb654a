"""The check of `adding_problem`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, require


@exercise(rules=[BY_HAND])
def adding_problem(answer, rng):
    """`adding_problem(samples, length, rng)`: numbers and marks (samples, length, 2), and the sums of the marked.

    Requirements:
    - "Return `X` of shape `(samples, length, 2)` and `y` of shape `(samples,)`" → numbers beside marks
    - "numbers drawn uniformly from 0 to 1" → numbers from 0 to 1
    - "all else 0" → two marks
    - "One 1 at a step drawn from the first `length // 2`, one 1 at a step drawn from the others" → one mark in each
      half
    - "at a step drawn from" → any step may be marked
    - "two independent draws" → two independent draws
    - "the sum of the two marked numbers" → the sum of the marked numbers
    - "Draw everything from the generator `rng`" → chance comes from rng
    """
    X, y = (np.asarray(part, dtype=float) for part in answer(400, 12, _generator(rng)))
    with criterion("numbers beside marks", hint="X has shape (samples, length, 2), y (samples,): time is axis 1."):
        close(X.shape, [400, 12, 2], what="the shape of X for 400 samples of length 12")
        close(y.shape, [400], what="the shape of y")
    with criterion(
        "numbers from 0 to 1", hint="X[..., 0] holds rng.random(…): uniform from 0 to 1 at every step, marked or not."
    ):
        numbers = X[..., 0]
        require(bool(((numbers >= 0) & (numbers < 1)).all()), "some numbers are below 0, or 1 and above.")
        close(numbers.mean(), 0.5, atol=0.05, rtol=0, what="the mean of all numbers")
        close(numbers.std(), 12**-0.5, atol=0.03, rtol=0, what="the standard deviation of all numbers")
        different = len(np.unique(numbers))
        require(different > 4000, f"of 4800 numbers, only {different} differ: each sequence needs its own.")
    with criterion("two marks", hint="X[..., 1] is 1 at two time steps and 0 at all others."):
        close(np.sort(X[..., 1], axis=1), np.tile([0.0] * 10 + [1.0] * 2, (400, 1)), what="the marks, sorted")
    with criterion(
        "one mark in each half", hint="One of the first length // 2 steps is marked, and one of the others."
    ):
        close(X[:, :6, 1].sum(axis=1), np.ones(400), what="the marks in the first half")
        odd = np.asarray(answer(200, 7, _generator(rng))[0], dtype=float)
        close(odd[:, :3, 1].sum(axis=1), np.ones(200), what="the marks in the first 3 of 7 steps")
    with criterion("any step may be marked", hint="rng.integers(a, b) never draws b: is the last step ever marked?"):
        never = np.flatnonzero(X[..., 1].sum(axis=0) == 0)
        require(len(never) == 0, f"in 400 sequences of 12 steps, step(s) {never.tolist()} were never marked.")
    with criterion("two independent draws", hint="One draw for each mark: neither is made of the other."):
        pairs = len(np.unique(X[..., 1], axis=0))
        require(pairs > 30, f"in 400 sequences, {pairs} pairs of steps were marked; two draws give all 36.")
    with criterion("the sum of the marked numbers", hint="y = the two marked numbers added: not the marks, not all."):
        close(y, (X[..., 0] * X[..., 1]).sum(axis=1), rtol=1e-5, what="the targets y")
    with criterion("chance comes from rng", hint="Draw everything with the rng you are given: no seed of your own."):
        one, other = int(rng.integers(1 << 30)), int(rng.integers(1 << 30))
        first, again, new = (np.asarray(answer(5, 8, np.random.default_rng(s))[0]) for s in (one, one, other))
        close(again, first, what="X from a generator with the same seed")
        require(not np.allclose(first, new), "a generator with another seed gives the same numbers.")
        require(not np.allclose(first[..., 1], new[..., 1]), "a generator with another seed marks the same steps.")


def _generator(rng: np.random.Generator) -> np.random.Generator:
    """A new generator for one call: an answer in another process could not advance ours."""
    return np.random.default_rng(int(rng.integers(1 << 30)))
