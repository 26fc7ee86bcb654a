# %% right: joined, then hidden
import keras


def build_two_input():
    image, notes = keras.Input((28, 28)), keras.Input((6,))
    joined = keras.layers.Concatenate()([keras.layers.Flatten()(image), notes])
    hidden = keras.layers.Dense(32, activation="relu")(joined)
    return keras.Model([image, notes], keras.layers.Dense(3, activation="softmax")(hidden))


# %% right: a branch each
import keras


def build_two_input():
    image, notes = keras.Input((28, 28)), keras.Input((6,))
    a = keras.layers.Dense(16, "relu")(keras.layers.Flatten()(image))
    b = keras.layers.Dense(8, "tanh")(notes)
    out = keras.layers.Dense(3, "softmax")(keras.layers.concatenate([a, b]))
    return keras.Model(inputs=[image, notes], outputs=out)


# %% wrong: two inputs, three outputs | a list of two Inputs
import keras


def build_two_input():
    image, notes = keras.Input((28, 28)), keras.Input((6,))
    joined = keras.layers.Concatenate()([keras.layers.Flatten()(image), keras.layers.Flatten()(image)])
    hidden = keras.layers.Dense(32, activation="relu")(joined)
    return keras.Model(image, keras.layers.Dense(3, activation="softmax")(hidden))


# %% wrong: probabilities | softmax
import keras


def build_two_input():
    image, notes = keras.Input((28, 28)), keras.Input((6,))
    joined = keras.layers.Concatenate()([keras.layers.Flatten()(image), notes])
    hidden = keras.layers.Dense(32, activation="relu")(joined)
    return keras.Model([image, notes], keras.layers.Dense(3, activation="sigmoid")(hidden))


# %% wrong: looks at the image | must reach the output
import keras


def build_two_input():
    image, notes = keras.Input((28, 28)), keras.Input((6,))
    joined = notes
    hidden = keras.layers.Dense(32, activation="relu")(joined)
    return keras.Model([image, notes], keras.layers.Dense(3, activation="softmax")(hidden))


# %% wrong: looks at the notes | must reach the output
import keras


def build_two_input():
    image, notes = keras.Input((28, 28)), keras.Input((6,))
    joined = keras.layers.Flatten()(image)
    hidden = keras.layers.Dense(32, activation="relu")(joined)
    return keras.Model([image, notes], keras.layers.Dense(3, activation="softmax")(hidden))


# %% wrong: a hidden layer | between the joined inputs
import keras


def build_two_input():
    image, notes = keras.Input((28, 28)), keras.Input((6,))
    joined = keras.layers.Concatenate()([keras.layers.Flatten()(image), notes])
    return keras.Model([image, notes], keras.layers.Dense(3, activation="softmax")(joined))
