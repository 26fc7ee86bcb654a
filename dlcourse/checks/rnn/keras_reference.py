"""Keras' SimpleRNN with given weights."""

import numpy as np


def draw_weights(rng, features: int, units: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """U (features, units), W (units, units) and b (units,)."""
    shapes = (features, units), (units, units), (units,)
    return tuple(0.6 * rng.normal(size=shape) for shape in shapes)


def keras_layer(X, U, W, b):
    import keras

    layer = keras.layers.SimpleRNN(len(b), return_sequences=True)
    layer.build(X.shape)
    layer.set_weights([U, W, b])
    return layer
