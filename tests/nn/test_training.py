"""Training as Keras does it, from the same weights on the same batches: losses, weights, metrics, callbacks."""

import keras
import numpy as np
import pytest

from dlcourse import nn
from dlcourse.nn import callbacks, layers, optimizers
from dlcourse.nn.optimizers import schedules
from tests.support.quick import cases

RNG = np.random.default_rng(0)
X = RNG.normal(size=(200, 6)).astype("float32")
LABELS = (X @ RNG.normal(size=(6, 3))).argmax(axis=1)
FAST = {"learning_rate": 0.05}
OPTIMIZERS = {
    "sgd": ("SGD", FAST),
    "momentum": ("SGD", FAST | {"momentum": 0.9}),
    "nesterov": ("SGD", FAST | {"momentum": 0.9, "nesterov": True}),
    "adagrad": ("Adagrad", FAST),
    "rmsprop": ("RMSprop", {"learning_rate": 0.01}),
    "rmsprop with momentum": ("RMSprop", {"learning_rate": 0.005, "momentum": 0.5}),
    "adam": ("Adam", {"learning_rate": 0.01}),
    "adamw": ("AdamW", {"learning_rate": 0.01, "weight_decay": 0.1}),
    "sgd with weight decay": ("SGD", FAST | {"weight_decay": 0.01}),
    "clipnorm": ("SGD", FAST | {"clipnorm": 0.05}),
    "clipvalue": ("SGD", FAST | {"clipvalue": 0.01}),
    "global_clipnorm": ("SGD", FAST | {"global_clipnorm": 0.1}),
    "defaults: sgd": ("SGD", {}),
    "defaults: adagrad": ("Adagrad", {}),
    "defaults: rmsprop": ("RMSprop", {}),
    "defaults: adam": ("Adam", {}),
    "defaults: adamw": ("AdamW", {}),
}


def network(library, input_layer, **options):
    """The same small network in either library."""
    dense = library.Dense
    return [input_layer, dense(8, activation="tanh", **options), dense(3, activation="softmax")]


def both(optimizer="sgd", theirs=None, metrics=(), **options):
    """Our model and Keras', with equal weights, compiled alike."""
    keras.utils.set_random_seed(1)
    keras_options = {name: keras.regularizers.L2(value.l2) for name, value in options.items()}
    keras_model = keras.Sequential(network(keras.layers, keras.Input((6,)), **keras_options))
    model = nn.Sequential(network(layers, nn.Input((6,)), **options))
    model.set_weights(keras_model.get_weights())
    for one, chosen in ((model, optimizer), (keras_model, theirs or optimizer)):
        one.compile(chosen, loss="sparse_categorical_crossentropy", metrics=list(metrics))
    return model, keras_model


def curves(model, keras_model, steps=50):
    """The losses of both over the same batches."""
    ours, theirs = [], []
    for step in range(steps):
        rows = np.arange(step * 32, step * 32 + 32) % len(X)
        ours.append(model.train_on_batch(X[rows], LABELS[rows])["loss"])
        theirs.append(float(keras_model.train_on_batch(X[rows], LABELS[rows], return_dict=True)["loss"]))
        keras_model.reset_metrics()
    return np.array(ours), np.array(theirs)


@pytest.mark.parametrize("optimizer", cases(OPTIMIZERS, lambda optimizer: "defaults" not in optimizer))
def test_fifty_steps_give_keras_curve_and_weights(optimizer):
    name, options = OPTIMIZERS[optimizer]
    model, keras_model = both(getattr(optimizers, name)(**options), getattr(keras.optimizers, name)(**options))
    ours, theirs = curves(model, keras_model)
    assert np.allclose(ours, theirs, rtol=1e-4, atol=1e-5), np.abs(ours - theirs).max()
    for mine, other in zip(model.get_weights(), keras_model.get_weights(), strict=True):
        assert np.allclose(mine, other, rtol=1e-3, atol=1e-4), np.abs(mine - other).max()


SCHEDULES = {
    "ExponentialDecay": {"initial_learning_rate": 0.1, "decay_steps": 5, "decay_rate": 0.5},
    "InverseTimeDecay": {"initial_learning_rate": 0.1, "decay_steps": 5, "decay_rate": 0.5},
    "PiecewiseConstantDecay": {"boundaries": [5, 10], "values": [0.1, 0.05, 0.01]},
    "CosineDecay": {"initial_learning_rate": 0.1, "decay_steps": 20, "alpha": 0.1},
}


