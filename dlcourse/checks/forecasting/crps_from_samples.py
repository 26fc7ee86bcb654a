"""The check of `crps_from_samples`."""

import math

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise


def integral(y: float, samples: np.ndarray) -> float:
    """∫ (F(x) − [x ≥ y])² dx of the samples' distribution function F: the same score in another form."""
    edges = np.sort(np.append(samples, y))
    middle = (edges[1:] + edges[:-1]) / 2
    share = np.searchsorted(np.sort(samples), middle) / len(samples)
    return float(np.sum((share - (middle >= y)) ** 2 * np.diff(edges)))


@exercise(rules=[BY_HAND], seconds=10)
def crps_from_samples(answer, rng):
    r"""`crps_from_samples(y, samples)`: mean |x − y| − ½ mean |x − x'|, (n,).

    Requirements:
    - "Return `(n,)`" → a score for each
    - "for the truth 1 and the samples 0 and 2 it is 1 − ½ · 1 = 0.5" → the worked example
    - "\text{mean}\,|x_i - y|" → one sample has its absolute error
    - "The second mean is over all $m^2$ pairs of samples, each with itself as well" → all pairs of samples
    - "$m$ draws from the forecast of each" → close to the formula of a normal distribution
    """
    y, samples = rng.normal(size=6), rng.normal(size=(6, 15)) * 2 + 0.5
    with criterion("a score for each", hint="Means over the samples, axis 1; the cases stay: (n,)."):
        close(np.shape(answer(y, samples)), [6], what="the shape for 6 cases")
    with criterion("one sample has its absolute error", hint="With m = 1 there is no spread: what is left is |x − y|."):
        close(answer(y, samples[:, :1]), np.abs(samples[:, 0] - y), what="the score of one sample")
    with criterion(
        "the worked example",
        hint="Half of the mean distance between samples is taken off; of the four pairs of 0 and 2 two have the"
        " distance 2.",
    ):
        close(answer(np.array([1.0]), np.array([[0.0, 2.0]])), [0.5], what="the score of the example")
    with criterion(
        "all pairs of samples",
        weight=2,
        hint="m² pairs, i = j among them, whose distance is 0. samples[:, :, None] − samples[:, None, :] has them all.",
    ):
        wanted = [integral(*case) for case in zip(y, samples, strict=True)]
        close(answer(y, samples), wanted, rtol=1e-5, what="the score of 15 samples")
    with criterion(
        "close to the formula of a normal distribution",
        hint="With many samples of N(0, 1) the score of the truth 0 is (√2 − 1) / √π = 0.234.",
    ):
        places = (np.arange(500) + 0.5) / 500
        from statistics import NormalDist

        normal = np.array([NormalDist().inv_cdf(place) for place in places])
        truths = np.array([0.0, 1.5, -0.7])
        found = answer(truths, np.stack([rng.permutation(normal) for _ in truths]))
        close(found, [_of_normal(truth) for truth in truths], rtol=0.01, what="the score of 500 samples of N(0, 1)")


def _of_normal(z: float) -> float:
    """The CRPS of N(0, 1) for the truth z (Gneiting and Raftery, 2007)."""
    density = math.exp(-(z**2) / 2) / math.sqrt(2 * math.pi)
    return z * math.erf(z / math.sqrt(2)) + 2 * density - 1 / math.sqrt(math.pi)
