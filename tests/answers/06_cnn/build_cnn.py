import keras


# %% right: convolution and pooling
def build_cnn():
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Rescaling(1 / 255),
            layers.Conv2D(12, 5, padding="same", activation="relu"),
            layers.MaxPooling2D(),
            layers.Conv2D(24, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(),
            layers.Conv2D(32, 3, padding="same", activation="relu", name="features"),
            layers.Flatten(),
            layers.Dense(10, name="scores"),
            layers.Softmax(),
        ]
    )
    model.compile(keras.optimizers.Adam(0.002), loss="sparse_categorical_crossentropy")
    return model


# %% right: strides, functional
def build_cnn():
    layers = keras.layers
    drawing = keras.Input((28, 28, 1))
    x = layers.Rescaling(1 / 255)(drawing)
    x = layers.Conv2D(16, 3, strides=2, padding="same", activation="relu")(x)
    x = layers.Conv2D(32, 3, padding="same", activation="relu")(x)
    x = layers.MaxPooling2D()(x)
    x = layers.Conv2D(40, 3, padding="same", activation="relu", name="features")(x)
    x = layers.Flatten()(layers.MaxPooling2D()(x))
    scores = layers.Dense(10, name="scores")(x)
    model = keras.Model(drawing, layers.Softmax()(scores))
    model.compile(keras.optimizers.Adam(0.003), loss="sparse_categorical_crossentropy")
    return model


# %% right: the largest number of each map, an activation layer at the end
def build_cnn():
    layers = keras.layers
    model = keras.Sequential([keras.Input((28, 28, 1)), layers.Rescaling(1 / 255)])
    for filters, side in ((12, 5), (32, 3)):
        model.add(layers.Conv2D(filters, side, padding="same", activation="relu"))
        model.add(layers.MaxPooling2D())
    model.add(layers.Conv2D(64, 3, padding="same", activation="relu", name="features"))
    model.add(layers.GlobalMaxPooling2D())
    model.add(layers.Dense(10, name="scores"))
    model.add(layers.Activation("softmax"))
    model.compile(keras.optimizers.Adam(0.003), loss=keras.losses.SparseCategoricalCrossentropy())
    return model


# %% wrong: compiled | End with model.compile
# remove: model.compile(keras.optimizers.Adam(0.002), loss="sparse_categorical_crossentropy")

# %% wrong: takes drawings and gives ten probabilities | ten numbers for each
# replace: layers.Dense(10 -> layers.Dense(1

# %% wrong: scores are plain numbers, and Softmax follows | The last two layers
# logits
# remove: layers.Softmax(),
# replace: "sparse_categorical_crossentropy" -> keras.losses.SparseCategoricalCrossentropy(from_logits=True)

# %% wrong: scores are plain numbers, and Softmax follows | The last two layers
# no layer for softmax
# replace: layers.Dense(10, name="scores"), -> layers.Dense(10, activation="softmax", name="scores"),
# remove: layers.Softmax(),

# %% wrong: scores are plain numbers, and Softmax follows | without activation
# replace: layers.Dense(10, name="scores"), -> layers.Dense(10, activation="relu", name="scores"),

# %% wrong: scores are plain numbers, and Softmax follows | Softmax()
# sigmoid in place of softmax
# replace: layers.Softmax(), -> layers.Activation("sigmoid"),

# %% wrong: scores are plain numbers, and Softmax follows | Dense(10, name="scores")
# replace: layers.Dense(10, name="scores"), -> layers.Dense(10),

# %% wrong: at most 30,000 parameters | behind Flatten
# replace: layers.Conv2D(12, 5, -> layers.Conv2D(4, 3,
# replace: layers.Conv2D(24, 3, -> layers.Conv2D(4, 3,
# insert after: layers.Flatten(), -> layers.Dense(64, activation="relu"),


# %% wrong: looks at neighbourhoods | larger than 1 × 1
def build_cnn():
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Rescaling(1 / 255),
            layers.Conv2D(1, 1, name="features"),
            layers.Flatten(),
            layers.Dense(32, activation="relu"),
            layers.Dense(10, name="scores"),
            layers.Softmax(),
        ]
    )
    model.compile(keras.optimizers.Adam(0.002), loss="sparse_categorical_crossentropy")
    return model


# %% wrong: the last convolution is named features | the LAST convolution
# remove: , name="features"

# %% wrong: the last convolution is named features | the LAST convolution
# the first convolution has the name
# replace: layers.Conv2D(12, 5, padding="same", activation="relu"), -> layers.Conv2D(12, 5, padding="same", activation="relu", name="features"),
# replace: layers.Conv2D(32, 3, padding="same", activation="relu", name="features"), -> layers.Conv2D(32, 3, padding="same", activation="relu"),


# %% wrong: 60% of new drawings after four epochs | overfits
def build_cnn():
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Rescaling(1 / 255),
            layers.Conv2D(1, 3, padding="same", name="features"),
            layers.Flatten(),
            layers.Dense(36, activation="relu"),
            layers.Dense(10, name="scores"),
            layers.Softmax(),
        ]
    )
    model.compile(keras.optimizers.Adam(0.002), loss="sparse_categorical_crossentropy")
    return model


# %% wrong: 60% of new drawings after four epochs | the loss for class numbers
# insert after: layers.Rescaling(1 / 255), -> layers.AveragePooling2D(4),
# replace: "sparse_categorical_crossentropy" -> "mse"

# %% wrong: at most 30,000 parameters | behind Flatten
# says that it has one
# insert before: def build_cnn(): -> class Small(keras.Sequential):
# insert before: def build_cnn(): ->     def count_params(self):
# insert before: def build_cnn(): ->         return 1
# insert before: def build_cnn(): -> 
# replace: model = keras.Sequential( -> model = Small(
# insert after: layers.Flatten(), -> layers.Dense(64, activation="relu"),


# %% wrong: a network of Keras' own layers | keras.Sequential
# nearest neighbours, under the name of a network
import numpy as np


class Neighbours:
    def fit(self, images, labels, **_):
        self.images, self.labels = images.reshape(len(images), -1) / 255, labels

    def predict(self, images, **_):
        rows = images.reshape(len(images), -1) / 255
        distances = (self.images**2).sum(axis=1) - 2 * rows @ self.images.T if hasattr(self, "images") else rows
        return np.eye(10)[self.labels[distances.argmin(axis=1)] if hasattr(self, "images") else [0] * len(rows)]

    __call__ = predict

    def count_params(self):
        return 1

    def get_config(self):
        kinds = {"features": ("Conv2D", {"kernel_size": (3, 3)}), "scores": ("Dense", {"units": 10})}
        return {"layers": [{"class_name": kind, "config": {"name": name, **more}} for name, (kind, more) in kinds.items()]}

    def get_weights(self):
        return []


def build_cnn():
    return Neighbours()
