# %% right: Sequential
import keras
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
import keras


def build_stacked(features, classes):
    inputs = x = keras.Input((None, features))
    x = keras.layers.Masking(mask_value=0.0)(x)
    x = keras.layers.Bidirectional(keras.layers.LSTM(16, dropout=0.2, return_sequences=True), merge_mode="concat")(x)
    x = keras.layers.LSTM(8, dropout=0.2)(x)
    return keras.Model(inputs, keras.layers.Dense(classes, "softmax")(x))


# %% wrong: any length | LAST recurrent layer returns its last output alone
import keras
from keras import layers


def build_stacked(features, classes):
    return keras.Sequential(
        [
            keras.Input((None, features)),
            layers.Masking(0.0),
            layers.Bidirectional(layers.LSTM(16, return_sequences=True, dropout=0.2)),
            layers.LSTM(8, dropout=0.2, return_sequences=True),
            layers.Dense(classes, activation="softmax"),
        ]
    )


# %% wrong: probabilities | softmax
import keras
from keras import layers


def build_stacked(features, classes):
    return keras.Sequential(
        [
            keras.Input((None, features)),
            layers.Masking(0.0),
            layers.Bidirectional(layers.LSTM(16, return_sequences=True, dropout=0.2)),
            layers.LSTM(8, dropout=0.2),
            layers.Dense(classes, activation="sigmoid"),
        ]
    )


# %% wrong: probabilities | softmax
import keras
from keras import layers


def build_stacked(features, classes):
    return keras.Sequential(
        [
            keras.Input((None, features)),
            layers.Masking(0.0),
            layers.Bidirectional(layers.LSTM(16, return_sequences=True, dropout=0.2)),
            layers.LSTM(8, dropout=0.2),
            layers.Dense(classes),
        ]
    )


# %% wrong: 16 units in both directions, then 8 | 2 · 16 numbers
import keras
from keras import layers


def build_stacked(features, classes):
    return keras.Sequential(
        [
            keras.Input((None, features)),
            layers.Masking(0.0),
            layers.LSTM(16, return_sequences=True, dropout=0.2),
            layers.LSTM(8, dropout=0.2),
            layers.Dense(classes, activation="softmax"),
        ]
    )


# %% wrong: 16 units in both directions, then 8 | 2 · 16 numbers
import keras
from keras import layers


def build_stacked(features, classes):
    return keras.Sequential(
        [
            keras.Input((None, features)),
            layers.Masking(0.0),
            layers.Bidirectional(layers.LSTM(16, return_sequences=True, dropout=0.2), merge_mode="sum"),
            layers.LSTM(8, dropout=0.2),
            layers.Dense(classes, activation="softmax"),
        ]
    )


# %% wrong: 16 units in both directions, then 8 | 2 · 16 numbers
import keras
from keras import layers


def build_stacked(features, classes):
    return keras.Sequential(
        [
            keras.Input((None, features)),
            layers.Masking(0.0),
            layers.Bidirectional(layers.LSTM(16, return_sequences=True, dropout=0.2)),
            layers.Bidirectional(layers.LSTM(8, dropout=0.2)),
            layers.Dense(classes, activation="softmax"),
        ]
    )


# %% wrong: the steps' order counts | hands on a sequence
import keras
from keras import layers


def build_stacked(features, classes):
    return keras.Sequential(
        [
            keras.Input((None, features)),
            layers.GlobalAveragePooling1D(),
            layers.Dense(8, activation="tanh"),
            layers.Dense(classes, activation="softmax"),
        ]
    )


# %% wrong: padding changes nothing | begin with Masking
import keras
from keras import layers


def build_stacked(features, classes):
    return keras.Sequential(
        [
            keras.Input((None, features)),
            layers.Bidirectional(layers.LSTM(16, return_sequences=True, dropout=0.2)),
            layers.LSTM(8, dropout=0.2),
            layers.Dense(classes, activation="softmax"),
        ]
    )


# %% wrong: padding changes nothing | begin with Masking
import keras
from keras import layers


def build_stacked(features, classes):
    return keras.Sequential(
        [
            keras.Input((None, features)),
            layers.Masking(-1.0),
            layers.Bidirectional(layers.LSTM(16, return_sequences=True, dropout=0.2)),
            layers.LSTM(8, dropout=0.2),
            layers.Dense(classes, activation="softmax"),
        ]
    )


# %% wrong: dropout of 0.2 in both LSTMs | at each step
import keras
from keras import layers


def build_stacked(features, classes):
    return keras.Sequential(
        [
            keras.Input((None, features)),
            layers.Masking(0.0),
            layers.Bidirectional(layers.LSTM(16, return_sequences=True, dropout=0.2)),
            layers.LSTM(8),
            layers.Dense(classes, activation="softmax"),
        ]
    )


# %% wrong: dropout of 0.2 in both LSTMs | at each step
import keras
from keras import layers


def build_stacked(features, classes):
    return keras.Sequential(
        [
            keras.Input((None, features)),
            layers.Masking(0.0),
            layers.Bidirectional(layers.LSTM(16, return_sequences=True, recurrent_dropout=0.2)),
            layers.LSTM(8, recurrent_dropout=0.2),
            layers.Dense(classes, activation="softmax"),
        ]
    )


# %% wrong: forget gates start open | unit_forget_bias
import keras
from keras import layers


def build_stacked(features, classes):
    return keras.Sequential(
        [
            keras.Input((None, features)),
            layers.Masking(0.0),
            layers.Bidirectional(layers.LSTM(16, return_sequences=True, dropout=0.2, unit_forget_bias=False)),
            layers.LSTM(8, dropout=0.2, unit_forget_bias=False),
            layers.Dense(classes, activation="softmax"),
        ]
    )
