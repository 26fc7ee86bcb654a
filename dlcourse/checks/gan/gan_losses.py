"""The check of `gan_losses`."""

import numpy as np

from dlcourse.agent.function_source import FunctionSource
from dlcourse.checks.core import WITH_KERAS, as_array, close, criterion, exercise
from dlcourse.checks.core.remote_answer import function_beside
from dlcourse.checks.gan.condition import TENSOR_OR_NONE

# The gradients of a loss by its logits, or an error where TensorFlow cannot follow what it does.
GRADIENTS = FunctionSource(
    "lambda loss, *given:"
    f" tf.function(lambda *logits: tf.gradients({TENSOR_OR_NONE}(loss(*logits)), logits))"
    "(*[tf.constant(logits) for logits in given])"
)


@exercise(defines=["discriminator_loss", "generator_loss"], rules=[WITH_KERAS], seconds=20)
def gan_losses(discriminator_loss, generator_loss, rng):
    """`discriminator_loss(real_logits, fake_logits)` and `generator_loss(fake_logits)`: means, from logits.

    Requirements:
    - "when all logits are 0, the losses are 2 ln 2 ≈ 1.386 and ln 2 ≈ 0.693" → an undecided discriminator
    - "mean cross-entropy of the real ones (label 1) plus mean cross-entropy of the generated ones (label 0)" → the
      discriminator: real is 1, generated is 0
    - "with the label the generator wishes for" → the generator: be taken for real
    - "there may be more real ones than generated ones, or fewer" → each half has its own mean
    - "Logits of ±200 must not overflow" → large logits
    - "so that a tape can follow them" → a tape can follow
    """
    real, fake = (rng.normal(scale=2, size=(6, 1)).astype("float32") for _ in range(2))
    _undecided(discriminator_loss, generator_loss)
    with criterion(
        "the discriminator: real is 1, generated is 0",
        hint="Two cross-entropies: labels 1 for the real ones, labels 0 for the generated ones. Add the two means.",
    ):
        close(
            as_array(discriminator_loss(real, fake)),
            _softplus(-real) + _softplus(fake),
            rtol=1e-4,
            what="the discriminator's loss",
        )
    with criterion(
        "the generator: be taken for real",
        hint="The generator wants the discriminator to say 1 for its samples. Its labels are ones, not zeros.",
    ):
        close(as_array(generator_loss(fake)), _softplus(-fake), rtol=1e-4, what="the generator's loss")
    with criterion(
        "each half has its own mean",
        hint="Mean over the real ones plus mean over the generated ones, however many there are of each.",
    ):
        more = rng.normal(size=(15, 1)).astype("float32")
        close(
            as_array(discriminator_loss(real, more)),
            _softplus(-real) + _softplus(more),
            rtol=1e-4,
            what="the discriminator's loss",
        )
    with criterion(
        "large logits", hint="from_logits=True cannot overflow; log(sigmoid(−200)) can: it is log(0) in float32."
    ):
        large = np.array([[200.0], [-200.0]], "float32")
        found = [as_array(discriminator_loss(large, large)), as_array(generator_loss(large))]
        close(found, [200.0, 100.0], rtol=1e-4, what="[discriminator, generator] at the logits 200 and −200")
    with criterion(
        "a tape can follow",
        hint="NumPy's numbers have no gradient: compute with TensorFlow's or Keras' functions alone.",
    ):
        slopes = function_beside(discriminator_loss, GRADIENTS)(discriminator_loss, real, fake)
        wanted = [-1 / (1 + np.exp(real)) / 6, 1 / (1 + np.exp(-fake)) / 6]
        close(
            [as_array(slope) for slope in slopes], wanted, rtol=1e-3, what="the gradients of the discriminator's loss"
        )
        (slope,) = function_beside(generator_loss, GRADIENTS)(generator_loss, fake)
        close(as_array(slope), -1 / (1 + np.exp(fake)) / 6, rtol=1e-3, what="the gradient of the generator's loss")


def _undecided(discriminator_loss, generator_loss) -> None:
    """The criterion that stands first, as its numbers tell the sum from the mean, and logits from probabilities."""
    with criterion(
        "an undecided discriminator",
        hint="Logit 0 is probability ½: ln 2 for each of the discriminator's two halves, so 2 ln 2 (the SUM of both), "
        "and ln 2 for the generator. Are the numbers read as logits?",
    ):
        zeros = np.zeros((4, 1), "float32")
        found = [as_array(discriminator_loss(zeros, zeros)), as_array(generator_loss(zeros))]
        close(found, [2 * np.log(2), np.log(2)], rtol=1e-4, what="[discriminator, generator] at logit 0")


def _softplus(x: np.ndarray) -> float:
    """Mean of log(1 + eˣ)."""
    return float(np.logaddexp(0, x.astype(float)).mean())
