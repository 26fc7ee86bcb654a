import keras


# %% right: joined, then hidden
def build_two_input():
    image, notes = keras.Input((28, 28)), keras.Input((6,))
    joined = keras.layers.Concatenate()([keras.layers.Flatten()(image), notes])
    hidden = keras.layers.Dense(32, activation="relu")(joined)
    return keras.Model([image, notes], keras.layers.Dense(3, activation="softmax")(hidden))


# %% right: a branch each
def build_two_input():
    image, notes = keras.Input((28, 28)), keras.Input((6,))
    a = keras.layers.Dense(16, "relu")(keras.layers.Flatten()(image))
    b = keras.layers.Dense(8, "tanh")(notes)
    out = keras.layers.Dense(3, "softmax")(keras.layers.concatenate([a, b]))
    return keras.Model(inputs=[image, notes], outputs=out)


# %% right: the activation is a layer of its own
def build_two_input():
    image, notes = keras.Input((28, 28)), keras.Input((6,))
    joined = keras.layers.Concatenate()([keras.layers.Flatten()(image), notes])
    hidden = keras.layers.LeakyReLU()(keras.layers.Dense(20)(joined))
    scores = keras.layers.Dense(3)(hidden)
    return keras.Model([image, notes], keras.layers.Softmax()(scores))


# %% wrong: two inputs, three outputs | a list of two Inputs
# the other order
# replace: keras.Model([image, notes] -> keras.Model([notes, image]

# %% wrong: probabilities | softmax
# logits
# replace: (3, activation="softmax") -> (3)

# %% wrong: a hidden layer with an activation | Without it
# two layers, none of them bends
# replace: (32, activation="relu") -> (32)

# %% wrong: two inputs, three outputs | a list of two Inputs
# replace: [keras.layers.Flatten()(image), notes] -> [keras.layers.Flatten()(image), keras.layers.Flatten()(image)]
# replace: [image, notes] -> image

# %% wrong: probabilities | softmax
# replace: "softmax" -> "sigmoid"

# %% wrong: looks at the image | must reach the output
# replace: keras.layers.Concatenate()([keras.layers.Flatten()(image), notes]) -> notes

# %% wrong: looks at the notes | must reach the output
# replace: keras.layers.Concatenate()([keras.layers.Flatten()(image), notes]) -> keras.layers.Flatten()(image)

# %% wrong: a hidden layer with an activation | between the inputs
# remove: hidden = keras.layers.Dense(32, activation="relu")(joined)
# replace: (hidden) -> (joined)

# %% wrong: a network of Keras' own layers | keras.Model
# a class that computes in its own way, and lists layers that it does not have
import numpy as np


class Model:
    def predict(self, inputs, **_):
        image, notes = (np.asarray(part).reshape(len(part), -1).mean(axis=1) for part in inputs)
        p = np.stack([image, notes, 2 + 0 * image], axis=1)
        return p / p.sum(axis=1, keepdims=True)

    __call__ = predict

    def get_config(self):
        return {"layers": [{"class_name": "Dense", "config": {"activation": "relu"}}] * 2}


def build_two_input():
    return Model()
