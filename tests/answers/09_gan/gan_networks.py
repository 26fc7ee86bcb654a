import keras


# %% right: as asked
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


# %% right: functional, with activations as layers
def build_generator(inputs):
    z = keras.Input((inputs,))
    x = keras.layers.Reshape((2, 2, 64))(keras.layers.ReLU()(keras.layers.Dense(256)(z)))
    x = keras.layers.ReLU()(keras.layers.Conv2DTranspose(32, 4, 2, "same")(x))
    x = keras.layers.Conv2DTranspose(1, 4, 2, "same")(x)
    return keras.Model(z, keras.layers.Activation("tanh")(x))


def build_discriminator(channels):
    return keras.Sequential(
        [
            keras.Input((8, 8, channels)),
            keras.layers.Conv2D(16, 4, strides=2, padding="same"),
            keras.layers.Activation("swish"),
            keras.layers.Conv2D(32, 4, strides=2, padding="same"),
            keras.layers.Activation("silu"),
            keras.layers.Flatten(),
            keras.layers.Dense(1),
        ]
    )


# %% wrong: weights from the start | Begin with keras.Input
# remove: keras.Input((inputs,)),

# %% wrong: weights from the start | come with the first call
# remove: keras.Input((8, 8, channels)),

# %% wrong: pixels from −1 to 1 | tanh
# replace: "tanh" -> "sigmoid"

# %% wrong: pixels from −1 to 1 | tanh
# remove: , activation="tanh"

# %% wrong: noise in, images out | Reshape
# replace: padding="same", activation="tanh" -> padding="valid", activation="tanh"

# %% wrong: noise in, images out | (n, 8, 8, 1)
# replace: keras.Input((inputs,)), -> keras.Input((24,)),

# %% wrong: grows with Conv2DTranspose | stride 2
# replace: keras.layers.Dense(256, activation="relu") -> keras.layers.Dense(128, activation="relu")
# remove: keras.layers.Reshape((2, 2, 64)),
# replace: Conv2DTranspose(32, 4, strides=2, padding="same", activation="relu") -> Dense(64, activation="tanh")
# replace: Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh") -> Reshape((8, 8, 1))

# %% wrong: a logit, not a probability | No activation
# replace: keras.layers.Dense(1), -> keras.layers.Dense(1, activation="sigmoid"),

# %% wrong: a logit, not a probability | every number
# replace: keras.layers.Dense(1), -> keras.layers.Dense(1, activation="relu"),

# %% wrong: a logit, not a probability | every number
# insert after: keras.layers.Dense(1), -> keras.layers.Activation("tanh"),

# %% wrong: grows with Conv2DTranspose | kernel 4
# replace: Conv2DTranspose(32, 4 -> Conv2DTranspose(32, 3

# %% wrong: grows with Conv2DTranspose | channels
# replace: Conv2DTranspose(32, 4 -> Conv2DTranspose(3, 4

# %% wrong: begins with 2 × 2 and 64 channels | ReLU
# replace: keras.layers.Dense(256, activation="relu") -> keras.layers.Dense(256)

# %% wrong: begins with 2 × 2 and 64 channels | 2 · 2 · 64
# replace: keras.layers.Dense(256, activation="relu") -> keras.layers.Dense(128, activation="relu")
# replace: keras.layers.Reshape((2, 2, 64)) -> keras.layers.Reshape((2, 2, 32))

# %% wrong: looks with convolutions | which activation
# replace: padding="same", activation="silu" -> padding="same", activation="relu"

# %% wrong: looks with convolutions | Which channels
# replace: Conv2D(16, 4 -> Conv2D(2, 1

# %% wrong: images in, one number out | (n, 1)
# remove: keras.layers.Flatten(),

# %% wrong: looks with convolutions | halve the image
# remove: keras.layers.Conv2D(16, 4, strides=2, padding="same", activation="silu"),
# remove: keras.layers.Conv2D(32, 4, strides=2, padding="same", activation="silu"),
# insert before: keras.layers.Dense(1), -> keras.layers.Dense(32, activation="relu"),

# %% wrong: a generator of Keras' own layers | classes of your own
# insert before: keras.layers.Dense(256, activation="relu"), -> keras.layers.Activation(lambda z: z),

# %% wrong: a discriminator of Keras' own layers | classes of your own
# insert before: keras.layers.Flatten(), -> keras.layers.Lambda(lambda images: images / 2),
