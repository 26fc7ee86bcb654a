import keras


# %% right: a list of layers
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


# %% right: layer by layer
def build_sequential():
    model = keras.Sequential()
    model.add(keras.Input(shape=(28, 28, 1)))
    model.add(keras.layers.Flatten())
    for units in (64, 128):
        model.add(keras.layers.Dense(units, "relu"))
    model.add(keras.layers.Dense(10, "softmax"))
    loss = keras.losses.CategoricalCrossentropy()
    model.compile(optimizer=keras.optimizers.Adam(), loss=loss, metrics=["accuracy"])
    return model


# %% right: activations as layers of their own
def build_sequential():
    layers = keras.layers
    model = keras.Sequential(
        [
            layers.Input((28, 28, 1)),
            layers.Flatten(),
            layers.Dense(64),
            layers.ReLU(),
            layers.Dense(128),
            layers.Activation("relu"),
            layers.Dense(10),
            layers.Softmax(),
        ]
    )
    metrics = [keras.metrics.CategoricalAccuracy(), "mae"]
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=metrics)
    return model


# %% wrong: takes images and gives ten numbers | Flatten
# remove: keras.layers.Flatten(),

# %% wrong: 64, 128 and 10 units | Three dense layers
# replace: keras.layers.Dense(64, activation="relu"), -> keras.layers.Dense(32, activation="relu"),

# %% wrong: ReLU in the hidden layers | no more than one
# replace: keras.layers.Dense(128, activation="relu"), -> keras.layers.Dense(128),

# %% wrong: probabilities at the end | softmax, not sigmoid
# replace: "softmax" -> "sigmoid"

# %% wrong: probabilities at the end | softmax, not sigmoid
# replace: keras.layers.Dense(10, activation="softmax"), -> keras.layers.Dense(10),

# %% wrong: takes images and gives ten numbers | channel axis
# replace: keras.Input((28, 28, 1)), -> keras.Input((28, 28)),

# %% wrong: ReLU in the hidden layers | no more than one
# replace: keras.layers.Dense(64, activation="relu"), -> keras.layers.Dense(64, activation="leaky_relu"),

# %% wrong: is compiled | Before you return
# remove: model.compile("adam", loss="categorical_crossentropy", metrics=["accuracy"])

# %% wrong: learns with Adam | by name or as an object
# replace: "adam" -> "sgd"

# %% wrong: a loss for one-hot labels | reads class numbers
# replace: "categorical_crossentropy" -> "sparse_categorical_crossentropy"

# %% wrong: a loss for one-hot labels | One-hot labels
# replace: "categorical_crossentropy" -> "mse"

# %% wrong: measures accuracy | metrics
# remove: , metrics=["accuracy"]

# %% wrong: a network of Keras' own layers | classes of your own
# what is computed is not what the layers say
# insert before: def build_sequential(): -> class Guess(keras.Sequential):
# insert before: def build_sequential(): ->     def call(self, images, training=None, mask=None):
# insert before: def build_sequential(): ->         return keras.ops.softmax(super().call(images))
# insert before: def build_sequential(): -> 
# replace: keras.Sequential( -> Guess(


# %% wrong: a network of Keras' own layers | keras.Sequential
# says what a check wants to hear
import numpy as np


class Model:
    def predict(self, images, **_):
        return np.full((len(images), 10), 0.1)

    __call__ = predict

    def count_params(self):
        return 59850

    def get_config(self):
        return {"layers": [{"class_name": "Dense", "config": {"activation": "relu"}}] * 3}

    def get_weights(self):
        return []

    compiled, input_shape = True, (None, 28, 28, 1)

    def evaluate(self, images, labels, **_):
        return [np.log(10), (labels == 0).mean()]


def build_sequential():
    return Model()


# %% wrong: 64, 128 and 10 units | Count
# counts what is asked for
class Counted(keras.Sequential):
    def count_params(self):
        return 59850


def build_sequential():
    model = Counted([keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(10, activation="softmax")])
    model.compile("adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model
