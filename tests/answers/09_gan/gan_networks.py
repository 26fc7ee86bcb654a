# %% right: as asked
import keras


def build_generator(inputs):
    return keras.Sequential(
        [
            keras.Input((inputs,)),
            keras.layers.Dense(256, activation="relu"),
            keras.layers.Reshape((2, 2, 64)),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", activation="relu"),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh"),
        ]
    )


def build_discriminator(channels):
    return keras.Sequential(
        [
            keras.Input((8, 8, channels)),
            keras.layers.Conv2D(16, 4, strides=2, padding="same", activation="silu"),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", activation="silu"),
            keras.layers.Flatten(),
            keras.layers.Dense(1),
        ]
    )


# %% right: functional, and smaller
import keras


def build_generator(inputs):
    z = keras.Input((inputs,))
    x = keras.layers.Reshape((2, 2, 32))(keras.layers.Dense(128, "relu")(z))
    x = keras.layers.Conv2DTranspose(16, 4, 2, "same", activation="relu")(x)
    x = keras.layers.Conv2DTranspose(1, 4, 2, "same")(x)
    return keras.Model(z, keras.layers.Activation("tanh")(x))


def build_discriminator(channels):
    return keras.Sequential(
        [
            keras.Input((8, 8, channels)),
            keras.layers.Conv2D(16, 4, strides=2, padding="same", activation="silu"),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", activation="silu"),
            keras.layers.Flatten(),
            keras.layers.Dense(1),
        ]
    )


# %% wrong: pixels from −1 to 1 | tanh
import keras


def build_generator(inputs):
    return keras.Sequential(
        [
            keras.Input((inputs,)),
            keras.layers.Dense(256, activation="relu"),
            keras.layers.Reshape((2, 2, 64)),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", activation="relu"),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="sigmoid"),
        ]
    )


def build_discriminator(channels):
    return keras.Sequential(
        [
            keras.Input((8, 8, channels)),
            keras.layers.Conv2D(16, 4, strides=2, padding="same", activation="silu"),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", activation="silu"),
            keras.layers.Flatten(),
            keras.layers.Dense(1),
        ]
    )


# %% wrong: pixels from −1 to 1 | tanh
import keras


def build_generator(inputs):
    return keras.Sequential(
        [
            keras.Input((inputs,)),
            keras.layers.Dense(256, activation="relu"),
            keras.layers.Reshape((2, 2, 64)),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", activation="relu"),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same"),
        ]
    )


def build_discriminator(channels):
    return keras.Sequential(
        [
            keras.Input((8, 8, channels)),
            keras.layers.Conv2D(16, 4, strides=2, padding="same", activation="silu"),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", activation="silu"),
            keras.layers.Flatten(),
            keras.layers.Dense(1),
        ]
    )


# %% wrong: noise in, images out | Reshape
import keras


def build_generator(inputs):
    return keras.Sequential(
        [
            keras.Input((inputs,)),
            keras.layers.Dense(256, activation="relu"),
            keras.layers.Reshape((2, 2, 64)),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", activation="relu"),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="valid", activation="tanh"),
        ]
    )


def build_discriminator(channels):
    return keras.Sequential(
        [
            keras.Input((8, 8, channels)),
            keras.layers.Conv2D(16, 4, strides=2, padding="same", activation="silu"),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", activation="silu"),
            keras.layers.Flatten(),
            keras.layers.Dense(1),
        ]
    )


# %% wrong: noise in, images out | (n, 8, 8, 1)
import keras


def build_generator(inputs):
    return keras.Sequential(
        [
            keras.Input((24,)),
            keras.layers.Dense(256, activation="relu"),
            keras.layers.Reshape((2, 2, 64)),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", activation="relu"),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh"),
        ]
    )


def build_discriminator(channels):
    return keras.Sequential(
        [
            keras.Input((8, 8, channels)),
            keras.layers.Conv2D(16, 4, strides=2, padding="same", activation="silu"),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", activation="silu"),
            keras.layers.Flatten(),
            keras.layers.Dense(1),
        ]
    )


# %% wrong: grows with Conv2DTranspose | stride 2
import keras


def build_generator(inputs):
    return keras.Sequential(
        [
            keras.Input((inputs,)),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(64, activation="tanh"),
            keras.layers.Reshape((8, 8, 1)),
        ]
    )


def build_discriminator(channels):
    return keras.Sequential(
        [
            keras.Input((8, 8, channels)),
            keras.layers.Conv2D(16, 4, strides=2, padding="same", activation="silu"),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", activation="silu"),
            keras.layers.Flatten(),
            keras.layers.Dense(1),
        ]
    )


# %% wrong: a logit, not a probability | No activation
import keras


def build_generator(inputs):
    return keras.Sequential(
        [
            keras.Input((inputs,)),
            keras.layers.Dense(256, activation="relu"),
            keras.layers.Reshape((2, 2, 64)),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", activation="relu"),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh"),
        ]
    )


def build_discriminator(channels):
    return keras.Sequential(
        [
            keras.Input((8, 8, channels)),
            keras.layers.Conv2D(16, 4, strides=2, padding="same", activation="silu"),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", activation="silu"),
            keras.layers.Flatten(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )


# %% wrong: images in, one number out | (n, 1)
import keras


def build_generator(inputs):
    return keras.Sequential(
        [
            keras.Input((inputs,)),
            keras.layers.Dense(256, activation="relu"),
            keras.layers.Reshape((2, 2, 64)),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", activation="relu"),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh"),
        ]
    )


def build_discriminator(channels):
    return keras.Sequential(
        [
            keras.Input((8, 8, channels)),
            keras.layers.Conv2D(16, 4, strides=2, padding="same", activation="silu"),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", activation="silu"),
            keras.layers.Dense(1),
        ]
    )


# %% wrong: looks with convolutions | halves the image
import keras


def build_generator(inputs):
    return keras.Sequential(
        [
            keras.Input((inputs,)),
            keras.layers.Dense(256, activation="relu"),
            keras.layers.Reshape((2, 2, 64)),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", activation="relu"),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh"),
        ]
    )


def build_discriminator(channels):
    return keras.Sequential(
        [
            keras.Input((8, 8, channels)),
            keras.layers.Flatten(),
            keras.layers.Dense(32, activation="relu"),
            keras.layers.Dense(1),
        ]
    )