@pytest.mark.parametrize("name", SCHEDULES)
def test_a_schedule_gives_keras_rates(name):
    ours, theirs = getattr(schedules, name)(**SCHEDULES[name]), getattr(keras.optimizers.schedules, name)
    theirs = theirs(**SCHEDULES[name])
    assert np.allclose([ours(step) for step in range(30)], [float(theirs(step)) for step in range(30)], atol=1e-6)


def test_l2_is_in_the_loss_and_in_the_gradient():
    model, keras_model = both(
        optimizers.SGD(0.1), keras.optimizers.SGD(0.1), kernel_regularizer=nn.regularizers.L2(0.1)
    )
    ours, theirs = curves(model, keras_model, steps=10)
    assert np.allclose(ours, theirs, rtol=1e-4)


LOSSES = {
    "mse": (1, None, "numbers"),
    "mae": (2, "tanh", "numbers"),
    "binary_crossentropy": (2, "sigmoid", "bits"),
    "categorical_crossentropy": (3, "softmax", "one-hot"),
    "sparse_categorical_crossentropy": (3, "softmax", "labels"),
}
METRICS = {"mse": ["mae"], "mae": ["mse"]}


@pytest.mark.parametrize("loss", LOSSES)
def test_evaluate_and_fit_report_keras_numbers(loss):
    units, activation, kind = LOSSES[loss]
    rng = np.random.default_rng(3)
    y = {"numbers": rng.normal(size=(200, units)), "bits": rng.integers(0, 2, (200, units)), "labels": LABELS,
         "one-hot": np.eye(3)[LABELS]}[kind]  # fmt: skip
    metrics = METRICS.get(loss, ["accuracy"])
    keras_model = keras.Sequential([keras.Input((6,)), keras.layers.Dense(units, activation=activation)])
    model = nn.Sequential([nn.Input((6,)), layers.Dense(units, activation=activation)])
    model.set_weights(keras_model.get_weights())
    for one in (model, keras_model):
        one.compile("sgd", loss=loss, metrics=metrics)
    ours = model.fit(X, y, epochs=2, batch_size=64, shuffle=False, verbose=0, validation_split=0.25).history
    theirs = keras_model.fit(X, y, epochs=2, batch_size=64, shuffle=False, verbose=0, validation_split=0.25).history
    assert set(ours) == set(theirs)
    for name in ours:
        assert np.allclose(ours[name], theirs[name], rtol=1e-4, atol=1e-5), name
    assert np.allclose(model.evaluate(X, y), keras_model.evaluate(X, y, verbose=0), rtol=1e-4)
    assert np.allclose(model.predict(X), keras_model.predict(X, verbose=0), atol=1e-5)


def embed_and_classify(library, recurrent):
    return [library.Embedding(10, 4, mask_zero=True), recurrent, library.Dense(2, activation="softmax")]


@pytest.mark.parametrize("name", ["SimpleRNN", "LSTM", "GRU"])
def test_a_recurrent_classifier_on_padded_words_trains_as_keras_does(name):
    words = np.random.default_rng(0).integers(1, 10, (64, 7))
    words[np.arange(7) >= np.random.default_rng(1).integers(2, 8, (64, 1))] = 0
    labels = (words == 3).any(axis=1).astype(int)
    keras_model = keras.Sequential(
        [keras.Input((7,)), *embed_and_classify(keras.layers, getattr(keras.layers, name)(5))]
    )
    model = nn.Sequential([nn.Input((7,)), *embed_and_classify(layers, getattr(layers, name)(5))])
    model.set_weights(keras_model.get_weights())
    for one in (model, keras_model):
        one.compile("sgd", loss="sparse_categorical_crossentropy")
    ours = model.fit(words, labels, epochs=5, batch_size=16, shuffle=False, verbose=0).history["loss"]
    theirs = keras_model.fit(words, labels, epochs=5, batch_size=16, shuffle=False, verbose=0).history["loss"]
    assert np.allclose(ours, theirs, rtol=1e-4)
    for weight, keras_weight in zip(model.get_weights(), keras_model.get_weights(), strict=True):
        assert np.allclose(weight, keras_weight, atol=1e-5)


@pytest.mark.parametrize("name", ["SimpleRNN", "LSTM", "GRU"])
def test_a_training_step_changes_every_weight(name):
    model = nn.Sequential([nn.Input((7,)), *embed_and_classify(layers, getattr(layers, name)(5))])
    before = model.get_weights()
    model.compile("adam", loss="sparse_categorical_crossentropy")
    model.train_on_batch(np.arange(14).reshape(2, 7) % 9 + 1, np.array([0, 1]))
    for index, (old, new) in enumerate(zip(before, model.get_weights(), strict=True)):
        assert not np.array_equal(old, new), f"weight {index} of shape {old.shape}"


