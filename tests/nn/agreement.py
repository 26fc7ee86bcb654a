"""Compare a layer of dlcourse.nn with Keras': the same weights must give the same output and the same gradients."""

import keras
import numpy as np
import tensorflow as tf

FORWARD, BACKWARD = 1e-5, 1e-4  # relative to the largest number


def close(ours, theirs, tolerance, what):
    """Assert that two arrays agree, relative to the largest number."""
    ours, theirs = np.asarray(ours), np.asarray(theirs)
    assert ours.shape == theirs.shape, f"{what}: {ours.shape} and {theirs.shape}"
    scale = max(1.0, np.abs(theirs).max(initial=0.0))
    worst = np.abs(ours - theirs).max(initial=0.0) / scale
    assert worst <= tolerance, f"{what}: off by {worst:.2e} of the largest number"


def agree(layer, theirs, x, *, training=False, mask=None, seed=0):
    """Assert that a layer and Keras' give the same output, dL/dx and dL/dw, with L = Σ y r for random r."""
    rng = np.random.default_rng(seed)
    theirs.build(x.shape)
    weights = [rng.normal(0.0, 0.5, weight.shape).astype("float32") for weight in theirs.get_weights()]
    if isinstance(theirs, keras.layers.BatchNormalization):
        weights[-1] = np.abs(weights[-1]) + 0.1  # a variance
    theirs.set_weights(weights)
    layer(x)  # makes its weights
    assert [weight.shape for weight in layer.get_weights()] == [weight.shape for weight in weights]
    for array, weight in zip((*layer.parameters.values(), *layer.state.values()), weights, strict=True):
        array[...] = weight

    before = x.copy()
    y = layer(x, training=training, mask=mask)
    r = rng.normal(size=y.shape).astype("float32")
    r_before = r.copy()
    options = {} if mask is None else {"mask": tf.constant(mask)}
    x_tensor = tf.constant(x)
    with tf.GradientTape() as tape:
        tape.watch(x_tensor)
        output = theirs(x_tensor, training=training, **options)
        loss = tf.reduce_sum(output * r)
    wanted = tape.gradient(loss, [x_tensor, *(variable.value for variable in theirs.trainable_variables)])
    close(y, output, FORWARD, "output")
    d_x = layer.backward(r)
    if d_x is not None:
        close(d_x, wanted[0], BACKWARD, "gradient of the input")
    for (name, _), gradient in zip(layer.parameters.items(), wanted[1:], strict=True):
        close(layer.gradients[name], tf.convert_to_tensor(gradient), BACKWARD, f"gradient of {name}")
    for ours, array in zip(layer.state.values(), theirs.non_trainable_weights, strict=True):
        close(ours, array, FORWARD, "state")
    assert np.array_equal(x, before), "the input was changed"
    assert np.array_equal(r, r_before), "the gradient it was given was changed"
