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


@few
@given(batch, st.lists(size, max_size=2), st.integers(2, 7), st.booleans(), st.booleans(), seeds)
def test_layer_normalization(n, between, features, center, scale, seed):
    x = 2 + 3 * numbers(seed, n, *between, features)
    options = {"center": center, "scale": scale}
    agree(layers.LayerNormalization(**options), keras.layers.LayerNormalization(**options), x)


class SelfAttention(keras.layers.Layer):
    """Keras' attention of a sequence to itself, as a layer with one input."""

    def __init__(self, *arguments, use_causal_mask, **options):
        super().__init__()
        self.attention = keras.layers.MultiHeadAttention(*arguments, **options)
        self.supports_masking = True
        self.use_causal_mask = use_causal_mask

    def build(self, shape):
        self.attention.build(shape, shape)

    def call(self, x, mask=None):
        return self.attention(x, x, value_mask=mask, use_causal_mask=self.use_causal_mask)


@few
@given(batch, st.integers(1, 6), size, st.integers(1, 3), size, st.none() | size, st.booleans(), st.booleans(),
       st.booleans(), seeds)  # fmt: skip
def test_multi_head_attention(n, steps, features, heads, key_dim, value_dim, use_bias, causal, masked, seed):
    options = {"value_dim": value_dim, "use_bias": use_bias, "use_causal_mask": causal}
    mask = np.random.default_rng(seed).random((n, steps)) < 0.7 if masked else None
    ours, theirs = layers.MultiHeadAttention(heads, key_dim, **options), SelfAttention(heads, key_dim, **options)
    agree(ours, theirs, numbers(seed, n, steps, features), mask=mask)


def test_what_is_masked_in_attention_changes_nothing_elsewhere():
    layer, x, mask = layers.MultiHeadAttention(2, 3), numbers(0, 2, 5, 4), np.arange(5) < [[3], [5]]
    other = x.copy()
    other[~mask] += 100
    assert np.array_equal(layer(x, mask=mask)[mask], layer(other, mask=mask)[mask])
    causal = layers.MultiHeadAttention(2, 3, use_causal_mask=True)
    other = x.copy()
    other[:, 3:] += 100
    assert np.array_equal(causal(x)[:, :3], causal(other)[:, :3])


def test_attention_drops_its_share_of_weights_and_keeps_their_mean():
    layer = layers.MultiHeadAttention(4, 8, dropout=0.25, seed=3)
    layer(numbers(0, 8, 40, 6), training=True)
    assert abs((layer.used == 0).mean() - 0.25) < 0.01
    assert np.allclose(layer.used[layer.used != 0], layer.weights[layer.used != 0] / 0.75)


@settings(few, max_examples=25)
@given(batch, st.integers(5, 9), size, size, st.integers(1, 3), st.integers(1, 3), st.booleans(),
       st.sampled_from(["valid", "same", "causal"]), st.sampled_from([None, "relu"]), seeds)  # fmt: skip
def test_conv1d(n, steps, channels, filters, kernel_size, apart, dilated, padding, activation, seed):
    apart = min(apart, 2)  # so that a window fits
    options = {"padding": padding, "activation": activation, "dilation_rate" if dilated else "strides": apart}
    x = numbers(seed, n, steps, channels)
    agree(layers.Conv1D(filters, kernel_size, **options), keras.layers.Conv1D(filters, kernel_size, **options), x)


kernels, strides = st.tuples(st.integers(1, 3), st.integers(1, 3)), st.tuples(st.integers(1, 3), st.integers(1, 3))
sides, paddings = st.integers(3, 7), st.sampled_from(["valid", "same"])


@settings(few, max_examples=25)
@given(batch, sides, sides, size, size, kernels, st.integers(1, 3), paddings, st.sampled_from([None, "relu"]), seeds)
def test_conv2d(n, height, width, channels, filters, kernel_size, stride, padding, activation, seed):
    options = {"strides": stride, "padding": padding, "activation": activation}
    x = numbers(seed, n, height, width, channels)
    agree(layers.Conv2D(filters, kernel_size, **options), keras.layers.Conv2D(filters, kernel_size, **options), x)


@settings(few, max_examples=25)
@given(batch, st.integers(1, 5), st.integers(1, 5), size, size, kernels, st.integers(1, 3), paddings,
       st.sampled_from([None, "relu"]), seeds)  # fmt: skip
def test_conv2d_transpose(n, height, width, channels, filters, kernel_size, stride, padding, activation, seed):
    options = {"strides": stride, "padding": padding, "activation": activation}
    ours = layers.Conv2DTranspose(filters, kernel_size, **options)
    theirs = keras.layers.Conv2DTranspose(filters, kernel_size, **options)
    agree(ours, theirs, numbers(seed, n, height, width, channels))


@pytest.mark.parametrize("name", ["MaxPooling2D", "AveragePooling2D"])
@few
@given(batch, sides, sides, size, kernels, st.none() | st.integers(1, 3), paddings, seeds)
def test_pooling(name, n, height, width, channels, pool_size, stride, padding, seed):
    options = {"pool_size": pool_size, "strides": stride, "padding": padding}
    x = numbers(seed, n, height, width, channels)
    agree(getattr(layers, name)(**options), getattr(keras.layers, name)(**options), x)


def test_global_average_pooling():
    agree(layers.GlobalAveragePooling2D(), keras.layers.GlobalAveragePooling2D(), numbers(0, 2, 4, 3, 5))


@pytest.mark.parametrize("mask", [None, np.array([[True, True, False, False], [True, False, True, True]])])
def test_global_average_pooling_of_a_sequence(mask):
    agree(layers.GlobalAveragePooling1D(), keras.layers.GlobalAveragePooling1D(), numbers(0, 2, 4, 5), mask=mask)


def test_global_max_pooling_of_a_sequence():
    agree(layers.GlobalMaxPooling1D(), keras.layers.GlobalMaxPooling1D(), numbers(0, 2, 4, 5))
    equal_numbers = np.ones((1, 4, 2), "float32")
    agree(layers.GlobalMaxPooling1D(), keras.layers.GlobalMaxPooling1D(), equal_numbers)


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
