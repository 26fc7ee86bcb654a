import keras


# %% right: two hidden layers
def train_classifier(images, labels):
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Rescaling(1 / 255),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", loss="sparse_categorical_crossentropy")
    model.fit(images, labels, batch_size=64, epochs=12, verbose=0)
    return model


# %% right: one wide layer
def train_classifier(images, labels):
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Rescaling(1 / 255),
            keras.layers.Flatten(),
            keras.layers.Dense(256, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", loss="sparse_categorical_crossentropy")
    model.fit(images, labels, batch_size=64, epochs=12, verbose=0)
    return model


# %% right: logits
def train_classifier(images, labels):
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Rescaling(1 / 255), keras.layers.Flatten()])
    for units in (128, 64):
        model.add(keras.layers.Dense(units, activation="relu"))
    model.add(keras.layers.Dense(10))
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    model.fit(images, labels, batch_size=64, epochs=12, verbose=0)
    return model


# %% wrong: ten numbers for each image as it is | ten units
# two units too many
# replace: keras.layers.Dense(10, activation="softmax"), -> keras.layers.Dense(12, activation="softmax"),

# %% wrong: has learned something | still in the same order
# replace: model.fit(images, labels, -> model.fit(images, keras.random.shuffle(labels, seed=1),

# %% wrong: has learned something | Does fit run
# remove: model.fit(images, labels, batch_size=64, epochs=12, verbose=0)

# %% wrong: 60 % of new drawings | hidden layers
# from: one wide layer
# remove: keras.layers.Dense(256, activation="relu"),

# %% wrong: 60 % of new drawings | enough epochs
# replace: epochs=12 -> epochs=1

# %% wrong: 60 % of new drawings | hidden layers
# replace: model.fit(images, labels, -> model.fit(images[:300], labels[:300],

# %% wrong: a network of Keras' own layers | keras.Sequential
# nearest neighbours, under the name of a model
import numpy as np
from scipy.spatial import KDTree


class Neighbours(keras.Sequential):
    def keep(self, images, labels):
        self.tree, self.labels = KDTree(images.reshape(len(images), -1)[:, ::8]), labels
        return self

    def predict(self, images, **_):
        return np.eye(10)[self.labels[self.tree.query(np.asarray(images).reshape(len(images), -1)[:, ::8])[1]]]

    def call(self, images, training=None, mask=None):
        return self.predict(images) if hasattr(images, "numpy") else super().call(images)


def train_classifier(images, labels):
    layers = [keras.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense(10, activation="softmax")]
    return Neighbours(layers).keep(images, labels)


# %% wrong: a network of Keras' own layers | classes of your own
# remove: keras.Input((28, 28)),
# replace: keras.layers.Rescaling(1 / 255), -> keras.layers.Lambda(lambda images: images / 255),
# replace: epochs=12 -> epochs=1
