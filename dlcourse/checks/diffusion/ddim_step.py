"""The check of `ddim_step`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise


@exercise(rules=[BY_HAND])
def ddim_step(answer, rng):
    r"""`ddim_step(x_t, eps, t, s, alpha_bar)`: from step t to the earlier step s, with the same noise.

    Requirements:
    - "`s = -1` means the clean data, the estimate itself" → −1 is the clean data
    - "with the **same** `eps`" → the same noise, less of it
    - "from step `t` to any earlier step `s`" → leaps of any length
    - "Nothing is drawn" → the same each time
    """
    alpha_bar = np.cumprod(rng.uniform(0.6, 0.95, size=8))
    x0, eps = rng.normal(size=(2, 5, 2))

    def at(step):
        """Where the forward process is with this noise; before step 0, at the data."""
        angle = np.arccos(np.sqrt(alpha_bar[step])) if step >= 0 else 0.0
        return np.cos(angle) * x0 + np.sin(angle) * eps

    with criterion(
        "the same each time", trivial=True, hint="DDIM draws no random numbers: the same x_t, the same x_s."
    ):
        close(answer(at(5), eps, 5, 2, alpha_bar), answer(at(5), eps, 5, 2, alpha_bar), what="a second call")
    with criterion(
        "the same noise, less of it",
        hint="Estimate x0 with the share of step t; then make it noisy for step s: √ᾱ_s and √(1 − ᾱ_s), with `eps`."
        " Step 0 is a noisy step as well.",
    ):
        for t in (1, 4, 7):
            found = answer(at(t), eps, t, t - 1, alpha_bar)
            close(found, at(t - 1), rtol=1e-4, atol=1e-6, what=f"the step from {t} to {t - 1}")
    with criterion("leaps of any length", hint="s is given: it need not be t − 1."):
        for t, s in ((7, 0), (6, 2), (3, 0)):
            close(answer(at(t), eps, t, s, alpha_bar), at(s), rtol=1e-4, atol=1e-6, what=f"the leap from {t} to {s}")
    with criterion(
        "−1 is the clean data",
        hint="In Python alpha_bar[−1] is the LAST entry, almost all noise. For s = −1 return the estimate itself.",
    ):
        for t in (0, 4, 7):
            found = answer(at(t), eps, t, -1, alpha_bar)
            close(found, x0, rtol=1e-4, atol=1e-6, what=f"the leap from {t} to the clean data")
