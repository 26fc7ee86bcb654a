"""The check of `signal_to_noise`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, require


@exercise(rules=[BY_HAND])
def signal_to_noise(answer, rng):
    """`signal_to_noise(alpha_bar)`: variance of the signal over variance of the noise.

    Requirements:
    - "`signal_to_noise(np.array([0.5, 0.9]))`" → as much signal as noise
    - "the *variance* of the signal divided by the *variance* of the noise" → a ratio of variances
    - "for an array of any shape" → any shape
    - "return `inf` there" → infinite without noise
    """
    alpha_bar = rng.uniform(0.02, 0.98, size=9)
    with criterion("as much signal as noise", hint="ᾱ is the variance of the signal, and 1 − ᾱ that of the noise."):
        close(answer(np.array([0.5, 0.5])), [1.0, 1.0], rtol=1e-5, what="the ratio where ᾱ = ½")
    with criterion(
        "a ratio of variances",
        hint="Signal over noise, and of variances: ᾱ and 1 − ᾱ are variances already; the factors √ᾱ and √(1 − ᾱ) in"
        " x_t are standard deviations.",
    ):
        close(answer(alpha_bar), 1 / (1 / alpha_bar - 1), rtol=1e-5, what="the ratio")
    with criterion("any shape", hint="Work on all entries at once, and give back the shape of alpha_bar."):
        table = alpha_bar.reshape(3, 3)
        close(answer(table), 1 / (1 / table - 1), rtol=1e-5, what="the ratio for an array (3, 3)")
    with criterion("infinite without noise", hint="Where ᾱ = 1 the noise's variance is 0: np.where, and np.inf there."):
        found = np.asarray(answer(np.array([1.0, 0.5, 1.0])), dtype=float)
        close(found[1], 1.0, rtol=1e-5, what="the ratio at ½, beside two shares of 1")
        require(bool(np.all(found[[0, 2]] == np.inf)), f"the ratio where ᾱ = 1 is {found[0]}; expected inf.")
