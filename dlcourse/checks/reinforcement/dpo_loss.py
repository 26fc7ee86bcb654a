"""The check of `dpo_loss`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, as_array, close, criterion, exercise, finite


@exercise(rules=[BY_HAND])
def dpo_loss(answer, rng):
    r"""`dpo_loss(chosen, rejected, reference_chosen, reference_rejected, beta)`: direct preference optimisation's loss.

    Requirements:
    - "Return one number" → one number
    - "a model that equals its reference has the loss $\ln 2 \approx 0.693$" → a model that equals its reference
    - "-\ln \sigma\!\Big(\beta \big[" → less for a larger lead of the chosen answer
    - "(\text{chosen} - \text{reference\_chosen}) - (\text{rejected} - \text{reference\_rejected})" → the lead over the
      reference
    - "the mean over the $n$ pairs" → the mean over all pairs
    - "differences of ±10,000 must give finite numbers" → large differences
    """
    from scipy.special import log_expit

    given = [rng.normal(-50, 3, size=6) for _ in range(4)]
    beta = float(rng.uniform(0.1, 0.5))
    zero = np.zeros(1)
    with criterion("one number", trivial=True, hint="The mean of all pairs' losses."):
        close(np.shape(answer(*given, beta)), [], what="the shape of the result")
    with criterion("a model that equals its reference", hint="A lead of 0: σ(0) = ½, and −ln ½ = ln 2."):
        one, other = given[0][:1], given[1][:1]
        found = answer(one, other, one, other, beta)
        close(found, np.log(2), what="the loss of a model that equals its reference")
    with criterion(
        "less for a larger lead of the chosen answer",
        hint="The loss falls where the chosen answer becomes likelier: is the sign of the lead right, and beta there?",
    ):
        for lead in (2.0, -2.0):
            expected = -float(log_expit(beta * lead))
            close(answer(zero + lead, zero, zero, zero, beta), expected, what=f"the loss for a lead of {lead:g}")
    with criterion(
        "the lead over the reference",
        hint="What counts is how far BOTH answers moved away from the reference: four log-probabilities, two of them"
        " with a minus.",
    ):
        for place, sign in enumerate((1, -1, -1, 1)):
            four = [zero + 1.5 * (i == place) for i in range(4)]
            expected = -float(log_expit(beta * sign * 1.5))
            close(
                answer(*four, beta), expected, what=f"the loss where argument {place + 1} is 1.5 and the others are 0"
            )
    with criterion(
        "the mean over all pairs", hint="−ln σ of each pair, then the mean; not the mean of the leads first."
    ):
        lead = np.array([1, -1, -1, 1]) @ np.array(given)
        close(answer(*given, beta), -float(np.mean(log_expit(beta * lead))), what="the loss of six pairs")
    with criterion(
        "large differences", hint="exp(10000) overflows. −ln σ(x) = ln(1 + exp(−x)), and np.logaddexp knows how."
    ):
        for lead, expected in ((-10_000.0, 10_000.0), (10_000.0, 0.0)):
            found = as_array(answer(zero + lead, zero, zero, zero, 1.0))
            finite(found, what=f"the loss for a lead of {lead:g}")
            close(found, expected, what=f"the loss for a lead of {lead:g}, beta = 1,")