def convolutional(library):
    return [
        library.Conv2D(4, 3, padding="same"), library.BatchNormalization(), library.Activation("relu"),
        library.MaxPooling2D(), library.Conv2D(6, 3, activation="relu"), library.GlobalAveragePooling2D(),
        library.Dense(2, activation="softmax"),
    ]  # fmt: skip


def test_a_convolutional_network_trains_as_keras_does():
    images = np.random.default_rng(0).normal(size=(48, 8, 8, 1)).astype("float32")
    labels = (images.mean(axis=(1, 2, 3)) > 0).astype(int)
    keras_model = keras.Sequential([keras.Input((8, 8, 1)), *convolutional(keras.layers)])
    model = nn.Sequential([nn.Input((8, 8, 1)), *convolutional(layers)])
    model.set_weights(keras_model.get_weights())
    for one in (model, keras_model):
        one.compile("sgd", loss="sparse_categorical_crossentropy")
    ours = model.fit(images, labels, epochs=3, batch_size=16, shuffle=False, verbose=0).history["loss"]
    theirs = keras_model.fit(images, labels, epochs=3, batch_size=16, shuffle=False, verbose=0).history["loss"]
    assert np.allclose(ours, theirs, rtol=1e-3)
    keras_model.set_weights(model.get_weights())  # and back
    assert np.allclose(model.predict(images), keras_model.predict(images, verbose=0), atol=1e-5)


def plateau(library):
    return [
        library.ReduceLROnPlateau(monitor="val_loss", factor=0.5, patience=2, min_lr=0.01, cooldown=1),
        library.EarlyStopping(monitor="val_loss", patience=6, restore_best_weights=True),
    ]


def test_early_stopping_and_reduced_rates_happen_in_keras_epochs():
    model, keras_model = both(optimizers.SGD(2.0), keras.optimizers.SGD(2.0))
    noise = np.random.default_rng(5).integers(0, 3, 60)
    data = {"epochs": 40, "batch_size": 32, "shuffle": False, "verbose": 0, "validation_data": (X[:60], noise)}
    ours = model.fit(X, LABELS, callbacks=plateau(callbacks), **data).history
    theirs = keras_model.fit(X, LABELS, callbacks=plateau(keras.callbacks), **data).history
    assert len(ours["loss"]) == len(theirs["loss"]) < 40
    assert np.allclose(ours["learning_rate"], theirs["learning_rate"])
    assert min(ours["learning_rate"]) < 2.0
    for mine, other in zip(model.get_weights(), keras_model.get_weights(), strict=True):
        assert np.allclose(mine, other, rtol=1e-2, atol=1e-3)


def test_a_checkpoint_keeps_the_best_model(tmp_path):
    model, _ = both("sgd")
    path = tmp_path / "best-{epoch:02d}.npz"
    saver = callbacks.ModelCheckpoint(path, monitor="loss", save_best_only=True)
    history = model.fit(X, LABELS, epochs=3, verbose=0, callbacks=[saver]).history
    assert history["loss"] == sorted(history["loss"], reverse=True)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["best-01.npz", "best-02.npz", "best-03.npz"]
    assert np.array_equal(nn.Sequential.load(tmp_path / "best-03.npz").predict(X), model.predict(X))


def test_a_callback_that_watches_an_unknown_number_raises():
    model, _ = both("sgd")
    with pytest.raises(ValueError, match=r"val_loss.*validation data"):
        model.fit(X, LABELS, verbose=0, callbacks=[callbacks.EarlyStopping()])


def test_verbose_zero_is_silent_and_one_prints_a_line_an_epoch(capsys):
    model, _ = both("sgd")
    model.fit(X, LABELS, epochs=2, verbose=0)
    assert capsys.readouterr() == ("", "")
    model.fit(X, LABELS, epochs=2, verbose=2)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(" loss")[0] for line in lines] == ["Epoch 1/2", "Epoch 2/2"]


def test_the_same_seed_gives_the_same_training():
    def train(seed):
        nn.set_random_seed(seed)
        model = nn.Sequential(
            [nn.Input((6,)), layers.Dense(8, activation="relu"), layers.Dropout(0.3), layers.Dense(3)]
        )
        model.compile("adam", loss="mse")
        model.fit(X, np.eye(3)[LABELS], epochs=2, verbose=0)
        return model.predict(X)

    assert np.array_equal(train(1), train(1))
    assert not np.array_equal(train(1), train(2))
