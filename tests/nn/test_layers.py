"""Every layer against Keras', on random shapes."""

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlcourse.nn import layers
from tests.nn.agreement import agree

few = settings(max_examples=12, deadline=None, derandomize=True)
batch, size, seeds = st.integers(1, 5), st.integers(1, 7), st.integers(0, 1000)
ACTIVATIONS = ["linear", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "softmax"]


def numbers(seed, *shape):
    return np.random.default_rng(seed).normal(size=shape).astype("float32")


@few
@given(batch, st.lists(size, max_size=2), size, size, st.booleans(), st.sampled_from(ACTIVATIONS), seeds)
def test_dense(n, between, features, units, use_bias, activation, seed):
    x = numbers(seed, n, *between, features)
    options = {"activation": activation, "use_bias": use_bias}
    agree(layers.Dense(units, **options), keras.layers.Dense(units, **options), x)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_activation(activation):
    agree(layers.Activation(activation), keras.layers.Activation(activation), 3 * numbers(0, 4, 5))


@few
@given(batch, st.integers(2, 6), st.booleans(), st.booleans(), st.booleans(), seeds)
def test_batch_normalization(n, features, training, center, scale, seed):
    x = 2 + 3 * numbers(seed, n + 1, 3, features)
    options = {"center": center, "scale": scale}
    agree(layers.BatchNormalization(**options), keras.layers.BatchNormalization(**options), x, training=training)


def test_batch_normalization_leaves_masked_steps_out_of_its_statistics():
    mask = np.array([[True, True, False], [True, False, False]])
    x = numbers(1, 2, 3, 4)
    agree(layers.BatchNormalization(), keras.layers.BatchNormalization(), x, training=True, mask=mask)


kernels, strides = st.tuples(st.integers(1, 3), st.integers(1, 3)), st.tuples(st.integers(1, 3), st.integers(1, 3))
sides, paddings = st.integers(3, 7), st.sampled_from(["valid", "same"])


@settings(few, max_examples=25)
@given(batch, sides, sides, size, size, kernels, st.integers(1, 3), paddings, st.sampled_from([None, "relu"]), seeds)
def test_conv2d(n, height, width, channels, filters, kernel_size, stride, padding, activation, seed):
    options = {"strides": stride, "padding": padding, "activation": activation}
    x = numbers(seed, n, height, width, channels)
    agree(layers.Conv2D(filters, kernel_size, **options), keras.layers.Conv2D(filters, kernel_size, **options), x)


@pytest.mark.parametrize("name", ["MaxPooling2D", "AveragePooling2D"])
@few
@given(batch, sides, sides, size, kernels, st.none() | st.integers(1, 3), paddings, seeds)
def test_pooling(name, n, height, width, channels, pool_size, stride, padding, seed):
    options = {"pool_size": pool_size, "strides": stride, "padding": padding}
    x = numbers(seed, n, height, width, channels)
    agree(getattr(layers, name)(**options), getattr(keras.layers, name)(**options), x)


def test_global_average_pooling():
    agree(layers.GlobalAveragePooling2D(), keras.layers.GlobalAveragePooling2D(), numbers(0, 2, 4, 3, 5))


def test_flatten_and_reshape():
    x = numbers(0, 2, 3, 4)
    agree(layers.Flatten(), keras.layers.Flatten(), x)
    agree(layers.Reshape((2, -1)), keras.layers.Reshape((2, -1)), x)


def test_embedding_sums_the_gradients_of_a_repeated_word():
    x = np.array([[1, 2, 2], [0, 1, 2]])
    ours, theirs = layers.Embedding(4, 3), keras.layers.Embedding(4, 3)
    theirs.build(x.shape)
    ours(x)
    ours.embeddings[...] = theirs.get_weights()[0]
    assert np.array_equal(ours(x), np.asarray(theirs(x)))
    r = numbers(0, 2, 3, 3)
    ours.backward(r)
    wanted = np.array([r[x == word].sum(axis=0) for word in range(4)])
    assert np.allclose(ours.gradients["embeddings"], wanted, atol=1e-6)
    masked = layers.Embedding(4, 3, mask_zero=True)
    assert masked.compute_mask(x, None).tolist() == [[True, True, True], [False, True, True]]


@pytest.mark.parametrize("name", ["SimpleRNN", "LSTM", "GRU"])
@few
@given(batch, st.integers(1, 6), size, size, st.booleans(), st.booleans(), st.booleans(), st.booleans(), seeds)
def test_recurrent(name, n, steps, features, units, sequences, backwards, use_bias, masked, seed):
    options = {"return_sequences": sequences, "go_backwards": backwards, "use_bias": use_bias}
    x = numbers(seed, n, steps, features)
    mask = np.random.default_rng(seed).random((n, steps)) < 0.7 if masked and not backwards else None
    agree(getattr(layers, name)(units, **options), getattr(keras.layers, name)(units, **options), x, mask=mask)


def test_gru_without_reset_after():
    agree(layers.GRU(4, reset_after=False), keras.layers.GRU(4, reset_after=False), numbers(0, 3, 5, 2))


@pytest.mark.parametrize("merge_mode", ["concat", "sum", "ave", "mul"])
@pytest.mark.parametrize("sequences", [False, True])
@pytest.mark.parametrize("name", ["SimpleRNN", "LSTM"])
def test_bidirectional(name, sequences, merge_mode):
    ours = layers.Bidirectional(getattr(layers, name)(3, return_sequences=sequences), merge_mode)
    theirs = keras.layers.Bidirectional(getattr(keras.layers, name)(3, return_sequences=sequences), merge_mode)
    agree(ours, theirs, numbers(0, 2, 5, 4))


def test_time_distributed():
    ours, theirs = layers.TimeDistributed(layers.Dense(3)), keras.layers.TimeDistributed(keras.layers.Dense(3))
    agree(ours, theirs, numbers(0, 2, 5, 4))


def test_dropout_drops_its_rate_keeps_the_mean_and_has_the_same_zeros_backward():
    x = np.ones((100, 200), "float32")
    layer = layers.Dropout(0.25, seed=3)
    y = layer(x, training=True)
    assert abs((y == 0).mean() - 0.25) < 0.01
    assert np.allclose(y[y != 0], 1 / 0.75)
    assert np.array_equal(layer.backward(x), y)
    assert np.array_equal(layer(x), x)


@pytest.mark.parametrize("name", ["SimpleRNN", "LSTM", "GRU"])
def test_recurrent_dropout_uses_one_pattern_for_all_steps(name):
    layer = getattr(layers, name)(6, dropout=0.5, seed=1, return_sequences=True)
    x = np.ones((2, 4, 8), "float32")
    layer(x, training=True)
    assert set(np.unique(layer.x)) == {0.0, 2.0}
    assert all(np.array_equal(layer.x[0], step) for step in layer.x)
