"""The check of `guided_noise`."""

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, unchanged


@exercise(rules=[BY_HAND])
def guided_noise(answer, rng):
    """`guided_noise(conditional, unconditional, w)`: from the unconditional one w times the way to the conditional one.

    Requirements:
    - "$w = 0$ ignores the class" → 0 ignores the class
    - "$w = 1$ is the conditional prediction" → 1 is the conditional prediction
    - "and $w > 1$ goes beyond it" → beyond it
    - "Do not change the arguments" → leaves its arguments as they were
    """
    conditional, unconditional = rng.normal(size=(2, 3, 8, 8, 1))
    with criterion(
        "0 ignores the class",
        hint="Begin at the unconditional prediction. Is this the other papers' w, which is smaller by 1?",
    ):
        close(answer(conditional, unconditional, 0.0), unconditional, rtol=1e-5, atol=1e-6, what="the noise for w = 0")
    with criterion("1 is the conditional prediction", hint="Once the way from unconditional to conditional, no more."):
        close(answer(conditional, unconditional, 1.0), conditional, rtol=1e-5, atol=1e-6, what="the noise for w = 1")
    with criterion(
        "beyond it", weight=3, hint="The difference counts w times; w may be larger than 1, and the length may grow."
    ):
        for w in (0.4, 2.0, float(rng.uniform(3, 6))):
            wanted = w * conditional + (1 - w) * unconditional
            found = answer(conditional, unconditional, w)
            close(found, wanted, rtol=1e-4, atol=1e-5, what=f"the noise for w = {w:.3g}")
    with criterion(
        "leaves its arguments as they were", trivial=True, hint="Make a new array: -= and += write into the old."
    ):
        unchanged(answer, conditional, unconditional, 1.5)
