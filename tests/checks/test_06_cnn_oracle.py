"""What chapter 06 is judged by: a convolution that equals Keras', and gradients that equal the gradient tape's."""

import numpy as np
import pytest

from dlcourse.checks.cnn.conv2d_backward import expected_gradients
from dlcourse.checks.cnn.correlate import correlate


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize("stride", [1, 2, 3])
def test_convolution_and_its_gradients_equal_keras(stride, padding):
    import keras
    import tensorflow as tf

    rng = np.random.default_rng(0)
    x, W, b = rng.normal(size=(2, 6, 7, 2)), rng.normal(size=(3, 3, 2, 3)), rng.normal(size=3)
    layer = keras.layers.Conv2D(3, 3, strides=stride, padding=padding, dtype="float64")
    layer.build(x.shape)
    layer.set_weights([W, b])
    with tf.GradientTape() as tape:
        pixels = tf.constant(x)
        tape.watch(pixels)
        y = layer(pixels)
        dout = rng.normal(size=y.shape)
        loss = tf.reduce_sum(dout * y)
    np.testing.assert_allclose(correlate(x, W, b, stride, padding), y, atol=1e-10)
    for ours, theirs in zip(
        expected_gradients(dout, x, W, stride, padding), tape.gradient(loss, [pixels, layer.kernel]), strict=True
    ):
        np.testing.assert_allclose(ours, theirs, atol=1e-10)
