"""The check of `ddpm_step`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise


@exercise(rules=[BY_HAND])
def ddpm_step(answer, rng):
    r"""`ddpm_step(x_t, eps, t, alpha_bar, noise)`: x_{t−1}, drawn with this noise.

    Requirements:
    - "At $t = 0$ no noise is added" → nothing is drawn at step 0
    - "take mean and variance of the posterior with this estimate" → the mean
    - "*standard deviation* times `noise`" → the noise
    - "Return $x_{t-1}$" → all steps lead back to the data
    """
    alpha_bar = np.cumprod(rng.uniform(0.6, 0.95, size=6))
    x_t, eps, noise = rng.normal(size=(3, 5, 2))
    with criterion(
        "nothing is drawn at step 0",
        hint="At t = 0 the result is the estimate of x0 from `eps`, whatever `noise` is: the posterior has variance 0"
        " there.",
    ):
        wanted = x_t / np.sqrt(alpha_bar[0]) - eps * np.sqrt(1 / alpha_bar[0] - 1)
        for factor in (0, 1, 10):
            found = answer(x_t, eps, 0, alpha_bar, factor * noise)
            close(found, wanted, rtol=1e-4, atol=1e-6, what="the result at t = 0")
    with criterion(
        "the mean",
        hint="With noise 0 the result is the posterior's mean, with x0_from_noise in place of x0. `eps` is what the"
        " network sees in x_t; `noise` is new, and given: draw nothing yourself.",
    ):
        for t in (1, 3, 5):
            wanted = _mean(x_t, eps, t, alpha_bar)
            found = answer(x_t, eps, t, alpha_bar, np.zeros((5, 2)))
            close(found, wanted, rtol=1e-4, atol=1e-6, what=f"the result at t = {t} without noise")
    with criterion(
        "the noise", hint="Noise of variance v is √v times standard normal noise. Is it added? Or the root is missing?"
    ):
        for t in (1, 3, 5):
            before, alpha = alpha_bar[t - 1], alpha_bar[t] / alpha_bar[t - 1]
            spread = (1 / (1 / (1 - before) + alpha / (1 - alpha))) ** 0.5
            given, silent = (answer(x_t, eps, t, alpha_bar, factor * noise) for factor in (1, 0))
            added = np.asarray(given) - np.asarray(silent)
            close(added, spread * noise, rtol=1e-4, atol=1e-6, what=f"what `noise` adds at t = {t}")
    with criterion(
        "all steps lead back to the data",
        hint="From step 5 down to step 0, with the right noise each time, images must end where they began.",
    ):
        data = rng.normal(size=(4, 8, 8, 1))
        x = rng.normal(size=data.shape)
        for t in reversed(range(6)):
            seen = (x - np.sqrt(alpha_bar[t]) * data) / np.sqrt(1 - alpha_bar[t])
            x = np.asarray(answer(x, seen, t, alpha_bar, rng.normal(size=data.shape)))
        close(x, data, rtol=1e-3, atol=1e-5, what="the images after all steps")


def _mean(x_t: np.ndarray, eps: np.ndarray, t: int, alpha_bar: np.ndarray) -> np.ndarray:
    """The mean in another form: (x_t − β / √(1 − ᾱ) ε) / √α (Ho et al., 2020, equation 11)."""
    alpha = alpha_bar[t] / alpha_bar[t - 1]
    return (x_t - (1 - alpha) / np.sqrt(1 - alpha_bar[t]) * eps) / np.sqrt(alpha)
