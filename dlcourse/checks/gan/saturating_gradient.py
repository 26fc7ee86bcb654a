"""The check of `saturating_gradient`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, finite


@exercise(rules=[BY_HAND])
def saturating_gradient(answer, rng):
    """`saturating_gradient(fake_logits)`: slope of mean(log(1 − sigmoid(l))) with respect to each logit."""
    logits = rng.normal(scale=2, size=8)
    slopes = -0.5 * (1 + np.tanh(logits / 2))
    with criterion(
        "the sign and the size",
        hint="The slope of log(1 − σ(l)) is negative everywhere: the larger the logit, the smaller the loss.",
    ):
        close(answer(logits) * np.ones(8) * 8, slopes, rtol=1e-5, what="n times the gradient")
    with criterion("one number a logit", hint="The gradient has the shape of the logits, also for (n, 1)."):
        close(answer(logits[:, None]), slopes[:, None] / 8, rtol=1e-5, what="the gradient for logits of shape (8, 1)")
    with criterion("the mean over the batch", hint="The loss is a mean over n samples: each slope has the factor 1/n."):
        close(np.sum(answer(np.zeros(20))), -0.5, rtol=1e-5, what="the sum of the gradient for 20 logits of 0")
    with criterion(
        "nothing left when the discriminator is sure",
        hint="At a logit of −20 the slope is tiny. A slope near −1 there belongs to the other loss.",
    ):
        close(answer(np.array([-20.0])), [-np.exp(-20.0)], rtol=1e-4, atol=1e-14, what="the gradient at −20")
    with criterion("large logits", hint="e^1000 overflows. Which formula of the sigmoid never overflows?"):
        found = answer(np.array([-1000.0, 1000.0]))
        finite(found, what="the gradient at −1000 and 1000")
        close(found, [0.0, -0.5], what="the gradient at −1000 and 1000")
