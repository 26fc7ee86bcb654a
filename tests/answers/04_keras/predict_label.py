# %% right: a batch of one
def predict_label(model, image):
    return int(model.predict(image[None], verbose=0)[0].argmax())

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


# %% right: with NumPy
import numpy as np


def predict_label(model, image):
    batch = np.expand_dims(image, axis=0)
    return np.argmax(model.predict(batch, verbose=0), axis=-1)[0]

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


# %% wrong: takes a single image | batch: image[None]
# replace: image[None] -> image

# %% wrong: the most probable class | argmax over the ten
# replace: int(model.predict(image[None], verbose=0)[0].argmax()) -> int(model.predict(image[None], verbose=0).argmax(axis=0)[0])

# %% wrong: the most probable class | argmax over the ten
# replace: argmax() -> argmin()

# %% wrong: a plain number | one entry
# replace: int(model.predict(image[None], verbose=0)[0].argmax()) -> model.predict(image[None], verbose=0).argmax(axis=1)

# %% wrong: the most probable class | argmax over the ten
# replace: int(model.predict(image[None], verbose=0)[0].argmax()) -> float(model.predict(image[None], verbose=0)[0].max())

# %% wrong: a network of Keras' own layers | keras.Sequential
# replace: return model -> return type("Model", (), {"predict": lambda self, images, **_: np.eye(10)[[3] * len(images)]})()
# insert before: import keras -> import numpy as np
