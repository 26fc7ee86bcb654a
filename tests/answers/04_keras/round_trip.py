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
            keras.Input((28, 28, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", loss="categorical_crossentropy", metrics=["accuracy"])
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
            keras.Input((28, 28, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: answers as the original does | weights and all
# replace: keras.models.load_model(path) -> keras.models.model_from_json(model.to_json())

# %% wrong: any folder, new or not | Keras does not make folders
# remove: path.parent.mkdir(parents=True, exist_ok=True)

# %% wrong: any folder, new or not | is no error
# remove: , exist_ok=True

# %% wrong: is a model of its own | not the model you were handed
# replace: return keras.models.load_model(path) -> return model

# %% wrong: is ready to train on | loss and the optimizer
# replace: keras.models.load_model(path) -> keras.models.load_model(path, compile=False)

# %% wrong: is ready to train on | loss and the optimizer
# a guess at how it was compiled
# replace: return keras.models.load_model(path) -> loaded = keras.models.load_model(path, compile=False)
# insert after: loaded = -> return loaded
# insert before: return loaded -> loaded.compile("sgd", loss="mse")

# %% wrong: reads the file | as folder/model.keras
# a copy in memory, no file
# insert before: path = Path -> import copy
# remove: model.save(path)
# replace: keras.models.load_model(path) -> copy.deepcopy(model)

# %% wrong: reads the file | as folder/model.keras
# a copy in memory beside a file that nobody reads
# insert before: path = Path -> import copy
# replace: keras.models.load_model(path) -> copy.deepcopy(model)

# %% wrong: reads the file | as folder/model.keras
# another name
# replace: "model.keras" -> "network.keras"

# %% wrong: a network of Keras' own layers | keras.Sequential
# replace: "softmax" -> lambda x: keras.ops.softmax(x)
