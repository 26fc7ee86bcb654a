"""The check of `layer_norm` and `layer_norm_backward`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, require


def keras_layer_norm(x, gamma, beta, dy) -> tuple[np.ndarray, list[np.ndarray]]:
    """Keras' output, and dx, dgamma and dbeta of Σ dy · output, in double precision."""
    import keras
    import tensorflow as tf

    layer = keras.layers.LayerNormalization(epsilon=0.001, dtype="float64")
    layer.build(x.shape)
    layer.set_weights([gamma, beta])
    inputs = tf.constant(x)
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        y = layer(inputs)
        loss = tf.reduce_sum(dy * y)
    weights = [variable.value for variable in layer.trainable_variables]
    return y.numpy(), [gradient.numpy() for gradient in tape.gradient(loss, [inputs, *weights])]


@exercise(defines=["layer_norm", "layer_norm_backward"], rules=[BY_HAND], seconds=10)
def layer_norm(forward, backward, rng):
    """`layer_norm(x, gamma, beta)` over the last axis, and `layer_norm_backward(dy, x, gamma)`: dx, dgamma, dbeta.

    Requirements:
    - "each word is normalised by itself" → each row by itself
    - "is the mean of the squared distances from" → divided by the root of variance and epsilon
    - "gamma and beta are $(d)$" → scaled and shifted feature by feature
    - "any axes in front" → any axes in front
    - "return dx, dgamma, dbeta, each with the shape of what it belongs to" → three gradients
    - "are sums over all rows" → sums over all rows
    - "dx" → the words' gradient
    """
    x = rng.normal(2.0, 3.0, size=(3, 4, 6)) * rng.uniform(0.2, 2.0, size=(3, 4, 1))
    gamma, beta = rng.uniform(0.5, 2.0, size=6), rng.normal(size=6)
    dy = rng.normal(size=x.shape)
    y, wanted = keras_layer_norm(x, gamma, beta, dy)
    rows, ones, zeros = x.reshape(12, 6), np.ones(6), np.zeros(6)
    with criterion(
        "each row by itself",
        hint="Mean and variance over the LAST axis, with keepdims: no row knows of the others.",
    ):
        close(np.shape(forward(rows, ones, zeros)), [12, 6], what="the shape of the result")
        close(np.asarray(forward(rows, ones, zeros)).mean(axis=-1), np.zeros(12), atol=1e-6, what="the rows' means")
        close(
            forward(rows[:4], ones, zeros), np.asarray(forward(rows, ones, zeros))[:4], what="four rows without others"
        )
    with criterion(
        "divided by the root of variance and epsilon",
        hint="√(σ² + 0.001): epsilon is inside the root, and σ² divides by d, not by d − 1.",
    ):
        small = np.array([[1.0, -1.0], [0.1, -0.1], [0.0, 0.0]])
        scaled = small / np.sqrt(np.array([[1.0], [0.01], [0.0]]) + 0.001)
        close(forward(small, ones[:2], zeros[:2]), scaled, what="layer_norm of [1, −1], [0.1, −0.1] and [0, 0]")
    with criterion(
        "scaled and shifted feature by feature",
        hint="gamma times the normalised x, then plus beta, along the features.",
    ):
        close(forward(rows, gamma, beta), y.reshape(12, 6), what="layer_norm with gamma and beta")
    with criterion("any axes in front", hint="Count axes from the end: axis=-1, whatever stands before."):
        close(forward(x, gamma, beta), y, what="layer_norm of the shape (3, 4, 6)")
        close(forward(x[0, 0], gamma, beta), y[0, 0], what="layer_norm of a single row")
    _backward(backward, (dy, x, gamma), wanted)


def _backward(backward, given, wanted) -> None:
    """The criteria on the three gradients."""
    with criterion(
        "three gradients", trivial=True, hint="Return dx, dgamma, dbeta: each with the shape of what it belongs to."
    ):
        shapes = [list(np.shape(part)) for part in backward(*given)]
        require(shapes == [[3, 4, 6], [6], [6]], f"the shapes are {shapes}; expected [3, 4, 6], [6] and [6].")
    with criterion(
        "sums over all rows",
        hint="gamma and beta serve every row of every text: sum over all axes but the last. dgamma has x̂ in it.",
    ):
        for place, name in ((1, "dgamma"), (2, "dbeta")):
            close(backward(*given)[place], wanted[place], rtol=1e-5, what=name)
    with criterion(
        "the words' gradient",
        weight=2,
        hint="All of a row's features share mean and variance, so two means are taken off g = gamma · dy. Each mean "
        "is over the FEATURES of the row.",
    ):
        dy, x, gamma = given
        close(backward(*given)[0], wanted[0], rtol=1e-5, atol=1e-7, what="dx")
        close(backward(dy[0, 0], x[0, 0], gamma)[0], wanted[0][0, 0], rtol=1e-5, atol=1e-7, what="dx of a single row")
