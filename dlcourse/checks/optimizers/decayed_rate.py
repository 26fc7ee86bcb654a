"""The check of `decayed_rate`."""

from dlcourse.checks.core import BY_HAND, close, criterion, exercise


@exercise(rules=[BY_HAND])
def decayed_rate(answer, rng):
    """`decayed_rate(lr, p, n)`: lr / (1 + p·n).

    Requirements:
    - "the rate of step 0 is `lr`" → starts at the full rate
    - "after 100 steps, half" → half when p·n is 1
    - "With `p = 0` nothing decays" → no decay for p = 0
    - "`decayed_rate(lr, p, n)`" → any numbers
    """
    with criterion("starts at the full rate", trivial=True, hint="At n = 0 nothing has decayed yet."):
        close(answer(0.3, 0.1, 0), 0.3, what="decayed_rate(0.3, 0.1, 0)")
    with criterion(
        "no decay for p = 0", trivial=True, hint="With p = 0 the rate stays what it was, however large n is."
    ):
        close(answer(0.2, 0.0, 1000), 0.2, what="decayed_rate(0.2, 0, 1000)")
    with criterion(
        "half when p·n is 1",
        hint="The divisor is 1 + p·n: multiply first, then add 1. There is no power in it and no exponential.",
    ):
        close(answer(0.1, 0.01, 100), 0.05, what="decayed_rate(0.1, 0.01, 100)")
        close(answer(0.1, 0.01, 300), 0.025, what="decayed_rate(0.1, 0.01, 300)")
    with criterion("any numbers", hint="Compute it from lr, p and n, whatever they are."):
        for lr, p, n in zip(rng.uniform(0.01, 1, 5), rng.uniform(0.01, 1, 5), rng.integers(2, 99, 5), strict=True):
            rate = answer(float(lr), float(p), int(n))
            close(1 / rate, 1 / lr + p / lr * n, what=f"1 / decayed_rate({lr:.3f}, {p:.3f}, {n})")
