# %% right: a batch of one
def predict_label(model, image):
    return int(model.predict(image[None], verbose=0)[0].argmax())

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


# %% right: with NumPy
import numpy as np


def predict_label(model, image):
    batch = np.expand_dims(image, axis=0)
    return np.argmax(model.predict(batch, verbose=0), axis=-1)[0]

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


# %% wrong: takes a single image | batch: image[None]
def predict_label(model, image):
    return int(model.predict(image, verbose=0)[0].argmax())

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


# %% wrong: the most probable class | argmax over the ten
def predict_label(model, image):
    return int(model.predict(image[None], verbose=0).argmax(axis=0)[0])

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


# %% wrong: the most probable class | argmax over the ten
def predict_label(model, image):
    return int(model.predict(image[None], verbose=0)[0].argmin())

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


# %% wrong: a plain number | one entry
def predict_label(model, image):
    return model.predict(image[None], verbose=0).argmax(axis=1)

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


# %% wrong: a plain number | one entry
def predict_label(model, image):
    return float(model.predict(image[None], verbose=0)[0].max())

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
