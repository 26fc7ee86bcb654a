"""The check of `reparameterize`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise


@exercise(rules=[BY_HAND])
def reparameterize(answer, rng):
    r"""`reparameterize(mu, log_var, noise)`: draws from N(mu, exp(log_var)), made of the given noise.

    Requirements:
    - "Draw nothing yourself" → made of the given noise
    - "is the logarithm of the variance" → noise times the standard deviation
    - "in the shape of `mu` and `log_var`" → each latent has its own
    """
    mu, log_var, noise = rng.normal(size=(3, 6, 4))
    with criterion(
        "made of the given noise",
        trivial=True,
        hint="Where the noise is 0, the draw is the mean. All that is random comes in from outside.",
    ):
        close(answer(mu, log_var, np.zeros((6, 4))), mu, rtol=1e-5, what="the draws where the noise is 0")
    with criterion(
        "noise times the standard deviation",
        hint="The variance is e^λ; the standard deviation is its square root: e^(λ/2). It multiplies the noise.",
    ):
        found = answer(np.array([[1.0]]), np.array([[np.log(4.0)]]), np.array([[0.5]]))
        close(found, [[2.0]], rtol=1e-5, what="the draw for the mean 1, the log-variance ln 4 and the noise 0.5")
        found = answer(np.array([[1.0]]), np.array([[-np.log(16.0)]]), np.array([[-2.0]]))
        close(found, [[0.5]], rtol=1e-5, what="the draw for the mean 1, the log-variance −ln 16 and the noise −2")
    with criterion(
        "each latent has its own", hint="Entry by entry: every sample and every latent has its own mean and variance."
    ):
        wanted = mu + np.sqrt(np.exp(log_var)) * noise
        close(answer(mu, log_var, noise), wanted, rtol=1e-5, what="the draws of 6 samples with 4 latents")
