# %% right: one file
from pathlib import Path


def round_trip(model, folder):
    import keras

    path = Path(folder) / "model.keras"
    path.parent.mkdir(parents=True, exist_ok=True)
    model.save(path)
    return keras.models.load_model(path)

import keras


def build_sequential():
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% right: with os
import os

import keras


def round_trip(model, folder):
    os.makedirs(folder, exist_ok=True)
    name = os.path.join(folder, "model.keras")
    model.save(name)
    return keras.saving.load_model(name)


def build_sequential():
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: answers as the original does | weights and all
from pathlib import Path


def round_trip(model, folder):
    import keras

    path = Path(folder) / "model.keras"
    path.parent.mkdir(parents=True, exist_ok=True)
    model.save(path)
    return keras.models.model_from_json(model.to_json())

import keras


def build_sequential():
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: answers as the original does | weights and all
from pathlib import Path


def round_trip(model, folder):
    import keras

    path = Path(folder) / "model.keras"
    model.save(path)
    return keras.models.load_model(path)

import keras


def build_sequential():
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: is a model of its own | not the model you were handed
from pathlib import Path


def round_trip(model, folder):
    import keras

    path = Path(folder) / "model.keras"
    path.parent.mkdir(parents=True, exist_ok=True)
    model.save(path)
    return model

import keras


def build_sequential():
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: is ready to train on | loss and the optimizer
from pathlib import Path


def round_trip(model, folder):
    import keras

    path = Path(folder) / "model.keras"
    path.parent.mkdir(parents=True, exist_ok=True)
    model.save(path)
    return keras.models.load_model(path, compile=False)

import keras


def build_sequential():
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: is ready to train on | loss and the optimizer
from pathlib import Path


def round_trip(model, folder):
    import keras

    path = Path(folder) / "model.keras"
    path.parent.mkdir(parents=True, exist_ok=True)
    model.save(path)
    loaded = keras.models.load_model(path, compile=False)
    loaded.compile("sgd", loss="categorical_crossentropy")  # a guess at how it was compiled
    return loaded

import keras


def build_sequential():
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
