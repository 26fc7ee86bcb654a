"""Errors say where and why; a saved model is loaded whole, or an error says that it cannot be."""

import os

import numpy as np
import pytest

from dlcourse import nn
from dlcourse.nn import initializers, layers

RNG = np.random.default_rng(0)


def test_a_wrong_shape_names_the_layer_and_both_shapes():
    model = nn.Sequential([nn.Input((6,)), layers.Dense(4, name="first"), layers.Dense(2, name="second")])
    with pytest.raises(ValueError, match=r"Dense layer 'first' expects .*\(batch, \.\.\., 6\).*\(3, 5\)"):
        model.predict(np.ones((3, 5)))
    with pytest.raises(ValueError, match=r"Conv2D layer 'conv2d' .*\(batch, height, width, channels\).*\(3, 5\)"):
        layers.Conv2D(2, 3)(np.ones((3, 5)))
    with pytest.raises(ValueError, match=r"LSTM layer 'lstm' .*\(batch, timesteps, features\).*\(3, 5\)"):
        layers.LSTM(2)(np.ones((3, 5)))
    with pytest.raises(ValueError, match=r"windows of shape \(3, 3\).*\(1, 2, 2, 1\)"):
        layers.Conv2D(2, 3)(np.ones((1, 2, 2, 1)))
    with pytest.raises(ValueError, match=r"'reshape'.*\(6,\).*\(4, 2\)"):
        layers.Reshape((4, 2))(np.ones((1, 6)))
    with pytest.raises(ValueError, match=r"'embedding'.*0 to 3.*7"):
        layers.Embedding(4, 2)(np.array([[1, 7]]))


def test_wrong_targets_name_both_shapes():
    model = nn.Sequential([nn.Input((6,)), layers.Dense(3, activation="softmax")])
    x = np.ones((4, 6))
    with pytest.raises(RuntimeError, match="compile"):
        model.fit(x, np.zeros(4), verbose=0)
    model.compile("sgd", loss="categorical_crossentropy")
    with pytest.raises(ValueError, match=r"\(4, 3\).*\(4,\)"):
        model.fit(x, np.zeros(4), verbose=0)
    with pytest.raises(ValueError, match=r"\(4, 6\).*\(5, 3\)"):
        model.fit(x, np.zeros((5, 3)), verbose=0)
    model.compile("sgd", loss="sparse_categorical_crossentropy")
    with pytest.raises(ValueError, match=r"0 to 2.*7"):
        model.fit(x, np.full(4, 7), verbose=0)


def test_weights_that_do_not_fit_change_nothing():
    model = nn.Sequential([nn.Input((6,)), layers.Dense(3), layers.Dense(2)])
    before = model.get_weights()
    with pytest.raises(ValueError, match=r"Dense layer 'dense_1', kernel: expected shape \(3, 2\).*\(2, 3\)"):
        model.set_weights([np.ones_like(before[0]), before[1], before[2].T, before[3]])
    with pytest.raises(ValueError, match="4 weight arrays, but received 1"):
        model.set_weights(before[:1])
    assert all(np.array_equal(old, new) for old, new in zip(before, model.get_weights(), strict=True))


@pytest.mark.parametrize(
    "make",
    [
        lambda: layers.Dense(2, activation="sinus"),
        lambda: layers.Conv2D(2, 3, padding="full"),
        lambda: layers.Dropout(1.0),
        lambda: nn.optimizers.get("sdg"),
        lambda: nn.losses.get("crossentropy"),
        lambda: nn.regularizers.get("l7"),
        lambda: nn.initializers.get("zeroes"),
        lambda: nn.optimizers.SGD(clipnorm=1, clipvalue=1),
        lambda: nn.callbacks.ReduceLROnPlateau(factor=1.0),
        lambda: nn.callbacks.EarlyStopping(mode="best"),
        lambda: layers.Bidirectional(layers.Dense(2)),
    ],
)
def test_a_misspelt_or_impossible_argument_raises_at_once(make):
    with pytest.raises(ValueError, match=r"\w+ .*\w+"):
        make()


def test_nan_in_the_data_stays_visible():
    x = np.array([[1.0, np.nan]])
    assert np.isnan(layers.Dense(2)(x)).all()
    assert np.isnan(layers.Activation("relu")(x)).any()
    assert np.isnan(layers.MaxPooling2D()(np.full((1, 2, 2, 1), np.nan))).all()
    model = nn.Sequential([nn.Input((2,)), layers.Dense(1)])
    model.compile("sgd", loss="mse")
    with pytest.warns(RuntimeWarning, match="loss is nan"):
        history = model.fit(x, np.ones((1, 1)), verbose=0).history
    assert np.isnan(history["loss"][0])


