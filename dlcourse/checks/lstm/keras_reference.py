"""Keras' LSTM and GRU with given weights, in double precision: the expected values of chapter 08."""

from collections.abc import Callable
from functools import wraps

import numpy as np

KEPT = 64  # results that are kept: a check that is run again needs the same ones


def cached(function: Callable) -> Callable:
    """Cache the results of a function of arrays, as each call of Keras is slow."""
    kept: dict = {}

    @wraps(function)
    def cached_function(*arrays):
        key = tuple((np.shape(array), np.asarray(array, float).tobytes()) for array in arrays)
        if key not in kept:
            while len(kept) >= KEPT:
                del kept[next(iter(kept))]
            kept[key] = function(*arrays)
        return kept[key]

    return cached_function


def draw_weights(rng: np.random.Generator, features: int, units: int, gates: int = 4) -> tuple[np.ndarray, ...]:
    """Random W (features, gates·units), R (units, gates·units) and b: (gates·units,), or (2, 3·units) for a GRU."""
    shape = (gates * units,) if gates == 4 else (2, gates * units)
    W = rng.normal(size=(features, gates * units))
    return W, rng.normal(size=(units, gates * units)) / np.sqrt(units), rng.normal(size=shape)


@cached
def keras_lstm_cell(x, h, c, W, R, b) -> tuple[np.ndarray, np.ndarray]:
    """The next h and c, each (batch, units)."""
    import keras

    cell = keras.layers.LSTMCell(R.shape[0], dtype="float64")
    cell.build(x.shape)
    cell.set_weights([W, R, b])
    output, (_, memory) = cell(np.asarray(x, float), [np.asarray(h, float), np.asarray(c, float)])
    return np.asarray(output), np.asarray(memory)


@cached
def keras_gru_cell(x, h, W, R, b) -> np.ndarray:
    """The next h (batch, units), with `reset_after=True`."""
    import keras

    cell = keras.layers.GRUCell(R.shape[0], reset_after=True, dtype="float64")
    cell.build(x.shape)
    cell.set_weights([W, R, b])
    return np.asarray(cell(np.asarray(x, float), [np.asarray(h, float)])[0])


@cached
def keras_lstm(X, W, R, b) -> np.ndarray:
    """Every output h (batch, timesteps, units), starting from zeros."""
    return np.asarray(_layer(X, W, R, b)(X))


@cached
def keras_lstm_gradients(dH, X, W, R, b) -> tuple[np.ndarray, ...]:
    """dL/dX, dL/dW, dL/dR and dL/db for dL/dH = dH, by GradientTape."""
    import tensorflow as tf

    layer, inputs = _layer(X, W, R, b), tf.constant(X)
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        loss = tf.reduce_sum(layer(inputs) * dH)
    return tuple(np.asarray(g) for g in tape.gradient(loss, [inputs, *layer.trainable_weights]))


def _layer(X, W, R, b):
    import keras

    layer = keras.layers.LSTM(R.shape[0], return_sequences=True, dtype="float64")
    layer.build(X.shape)
    layer.set_weights([W, R, b])
    return layer
