# %% right: convolution and pooling
import keras


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
import keras


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


# %% wrong: takes drawings and gives ten probabilities | Softmax last
import keras


def build_cnn():
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Rescaling(1 / 255),
            layers.Conv2D(4, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(),
            layers.Conv2D(4, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(),
            layers.Conv2D(32, 3, padding="same", activation="relu", name="features"),
            layers.Flatten(),
            layers.Dense(10, name="scores"),
        ]
    )
    model.compile(keras.optimizers.Adam(0.002), loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model


# %% wrong: at most 30,000 parameters | behind Flatten
import keras


def build_cnn():
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Rescaling(1 / 255),
            layers.Conv2D(4, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(),
            layers.Conv2D(4, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(),
            layers.Conv2D(32, 3, padding="same", activation="relu", name="features"),
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.Dense(10, name="scores"),
            layers.Softmax(),
        ]
    )
    model.compile(keras.optimizers.Adam(0.002), loss="sparse_categorical_crossentropy")
    return model


# %% wrong: looks at neighbourhoods | larger than 1 × 1
import keras


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


# %% wrong: the layers features and scores are named | Grad-CAM will ask
import keras


def build_cnn():
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Rescaling(1 / 255),
            layers.Conv2D(4, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(),
            layers.Conv2D(4, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(),
            layers.Conv2D(32, 3, padding="same", activation="relu"),
            layers.Flatten(),
            layers.Dense(10, name="scores"),
            layers.Softmax(),
        ]
    )
    model.compile(keras.optimizers.Adam(0.002), loss="sparse_categorical_crossentropy")
    return model


# %% wrong: 60% of new drawings after four epochs | learns by heart
import keras


def build_cnn():
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Rescaling(1 / 255),
            layers.Conv2D(1, 1, name="features"),
            layers.Flatten(),
            layers.Dense(36, activation="relu"),
            layers.Dense(10, name="scores"),
            layers.Softmax(),
        ]
    )
    model.compile(keras.optimizers.Adam(0.002), loss="sparse_categorical_crossentropy")
    return model


# %% wrong: 60% of new drawings after four epochs | the loss for class numbers
import keras


def build_cnn():
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Rescaling(1 / 255),
            layers.AveragePooling2D(4),
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
    model.compile(keras.optimizers.Adam(0.002), loss="mse")
    return model
