"""The check of `posterior`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, MismatchError, close, criterion, exercise, require


@exercise(rules=[BY_HAND])
def posterior(answer, rng):
    r"""`posterior(x_t, x0, t, alpha_bar)`: mean and variance of q(x_{t−1} | x_t, x_0), by Bayes' rule.

    Requirements:
    - "the pair *(mean, variance)*" → a pair
    - "The mean has the shape of `x_t`; the variance is one number" → a pair
    - "with variance 0" → at step 0 the data themselves
    - "\text{variance} =" → as uncertain as Bayes' rule says
    - "\text{mean} =" → made of the data and x_t
    """
    alpha_bar = np.cumprod(rng.uniform(0.6, 0.95, size=6))
    x0, x_t = rng.normal(size=(2, 5, 2))

    def found(x_t, x0, t):
        pair = answer(x_t, x0, t, alpha_bar)
        if not isinstance(pair, tuple | list) or len(pair) != 2:
            raise MismatchError(f"posterior returned {type(pair).__name__}; expected the pair (mean, variance).")
        return pair

    with criterion("a pair", hint="Return mean, variance: the mean like x_t, the variance a single number."):
        for shape in ((5, 2), (3, 8, 8, 1)):
            mean, variance = found(np.ones(shape), np.ones(shape), 3)
            close(np.shape(mean), list(shape), what=f"the shape of the mean for x_t of shape {shape}")
            require(np.shape(variance) == (), f"the variance has the shape {np.shape(variance)}; expected one number.")
    with criterion(
        "at step 0 the data themselves",
        hint="Before step 0 the share is 1. In Python alpha_bar[0 − 1] is the LAST entry, not 1: treat t = 0"
        " by itself. The mean is x0 then; the first argument is x_t.",
    ):
        mean, variance = found(x_t, x0, 0)
        close(mean, x0, rtol=1e-4, atol=1e-6, what="the mean at t = 0")
        close(variance, 0.0, atol=1e-7, what="the variance at t = 0")
    with criterion(
        "as uncertain as Bayes' rule says",
        hint="β_t is 1 − ᾱ_t / ᾱ_{t−1}, the noise of this one step. Times (1 − ᾱ_{t−1}) / (1 − ᾱ_t): a variance, not"
        " its root.",
    ):
        for t in (1, 3, 5):
            close(found(x_t, x0, t)[1], _bayes(x_t, x0, t, alpha_bar)[1], rtol=1e-4, what=f"the variance at t = {t}")
    with criterion(
        "made of the data and x_t",
        weight=2,
        hint="Which factor belongs to which? √ᾱ_{t−1} β_t goes with x0, √α_t (1 − ᾱ_{t−1}) with x_t; α_t is one step's"
        " share, ᾱ that of all.",
    ):
        for t in (1, 3, 5):
            wanted = _bayes(x_t, x0, t, alpha_bar)[0]
            close(found(x_t, x0, t)[0], wanted, rtol=1e-4, atol=1e-6, what=f"the mean at t = {t}")


def _bayes(x_t: np.ndarray, x0: np.ndarray, t: int, alpha_bar: np.ndarray) -> tuple[np.ndarray, float]:
    """Two Gaussians of x_{t−1}, multiplied: what x0 says of it, and what x_t says. Precisions (1 / variance) add up."""
    before, alpha = alpha_bar[t - 1], alpha_bar[t] / alpha_bar[t - 1]
    from_data, from_next = 1 / (1 - before), alpha / (1 - alpha)
    variance = 1 / (from_data + from_next)
    return variance * (from_data * np.sqrt(before) * x0 + from_next * x_t / np.sqrt(alpha)), variance
