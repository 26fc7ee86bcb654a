"""The check of `elbo`."""

import numpy as np

from dlcourse.checks.autoencoders.shapes import has_shape
from dlcourse.checks.core import BY_HAND, close, criterion, exercise


@exercise(rules=[BY_HAND])
def elbo(answer, rng):
    """`elbo(x, logits, mu, log_var, beta)`: mean log-likelihood minus beta times the KL divergence.

    Requirements:
    - "Return one number" → one number
    - "the mean over the samples of the log-likelihood of `x`" → the mean log-likelihood
    - "minus `beta` times the KL divergence" → minus the KL divergence
    - "`beta` times" → beta weighs the KL divergence
    - "of `mu` and `log_var`, both `(n, latents)`" → many samples and latents
    """
    x, logits = (rng.random((5, 7)) < 0.5).astype(float), rng.normal(size=(5, 7))
    mu, log_var = rng.normal(size=(2, 5, 3))
    ink = 0.5 * (1 + np.tanh(logits / 2))
    likelihood = np.log(np.where(x == 1, ink, 1 - ink)).sum() / 5
    kl = 0.5 * (np.exp(log_var) + mu**2 - 1 - log_var).sum() / 5
    nothing = np.zeros((5, 3))
    with criterion(
        "one number",
        trivial=True,
        hint="The mean over the samples comes last: one number for a batch. (Your gaussian_kl returns three things; "
        "your bernoulli_log_likelihood a number for each sample.)",
    ):
        has_shape(answer(x, logits, mu, log_var, 1.0), (), what="the shape of the result")
    with criterion(
        "the mean log-likelihood",
        hint="Where the code says nothing (mu = 0, log_var = 0), only the log-likelihood is left: the sum over the"
        " pixels, the mean over the samples. It is negative. Is x the pixels, and are logits the logits?",
    ):
        found = answer(x, logits, nothing, nothing, 1.0)
        close(found, likelihood, rtol=1e-4, what="the result where mu and log_var are 0")
    with criterion(
        "minus the KL divergence", hint="The KL divergence is a price: it makes the bound lower, not higher."
    ):
        pair, one = np.array([[1.0, 0.0]]), np.ones((1, 1))
        found = answer(pair, np.zeros((1, 2)), one, 0 * one, 1.0)
        close(found, 2 * np.log(0.5) - 0.5, rtol=1e-4, what="that of two pixels with logits 0, mu = 1, log_var = 0")
    with criterion("beta weighs the KL divergence", hint="beta multiplies the price, not the log-likelihood."):
        for beta in (0.0, 4.0):
            found = answer(x[:1], logits[:1], np.array([[2.0]]), np.zeros((1, 1)), beta)
            wanted = np.log(np.where(x == 1, ink, 1 - ink))[0].sum() - 2 * beta
            close(found, wanted, rtol=1e-4, atol=1e-6, what=f"that of one sample with mu = 2 and beta = {beta:g}")
    with criterion(
        "many samples and latents", hint="The KL divergence adds over the latents, and is a mean over samples."
    ):
        found = answer(x, logits, mu, log_var, 1.0)
        close(found, likelihood - kl, rtol=1e-4, what="the result for 5 samples with 3 latents")
