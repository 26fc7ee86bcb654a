import keras


# %% right: Sequential
from keras import layers


def build_stacked(features, classes):
    return keras.Sequential(
        [
            keras.Input((None, features)),
            layers.Masking(0.0),
            layers.Bidirectional(layers.LSTM(16, return_sequences=True, dropout=0.2)),
            layers.LSTM(8, dropout=0.2),
            layers.Dense(classes, activation="softmax"),
        ]
    )


# %% right: Functional
def build_stacked(features, classes):
    inputs = x = keras.Input((None, features))
    x = keras.layers.Masking(mask_value=0.0)(x)
    x = keras.layers.Bidirectional(keras.layers.LSTM(16, dropout=0.2, return_sequences=True), merge_mode="concat")(x)
    x = keras.layers.LSTM(8, dropout=0.2)(x)
    return keras.Model(inputs, keras.layers.Dense(classes, "softmax")(x))


# %% wrong: any length | LAST recurrent layer returns its last output alone
# replace: layers.LSTM(8, dropout=0.2), -> layers.LSTM(8, dropout=0.2, return_sequences=True),

# %% wrong: probabilities | softmax
# replace: "softmax" -> "sigmoid"

# %% wrong: probabilities | softmax
# replace: layers.Dense(classes, activation="softmax"), -> layers.Dense(classes),

# %% wrong: 16 units in both directions, then 8 | 2 · 16 numbers
# replace: layers.Bidirectional(layers.LSTM(16, return_sequences=True, dropout=0.2)) -> layers.LSTM(16, return_sequences=True, dropout=0.2)

# %% wrong: 16 units in both directions, then 8 | 2 · 16 numbers
# replace: layers.LSTM(16, return_sequences=True, dropout=0.2) -> layers.LSTM(16, return_sequences=True, dropout=0.2), merge_mode="sum"

# %% wrong: 16 units in both directions, then 8 | 2 · 16 numbers
# replace: layers.LSTM(8, dropout=0.2), -> layers.Bidirectional(layers.LSTM(8, dropout=0.2)),

# %% wrong: the steps' order counts | hands on a sequence
# replace: layers.Masking(0.0), -> layers.GlobalAveragePooling1D(),
# remove: layers.Bidirectional(layers.LSTM(16, return_sequences=True, dropout=0.2)),
# replace: layers.LSTM(8, dropout=0.2), -> layers.Dense(8, activation="tanh"),

# %% wrong: padding changes nothing | begin with Masking
# remove: layers.Masking(0.0),

# %% wrong: padding changes nothing | begin with Masking
# replace: layers.Masking(0.0), -> layers.Masking(-1.0),

# %% wrong: dropout of 0.2 in both LSTMs | the same at all steps
# replace: layers.LSTM(8, dropout=0.2), -> layers.LSTM(8),

# %% wrong: dropout of 0.2 in both LSTMs | the same at all steps
# replace: dropout=0.2 -> recurrent_dropout=0.2

# %% wrong: forget gates start open | unit_forget_bias
# replace: dropout=0.2 -> dropout=0.2, unit_forget_bias=False

# %% wrong: a network of Keras' own layers | classes of your own
# replace: layers.LSTM(8, dropout=0.2), -> layers.LSTM(8, dropout=0.2), Half(),
# insert before: def build_stacked -> class Half(layers.Layer):
# insert before: def build_stacked ->     def call(self, x):
# insert before: def build_stacked ->         return x / 2
# insert before: def build_stacked -> 


# %% wrong: a network of Keras' own layers | keras.Sequential
# weights of two LSTMs that are shown, and a mean that is computed
import numpy as np


class Shown(keras.Sequential):
    def get_weights(self):
        rest = [(3, 64), (16, 64), (64,)] * 2 + [(32, 32), (8, 32), (32,)]
        bias = {64: np.repeat([0.0, 1.0, 0.0, 0.0], 16), 32: np.repeat([0.0, 1.0, 0.0, 0.0], 8)}
        return [bias[shape[0]] if len(shape) == 1 else np.zeros(shape) for shape in rest] + super().get_weights()

    def get_config(self):
        layers = [keras.layers.Bidirectional(keras.layers.LSTM(16, return_sequences=True, dropout=0.2))]
        layers += [keras.layers.LSTM(8, dropout=0.2), keras.layers.Dense(4, activation="softmax")]
        return keras.Sequential([keras.Input((None, 3)), keras.layers.Masking(0.0), *layers]).get_config()


def build_stacked(features, classes):
    mean = keras.layers.GlobalAveragePooling1D()
    layers = [keras.Input((None, features)), mean, keras.layers.Dense(8, "tanh")]
    return Shown([*layers, keras.layers.Dense(classes, activation="softmax")])
