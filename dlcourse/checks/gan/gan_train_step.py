"""The check of `gan_train_step`."""

import numpy as np

from dlcourse.checks.core import (
    WITH_KERAS,
    as_array,
    close,
    criterion,
    exercise,
    require,
)


@exercise(defines=["gan_train_step", "tiny_gan"], rules=[WITH_KERAS], seconds=20)
def gan_train_step(step, tiny_gan, rng):
    """`gan_train_step(generator, discriminator, g_optimizer, d_optimizer, real, z)`: one step for each of the two.

    Requirements:
    - "the discriminator's half moves its weights" → the discriminator's step
    - "its weights and no others" → … and nobody else moves in it
    - "the generator's half moves" → the generator's step
    - "those of the generator alone" → … and only the generator moves in it
    - "the two halves above, in this order, each with a tape of its own" → first the discriminator, then the generator
    - "Return `(discriminator's loss, generator's loss)`" → gives both losses
    """
    real, z = (rng.normal(size=(12, 2)).astype("float32") for _ in range(2))

    def run(g_rate: float, d_rate: float):
        """One step of the answer: weights before, after and as expected; expected losses, and those returned."""
        parts = tiny_gan(g_rate, d_rate)
        before = [_weights(model) for model in parts[:2]]
        losses = step(*parts, real, z)
        after = [_weights(model) for model in parts[:2]]
        return before, after, *_expected_step(before, g_rate, d_rate, real, z), losses

    _discriminator_criteria(run)
    _generator_criteria(run)
    with criterion(
        "first the discriminator, then the generator",
        hint="The generator learns from the discriminator as it is AFTER its step: a new tape for the second half.",
    ):
        before, after, wanted, *_ = run(0.5, 0.5)
        _require_step("discriminator", before[1], after[1], wanted[1])
        _require_step("generator", before[0], after[0], wanted[0])
    with criterion("gives both losses", hint="Return (discriminator's loss, generator's loss), two single numbers."):
        *_, losses, found = run(0.5, 0.5)
        require(isinstance(found, tuple | list) and len(found) == 2, "gan_train_step should return two losses.")
        close([as_array(loss) for loss in found], losses, rtol=1e-3, what="the two losses")


def _discriminator_criteria(run) -> None:
    """The criteria with rate 0 for the generator: only the discriminator learns."""
    with criterion(
        "the discriminator's step",
        weight=2,
        hint="The gradient of the DISCRIMINATOR's loss with respect to the DISCRIMINATOR's variables, given to its own "
        "optimizer. Is all of it inside the tape? Does the loss see real and generated points?",
    ):
        before, after, wanted, *_ = run(0.0, 0.5)
        _require_step("discriminator", before[1], after[1], wanted[1])
    with criterion(
        "… and nobody else moves in it",
        hint="While the discriminator learns, the generator holds still: apply gradients to one network's variables.",
    ):
        before, after, *_ = run(0.0, 0.5)
        require(not _same(before[1], after[1]), "the discriminator's weights have not changed.")
        require(_same(before[0], after[0]), "the generator's learning rate is 0 here, but its weights have changed.")


def _generator_criteria(run) -> None:
    """The criteria with rate 0 for the discriminator: only the generator learns."""
    with criterion(
        "the generator's step",
        weight=2,
        hint="The gradient of the GENERATOR's loss with respect to the GENERATOR's variables, given to its optimizer. "
        "It flows back through the discriminator: generate the points inside the tape.",
    ):
        before, after, wanted, *_ = run(0.5, 0.0)
        _require_step("generator", before[0], after[0], wanted[0])
    with criterion(
        "… and only the generator moves in it",
        hint="While the generator learns, the discriminator holds still: its variables are not in this half step.",
    ):
        before, after, *_ = run(0.5, 0.0)
        require(not _same(before[0], after[0]), "the generator's weights have not changed.")
        require(
            _same(before[1], after[1]), "the discriminator's learning rate is 0 here, but its weights have changed."
        )


def _expected_step(before, g_rate: float, d_rate: float, real, z):
    """Weights and losses after one step by plain gradient descent, computed here, from the weights `before`."""
    import tensorflow as tf

    g, d = ([tf.Variable(array) for array in arrays] for arrays in before)

    def network(weights, x):
        return tf.tanh(x @ weights[0] + weights[1]) @ weights[2] + weights[3]

    with tf.GradientTape() as tape:
        fake = network(g, tf.constant(z))
        d_loss = tf.reduce_mean(tf.nn.softplus(-network(d, tf.constant(real))))
        d_loss += tf.reduce_mean(tf.nn.softplus(network(d, fake)))
    for variable, slope in zip(d, tape.gradient(d_loss, d), strict=True):
        variable.assign_sub(d_rate * slope)
    with tf.GradientTape() as tape:
        g_loss = tf.reduce_mean(tf.nn.softplus(-network(d, network(g, tf.constant(z)))))
    for variable, slope in zip(g, tape.gradient(g_loss, g), strict=True):
        variable.assign_sub(g_rate * slope)
    return [[v.numpy() for v in g], [v.numpy() for v in d]], [float(d_loss), float(g_loss)]


def _require_step(name: str, before, after, wanted) -> None:
    """Raise MismatchError unless a network's weights after the step are as expected."""
    require(not _same(before, after), f"the {name}'s weights have not changed.")
    uphill = [2 * old - right for old, right in zip(before, wanted, strict=True)]
    require(
        not all(np.allclose(*pair, atol=1e-5) for pair in zip(after, uphill, strict=True)),
        f"the {name}'s step went uphill: the sign is wrong.",
    )
    for number, (found, right) in enumerate(zip(after, wanted, strict=True)):
        close(found, right, rtol=1e-3, atol=1e-5, what=f"array {number} of the {name}'s weights after the step")


def _same(old, new) -> bool:
    return all(np.array_equal(*pair) for pair in zip(old, new, strict=True))


def _weights(model) -> list[np.ndarray]:
    """The four weight arrays of a dense network with one hidden layer."""
    found = [np.array(array) for array in model.get_weights()]
    require(len(found) == 4, "tiny_gan() was changed: each network should have one hidden layer, as given.")
    return found