def everything():
    model = nn.Sequential(
        [
            nn.Input((8, 8, 1)), layers.Conv2D(3, 3, kernel_regularizer=nn.regularizers.L2(0.1)),
            layers.BatchNormalization(), layers.Activation("relu"), layers.MaxPooling2D(), layers.Dropout(0.2),
            layers.Reshape((9, 3)), layers.TimeDistributed(layers.Dense(4)),
            layers.Bidirectional(layers.LSTM(3, return_sequences=True)), layers.GRU(3), layers.Dense(2, "softmax"),
        ]
    )  # fmt: skip
    schedule = nn.optimizers.schedules.ExponentialDecay(0.01, 5, 0.9)
    model.compile(nn.optimizers.Adam(schedule), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def test_a_loaded_model_predicts_and_trains_like_the_saved_one(tmp_path):
    x, y = RNG.normal(size=(20, 8, 8, 1)), RNG.integers(0, 2, 20)
    nn.set_random_seed(0)
    model = everything()
    model.fit(x, y, epochs=2, verbose=0)
    model.save(tmp_path / "model.npz")
    again = nn.Sequential.load(tmp_path / "model.npz")
    assert np.array_equal(model.predict(x), again.predict(x))
    assert model.evaluate(x, y) == again.evaluate(x, y)
    for one in (model, again):
        for layer in one.layers:
            if isinstance(layer, layers.Dropout):
                layer.rate = 0.0
        one.fit(x, y, epochs=2, shuffle=False, verbose=0)
    assert np.array_equal(model.predict(x), again.predict(x))


FILES = {
    "a missing file": (None, "no such file"),
    "an empty file": (b"", "not a model"),
    "some text": (b"hello", "not a model"),
    "half a file": ("half", "not a model"),
    "an array without a configuration": ("array", "not a model"),
}


@pytest.mark.parametrize("case", FILES)
def test_a_file_that_is_no_model_is_one_clear_error(tmp_path, case):
    content, says = FILES[case]
    path = tmp_path / "model.npz"
    if content == "half":
        everything().save(path)
        path.write_bytes(path.read_bytes()[:1000])
    elif content == "array":
        np.savez(path, weight_0=np.ones(3))
    elif content is not None:
        path.write_bytes(content)
    with pytest.raises((ValueError, FileNotFoundError), match=f"(?i)model.npz.*{says}|{says}.*model.npz"):
        nn.Sequential.load(path)


def test_a_failed_save_does_not_change_the_older_file(tmp_path):
    path = tmp_path / "model.npz"
    model = everything()
    model.save(path)
    before = path.read_bytes()
    model.loss.from_logits = {1, 2}  # cannot be written as JSON
    with pytest.raises(TypeError):
        model.save(path)
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == ["model.npz"]


def test_the_summary_counts_as_keras_does(capsys):
    import keras

    everything().summary()
    text = capsys.readouterr().out
    library = keras.layers
    theirs = keras.Sequential(
        [
            keras.Input((8, 8, 1)), library.Conv2D(3, 3), library.BatchNormalization(), library.Activation("relu"),
            library.MaxPooling2D(), library.Dropout(0.2), library.Reshape((9, 3)),
            library.TimeDistributed(library.Dense(4)), library.Bidirectional(library.LSTM(3, return_sequences=True)),
            library.GRU(3), library.Dense(2),
        ]
    )  # fmt: skip
    assert f"Total params: {theirs.count_params():,}" in text
    assert "max_pooling2d (MaxPooling2D)" in text
    assert "(None, 3, 3, 3)" in text


SPREAD = {
    "glorot_uniform": (2 / (300 + 200)) ** 0.5,
    "glorot_normal": (2 / (300 + 200)) ** 0.5,
    "he_uniform": (2 / 300) ** 0.5,
    "he_normal": (2 / 300) ** 0.5,
}


@pytest.mark.parametrize("name", SPREAD)
def test_an_initializer_has_the_standard_deviation_of_its_formula(name):
    weights = initializers.get(name)((300, 200), "float32")
    assert abs(weights.std() / SPREAD[name] - 1) < 0.02
    assert abs(weights.mean()) < 0.002
    if "uniform" in name:
        assert np.abs(weights).max() <= SPREAD[name] * 3**0.5 + 1e-6


def test_orthogonal_columns_are_orthogonal():
    weights = initializers.get("orthogonal")((40, 20), "float32")
    assert np.allclose(weights.T @ weights, np.eye(20), atol=1e-5)
