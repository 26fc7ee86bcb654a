"""The check of `saturating_gradient`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, equal, exercise, finite


@exercise(rules=[BY_HAND])
def saturating_gradient(answer, rng):
    r"""`saturating_gradient(fake_logits)`: slope of mean(log(1 − sigmoid(l))) with respect to each logit.

    Requirements:
    - "in the shape of `fake_logits`" → one number a logit
    - "the gradient of the mean" → the mean over the batch
    - "$\log(1 - \sigma(l))$ over all logits" → nothing left when the discriminator is sure
    - "with respect to each logit" → the sign and the size
    - "Logits of ±1000 must give finite numbers" → large logits
    """
    logits = rng.normal(scale=2, size=8)
    slopes = -0.5 * (1 + np.tanh(logits / 2))
    with criterion("one number a logit", hint="The gradient has the shape of the logits, also for (n, 1)."):
        equal(np.shape(answer(logits[:, None])), (8, 1), what="the shape of the gradient for logits of shape (8, 1)")
    with criterion(
        "the mean over the batch",
        trivial=True,
        hint="The loss is a mean over n samples: each slope has the factor 1/n.",
    ):
        ratio = np.abs(answer(np.zeros(20))).sum() / np.abs(answer(np.zeros(5))).sum()
        close(ratio, 1.0, rtol=1e-5, what="the gradient's sum for 20 logits of 0, divided by that for 5 of them")
    with criterion(
        "nothing left when the discriminator is sure",
        hint="At a logit of −20 the slope is tiny. A slope near −1 there belongs to the other loss.",
    ):
        close(np.abs(answer(np.array([-20.0]))), [np.exp(-20.0)], rtol=1e-4, atol=1e-14, what="the slope's size at −20")
    with criterion(
        "the sign and the size",
        hint="The slope of log(1 − σ(l)) is negative everywhere: the larger the logit, the smaller the loss. Is it the"
        " slope by the logit, not by σ?",
    ):
        close(answer(logits), slopes / 8, rtol=1e-5, what="the gradient")
    with criterion("large logits", hint="e^1000 overflows. Which formula of the sigmoid never overflows?"):
        found = answer(np.array([-1000.0, 1000.0]))
        finite(found, what="the gradient at −1000 and 1000")
        close(found, [0.0, -0.5], what="the gradient at −1000 and 1000")
