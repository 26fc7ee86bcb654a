"""The check of `corrupt`."""

import numpy as np

from dlcourse.checks.autoencoders.shapes import has_shape
from dlcourse.checks.core import BY_HAND, close, criterion, exercise, require, unchanged

KINDS = ("noise", "mask", "salt")


@exercise(rules=[BY_HAND])
def corrupt(answer, rng):
    """`corrupt(x, rng, kind, amount)`: a damaged copy of x, by noise, by a mask, or by salt and pepper.

    Requirements:
    - "Return a damaged copy in the shape of `x`" → the shape of x
    - "Each number has a draw of its own" → each number by itself
    - "Do not cut the noise off at 0 or 1" → noise is not cut off
    - "a normal random number with mean 0 is added" → noise of the right size
    - "the probability of 0" → a mask of the right share
    - "both equally often" → salt and pepper
    - "a new draw each time, and the same damage for a generator with the same seed" → draws from rng
    - "Leave `x` as it is" → leaves x as it was
    """
    x = rng.uniform(0.1, 0.9, size=(300, 100))

    def run(kind, amount, seed=1):
        found = np.asarray(answer(x.copy(), np.random.default_rng(seed), kind, amount), dtype=float)
        close(found.shape, x.shape, what=f'the shape for "{kind}"')
        return found

    with criterion("the shape of x", trivial=True, hint="x may have any number of axes; the copy has the same ones."):
        for kind in KINDS:
            found = answer(x[:6].reshape(5, 4, 5, 6), np.random.default_rng(1), kind, 0.5)
            has_shape(found, (5, 4, 5, 6), what=f'the shape for "{kind}" and x (5, 4, 5, 6)')
    _by_itself(run, x)
    with criterion("noise is not cut off", hint="Numbers below 0 and above 1 may come out: no clip."):
        found = run("noise", 1.0)
        for side, share in (("below 0", np.mean(found < 0)), ("above 1", np.mean(found > 1))):
            require(
                share > 0.02, f"with noise of amount 1, {share:.0%} of the numbers are {side}; expected about 30 %."
            )
    with criterion(
        "noise of the right size",
        hint="`amount` is a standard deviation, not a variance; the mean is 0. The numbers are normal, not uniform: "
        "about one in twenty is more than two standard deviations away from 0.",
    ):
        added = run("noise", 0.3) - x
        close(added.std(), 0.3, rtol=0.03, what="the standard deviation of what was added, for amount 0.3")
        close(added.mean(), 0.0, atol=0.01, what="the mean of what was added")
        close(np.mean(np.abs(added) > 0.6), 0.0455, atol=0.01, what="the share of what was added beyond ±0.6")
    with criterion(
        "a mask of the right share", weight=2, hint="`amount` is the probability of 0. What is not 0 stays as it was."
    ):
        found = run("mask", 0.2)
        close(found[found != 0], x[found != 0], rtol=1e-5, what="the numbers that are not 0")
        close(np.mean(found == 0), 0.2, atol=0.02, what="the share of zeros for amount 0.2")
    with criterion(
        "salt and pepper", weight=2, hint="`amount` is the probability of ANY change: half of it becomes 0, half 1."
    ):
        found = run("salt", 0.3)
        kept = (found != 0) & (found != 1)
        close(found[kept], x[kept], rtol=1e-5, what="the numbers that are neither 0 nor 1")
        close(np.mean(found == 0), 0.15, atol=0.02, what="the share of zeros for amount 0.3")
        close(np.mean(found == 1), 0.15, atol=0.02, what="the share of ones for amount 0.3")
    _from_rng(run)
    with criterion("leaves x as it was", trivial=True, hint="`x += …` and `x[…] = 0` write into the caller's array."):
        for kind in KINDS:
            unchanged(lambda x, kind=kind: answer(x, np.random.default_rng(1), kind, 0.5), x.copy())


def _by_itself(run, x: np.ndarray) -> None:
    """The criterion that each number has a draw of its own."""
    with criterion("each number by itself", hint="Draw as many random numbers as x has: size=x.shape."):
        hits = {kind: ~np.isclose(run(kind, 0.5), x) for kind in ("mask", "salt")} | {"noise": run("noise", 1.0) > x}
        for kind, hit in hits.items():
            if kind != "noise" and hit.all():
                continue  # nothing stays as it was: what is wrong with that, another criterion says
            for axis, many in ((1, "row"), (0, "column")):
                spread = hit.mean(axis=axis).std()
                require(spread < 0.1, f'with "{kind}", a {many} is damaged as a whole: its numbers share one draw.')
            twins = np.mean(hit[0] == hit[1])
            require(twins < 0.9, f'with "{kind}", {twins:.0%} of two rows are damaged in the same places.')


def _from_rng(run) -> None:
    """The criterion that the generator is the one that was given."""
    with criterion("draws from rng", hint="Use the generator that is given, not one of your own or np.random itself."):
        for kind in KINDS:
            close(run(kind, 0.5), run(kind, 0.5), what=f'the result of "{kind}" for two generators with the same seed')
            one, other = run(kind, 0.5, seed=1), run(kind, 0.5, seed=2)
            require(not np.array_equal(one, other), f'"{kind}" gives the same for generators with different seeds.')
