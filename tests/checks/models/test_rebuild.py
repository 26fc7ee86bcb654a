"""Models are rebuilt from plain data: honest ones of many kinds compute the same, and nothing else is ever built."""

import numpy as np
import pytest

from dlcourse.checks.core import MismatchError
from dlcourse.checks.models import outputs, rebuild
from dlcourse.checks.models.plain_config import plain_config


def honest_models():
    """Models with what students like to use, each with inputs."""
    import keras
    from keras import layers

    rng = np.random.default_rng(0)
    rows = rng.normal(size=(9, 6)).astype("float32")
    scale = layers.Normalization()
    scale.adapt(3 * rows + 1)
    yield keras.Sequential([scale, layers.Dense(4, "relu", kernel_regularizer="l2"), layers.Dropout(0.5)]), rows
    picture, note = keras.Input((8, 8, 1)), keras.Input((6,))
    seen = layers.Flatten()(layers.MaxPooling2D()(layers.Conv2D(3, 3, activation=layers.LeakyReLU())(picture / 255)))
    both = layers.BatchNormalization()(layers.concatenate([seen, note]))
    images = rng.random((9, 8, 8, 1)).astype("float32")
    yield keras.Model([picture, note], layers.Dense(2, activation=keras.activations.silu)(both)), [images, rows]
    ops, drawing = keras.ops, keras.Input((8, 8, 1))
    turned = ops.moveaxis(ops.roll(ops.rot90(drawing, 1, axes=(1, 2)), 2, axis=1), 1, 2)
    least, most = ops.amin(turned, axis=(1, 2)), ops.amax(turned, axis=(1, 2))
    yield keras.Model(drawing, ops.log1p(most) + ops.expm1(least) + ops.prod(turned, axis=(1, 2))), images
    rows_again = ops.tile(
        ops.repeat(ops.pad(ops.cumsum(drawing, axis=1), [[0, 0], [1, 1], [0, 0], [0, 0]]), 2, axis=2), [1, 2, 1, 1]
    )
    yield keras.Model(drawing, rows_again + ops.ones_like(rows_again) - ops.floor(ops.zeros_like(rows_again))), images
    steps = keras.Input((None, 3))
    states = layers.Bidirectional(layers.LSTM(4, return_sequences=True))(layers.Masking(0.0)(steps))
    series = rng.normal(size=(9, 5, 3)).astype("float32")
    yield keras.Model(steps, layers.GRU(2)(states)), series
    shared = layers.Dense(5)
    inner = keras.Sequential([keras.Input((6,)), layers.Dense(6), layers.Identity()])
    row = keras.Input((6,))
    yield keras.Model(row, shared(inner(row)) - shared(row)), rows


def test_honest_models_of_many_kinds_compute_the_same_when_they_are_rebuilt():
    for model, inputs in honest_models():
        wanted = np.asarray(model(inputs))
        arrays = inputs if isinstance(inputs, list) else [inputs]
        np.testing.assert_allclose(outputs(rebuild(model), *arrays), wanted, rtol=1e-4, atol=1e-5)


def test_a_model_that_looks_at_the_samples_beside_one_is_refused():
    import keras

    row = keras.Input((6,))
    x = np.random.default_rng(0).normal(size=(40, 6)).astype("float32")
    for mixed in (keras.ops.roll(row, 1, axis=0), row - keras.ops.mean(row, axis=0), keras.ops.flip(row, axis=0)):
        model = rebuild(keras.Model(row, keras.layers.Dense(2)(mixed)))
        with pytest.raises(MismatchError, match="depends on the others beside it"):
            outputs(model, x)
        assert outputs(model, x, check_mixing=False).shape == (40, 2)
        assert outputs(model, x[:1]).shape == (1, 2)


def test_the_work_of_a_model_inside_counts_for_each_of_its_uses():
    import keras

    inner = keras.Sequential([keras.Input((64, 64)), *(keras.layers.Dense(64) for _ in range(8))])
    steps = keras.Input((64, 64))
    once, often = inner(steps), steps
    for _ in range(40):
        often = inner(often)
    x = np.zeros((15_000, 64, 64), "float32")
    assert outputs(rebuild(keras.Model(steps, once)), x[:20]).shape == (20, 64, 64)
    with pytest.raises(MismatchError, match="computes too much"):
        outputs(rebuild(keras.Model(steps, often)), x)


def dense(**config) -> dict:
    return {"module": "keras.layers", "class_name": "Dense", "config": config, "registered_name": None}


INPUT = {"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_shape": (None, 4), "name": "x"}}
FUNCTION = {"module": "os", "class_name": "function", "config": "system", "registered_name": "system"}
REFUSED = {
    "a class of one's own": dense(units=1) | {"module": "__main__"},
    "a registered class": dense(units=1) | {"registered_name": "mine>Dense"},
    "a module that is not Keras'": dense(units=1) | {"module": "subprocess", "class_name": "Popen"},
    "code": {"module": "keras.layers", "class_name": "Lambda", "config": {"function": "x"}},
    "a saved program": {"module": "keras.layers", "class_name": "TFSMLayer", "config": {"filepath": "/tmp/x"}},
    "a function of Python's": dense(units=1, activation=FUNCTION),
    "a helper of Keras'": {"module": "keras.src.utils.file_utils", "class_name": "get_file", "config": {}},
    "very many units": dense(units=10**8),
    "very many layers": {"module": "keras", "class_name": "Sequential", "config": {"layers": [dense(units=1)] * 200}},
    "a number without end": dense(units=float("inf")),
    "a text without end": dense(units=1, name="x" * 10_000),
    "a list without end": dense(units=list(range(100_000))),
    "very large outputs": {"module": "keras.layers", "class_name": "RepeatVector", "config": {"n": 10**8}},
    "nothing": None,
}


class Forged:
    """What a hostile kernel may send."""

    def __init__(self, layer) -> None:
        self.layers = [INPUT, layer]

    def get_config(self):
        return {"name": "model", "layers": self.layers}

    def get_weights(self):
        return []


@pytest.mark.parametrize("layer", REFUSED.values(), ids=REFUSED)
def test_what_is_not_known_or_too_large_is_refused_with_a_sentence(layer):
    with pytest.raises(MismatchError, match="your model"):
        outputs(rebuild(Forged(layer)), np.ones((2, 4), "float32"))


@pytest.mark.parametrize("config", [None, [], "x", {}, {"layers": []}, {"layers": 5}], ids=repr)
def test_what_lists_no_layers_is_refused(config):
    with pytest.raises(MismatchError, match="does not list its layers"):
        plain_config(config)
