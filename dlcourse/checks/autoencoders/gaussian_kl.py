"""The check of `gaussian_kl`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, equal, exercise


@exercise(rules=[BY_HAND])
def gaussian_kl(answer, rng):
    r"""`gaussian_kl(mu, log_var)`: KL divergence from N(0, 1), and its gradients by mu and log_var.

    Requirements:
    - "Return three things, `kl, d_mu, d_log_var`" → a number and two gradients
    - "is $N(\mu, \sigma^2)$ from the prior $N(0, 1)$" → nothing to pay at the prior
    - "\mu^2" → a mean that moves
    - "a log-variance" → a variance that is not 1
    - "the sum over the `d` latents and the mean over the `n` samples" → the sum over latents, the mean over samples
    - "its gradients with respect to `mu`" → the slope by mu
    - "to `log_var`" → the slope by log_var
    """
    mu, log_var = rng.normal(size=(2, 6, 3))

    def run(mu, log_var):
        found = answer(mu, log_var)
        equal(len(found), 3, what="the number of results")
        return found

    one = np.ones((1, 1))
    with criterion(
        "a number and two gradients",
        trivial=True,
        hint="Return all three. kl is one number; each gradient has the shape of mu.",
    ):
        shapes = [list(np.shape(part)) for part in run(mu, log_var)]
        equal(str(shapes), "[[], [6, 3], [6, 3]]", what="the list of the three shapes")
    with criterion(
        "nothing to pay at the prior",
        trivial=True,
        hint="For μ = 0 and λ = 0 both bell curves are the same: 0. The variance is e^λ, which is 1 there.",
    ):
        close(run(0 * one, 0 * one)[0], 0.0, what="the KL divergence for mu = 0 and log_var = 0")
    with criterion("a mean that moves", hint="Half of μ²: at the variance 1, nothing else is left of the formula."):
        close(run(3 * one, 0 * one)[0], 4.5, rtol=1e-5, what="the KL divergence for mu = 3 and log_var = 0")
    with criterion(
        "a variance that is not 1",
        hint="log_var is the logarithm of the VARIANCE, and λ is subtracted: too wide and too narrow both cost. And KL "
        "is not symmetric: it goes from the encoder's bell curve to the prior.",
    ):
        close(run(0 * one, np.log(4) * one)[0], 1.5 - np.log(2), rtol=1e-5, what="that for mu = 0 and log_var = ln 4")
        close(run(0 * one, -np.log(4) * one)[0], np.log(2) - 0.375, rtol=1e-5, what="that for log_var = −ln 4")
    with criterion(
        "the sum over latents, the mean over samples",
        hint="Each latent costs, so costs add up; a batch twice as large is not more costly for each sample.",
    ):
        total = sum(0.5 * (s**2 + m**2 - 1) - np.log(s) for m, s in zip(mu.flat, np.exp(log_var / 2).flat, strict=True))
        close(run(mu, log_var)[0], total / 6, rtol=1e-5, what="the KL divergence of 6 samples with 3 latents")
    with criterion(
        "the slope by mu", hint="The slope of ½μ² is μ. The loss is a mean over n samples: what factor is left?"
    ):
        close(run(mu, log_var)[1], mu / 6, rtol=1e-5, what="d_mu")
    with criterion(
        "the slope by log_var",
        hint="Derive by λ, not by σ or by σ²: the slope of e^λ is e^λ, that of −λ is −1. And the factors?",
    ):
        close(run(mu, log_var)[2], np.expm1(log_var) / 12, rtol=1e-5, what="d_log_var")
