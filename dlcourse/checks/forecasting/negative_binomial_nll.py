"""The check of `negative_binomial_nll`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, finite


@exercise(rules=[BY_HAND])
def negative_binomial_nll(answer, rng):
    r"""`negative_binomial_nll(y, mu, alpha)`: the mean of −log p(y), with the mean mu and the dispersion alpha.

    Requirements:
    - "for y = 0, mu = 1 and alpha = 1 it is log 2 = 0.693" → the worked example
    - "Return one number, the mean of $-\log p(y)$" → one mean
    - "With $r = 1 / \alpha$" → equal to SciPy
    - "\log \Gamma(y + r) - \log \Gamma(r) - \log \Gamma(y + 1)" → equal to SciPy
    - "$\Gamma$ itself is too large for a computer from 172 on" → large counts
    - "the distribution becomes Poisson's" → Poisson's, with a very small alpha
    - "for three arrays of the same shape, whatever that shape is" → any shape
    """
    from scipy.stats import nbinom, poisson

    y = rng.integers(0, 25, size=24).astype(float)
    mu, alpha = rng.uniform(0.2, 20, size=24), rng.uniform(0.05, 2.0, size=24)

    def wanted(y, mu, alpha):
        return float(-nbinom.logpmf(y, 1 / alpha, 1 / (1 + alpha * mu)).mean())

    with criterion(
        "the worked example",
        hint="y = 0: only r log(r / (r + μ)) is left, with r = 1 / α. The loss is MINUS the logarithm, a natural one.",
    ):
        close(answer(np.zeros(1), np.ones(1), np.ones(1)), np.log(2), what="the loss of y = 0, mu = 1, alpha = 1")
        found = answer(np.zeros(1), np.array([3.0]), np.array([0.5]))
        close(found, 2 * np.log(2.5), what="the loss of y = 0, mu = 3, alpha = 0.5")
    with criterion("one mean", hint="The mean over all counts: neither their sum nor a number for each."):
        close(answer(np.zeros(3), np.ones(3), np.ones(3)), np.log(2), what="the loss of the example, three times")
    with criterion(
        "equal to SciPy",
        weight=2,
        hint="Three log Γ: of y + r, of r and of y + 1; the last two are taken off. y goes with μ / (r + μ), r with"
        " r / (r + μ).",
    ):
        close(answer(y, mu, alpha), wanted(y, mu, alpha), rtol=1e-5, what="the loss of 24 counts")
    with criterion(
        "large counts", hint="Γ(300) is infinite in floating point, and so is 300!: math.lgamma is its logarithm."
    ):
        many = np.array([300.0, 5000.0, 0.0])
        found = answer(many, many + 100, np.full(3, 0.1))
        finite(found, what="the loss of 300, 5,000 and 0")
        close(found, wanted(many, many + 100, np.full(3, 0.1)), rtol=1e-5, what="the loss of 300, 5,000 and 0")
    with criterion(
        "Poisson's, with a very small alpha", hint="α = 1e−6 makes r a million; log Γ can still be computed."
    ):
        small = np.full(24, 1e-6)
        close(answer(y, mu, small), -poisson.logpmf(y, mu).mean(), rtol=1e-3, what="the loss for alpha = 1e−6")
    with criterion("any shape", hint="math.lgamma takes one number, np.vectorize(math.lgamma) an array of any shape."):
        tables = [each.reshape(4, 6) for each in (y, mu, alpha)]
        close(answer(*tables), wanted(*tables), rtol=1e-5, what="the loss of a table (4, 6)")
