"""The check of `bernoulli_log_likelihood`."""

import numpy as np

from dlcourse.checks.autoencoders.shapes import has_shape
from dlcourse.checks.core import BY_HAND, close, criterion, exercise, finite


@exercise(rules=[BY_HAND])
def bernoulli_log_likelihood(answer, rng):
    r"""`bernoulli_log_likelihood(x, logits)`: log-probability of each row of pixels, (n,).

    Requirements:
    - "Return `(n,)`" → one number for each row
    - "the natural logarithm of the probability of all its pixels" → an undecided decoder
    - "is 1 for ink and 0 for paper" → ink and paper
    - "Pixels between 0 and 1 go into the same formula" → grey pixels
    - "Logits of ±1000 must give finite numbers" → large logits
    """
    x, logits = (rng.random((5, 7)) < 0.5).astype(float), rng.normal(scale=2, size=(5, 7))
    ink = 0.5 * (1 + np.tanh(logits / 2))  # the sigmoid, by another formula
    with criterion("one number for each row", trivial=True, hint="Add over the pixels of a row; leave the rows apart."):
        has_shape(answer(x, logits), (5,), what="the shape for (5, 7)")
    with criterion(
        "an undecided decoder",
        trivial=True,
        hint="A logit is no probability: the logit 0 is the probability σ(0) = ½. That is ln ½ for each pixel, of ink "
        "or of paper: add, take no mean. The logarithm is the natural one, and that of a probability is negative.",
    ):
        close(answer(x, np.zeros((5, 7))), np.full(5, 7 * np.log(0.5)), rtol=1e-5, what="the result for logits 0")
    with criterion(
        "ink and paper",
        hint="log σ(l) where there is ink, log (1 − σ(l)) where there is paper. Large logits make ink likely.",
    ):
        wanted = np.log(np.where(x == 1, ink, 1 - ink).prod(axis=1))
        close(answer(x, logits), wanted, rtol=1e-4, what="the log of the product of the probabilities")
    with criterion("grey pixels", hint="x and 1 − x are weights: a pixel of 0.3 counts 0.3 as ink and 0.7 as paper."):
        grey = rng.uniform(0.1, 0.9, size=(5, 7))
        wanted = (grey * np.log(ink) + (1 - grey) * np.log(1 - ink)).sum(axis=1)
        close(answer(grey, logits), wanted, rtol=1e-4, what="the result for grey pixels")
    with criterion(
        "large logits",
        hint="σ(−1000) rounds to 0, and log 0 is −∞; e^1000 overflows. A clipped probability is finite, but no longer "
        "that of the logit. log(1 + e^l) has a safe form: np.logaddexp.",
    ):
        far = np.array([[1000.0, -1000.0], [-1000.0, 0.0]])
        found = answer(np.array([[1.0, 0.0], [1.0, 1.0]]), far)
        finite(found, what="the result for logits of ±1000")
        close(found, [0.0, -1000 + np.log(0.5)], rtol=1e-4, atol=1e-4, what="the result for logits of ±1000")
