import keras
import numpy as np

LEVELS = np.linspace(0.1, 0.9, 9).astype("float32")


def loss(y, quantiles):
    error = y[..., None] - quantiles
    return keras.ops.mean(keras.ops.maximum(LEVELS * error, (LEVELS - 1) * error))


def fitted(model, past, future, target, epochs=10, batch=128):
    rate = keras.optimizers.schedules.CosineDecay(0.003, epochs * len(past) // batch)
    model.compile(keras.optimizers.Adam(rate), loss, jit_compile=False)
    model.fit([past, future], target, batch_size=batch, epochs=epochs, verbose=0)
    return model


# %% right: weekdays of the past, and a convolution over what is known
def train_global_forecaster(past, future, target):
    layers, channels = keras.layers, past.shape[2]
    days, ahead = keras.Input(past.shape[1:]), keras.Input(future.shape[1:])
    summary = layers.Dense(64, "relu")(layers.Flatten()(days))
    summary = layers.RepeatVector(28)(layers.Dense(32, "relu")(summary))
    weeks = layers.Permute((2, 1, 3))(layers.Reshape((8, 7, channels))(days))
    weeks = layers.Reshape((7, 8 * channels))(weeks)
    weeks = layers.Concatenate(axis=1)([layers.Dense(32, "relu")(weeks)] * 4)
    known = layers.Concatenate(axis=1)([days[:, -6:, 1:], ahead])
    known = layers.Conv1D(32, 7, activation="relu")(known)
    x = layers.Concatenate()([summary, weeks, known, ahead])
    x = layers.Dense(64, "relu")(x)
    x = layers.Dense(64, "relu")(x)
    return fitted(keras.Model([days, ahead], layers.Dense(9)(x)), past, future, target)


# %% right: a TCN over past and future
def train_global_forecaster(past, future, target):
    layers = keras.layers
    days, ahead = keras.Input(past.shape[1:]), keras.Input(future.shape[1:])
    week = keras.ops.mean(layers.Reshape((8, 7))(days[:, :, 0]), axis=1)
    week = layers.Reshape((28, 1))(layers.Concatenate()([week] * 4))
    x = layers.Concatenate(axis=1)([days, layers.Concatenate()([week, ahead])])
    for dilation in (1, 2, 4, 8):
        x = layers.Conv1D(32, 3, padding="causal", dilation_rate=dilation, activation="relu")(x)
    all_days = layers.RepeatVector(28)(days[:, :, 0])
    x = layers.Concatenate()([x[:, -28:], week, ahead, all_days])
    x = layers.Dense(64, "relu")(x)
    return fitted(keras.Model([days, ahead], layers.Dense(9)(x)), past, future, target, 8, 64)


# %% wrong: 64 % of the seasonal-naive loss | what comes before a day matters
# one linear layer a day: the strongest simple rival
def train_global_forecaster(past, future, target):
    layers = keras.layers
    days, ahead = keras.Input(past.shape[1:]), keras.Input(future.shape[1:])
    weeks = layers.Permute((2, 1))(layers.Reshape((8, 7))(days[:, :, 0]))
    weeks = layers.Concatenate(axis=1)([weeks] * 4)
    x = layers.Concatenate()([weeks, layers.RepeatVector(28)(days[:, :, 0]), ahead])
    return fitted(keras.Model([days, ahead], layers.Dense(9)(x)), past, future, target)


# %% wrong: nine quantiles for each day | nine units
# one number for each day
# replace: return fitted(keras.Model([days, ahead], layers.Dense(9)(x)), past, future, target) -> return keras.Model([days, ahead], layers.Dense(1)(x))

# %% wrong: uses what is known ahead | day by day
# the future is not read
# replace: [summary, weeks, known, ahead] -> [summary, weeks]
# insert before: x = layers.Dense(64, "relu")(x) -> x = layers.Concatenate()([x, 0.0 * ahead])

# %% wrong: honest levels | with τ on the side
# the levels changed places
# replace: return fitted(keras.Model([days, ahead], layers.Dense(9)(x)), past, future, target) -> model = fitted(keras.Model([days, ahead], layers.Dense(9)(x)), past, future, target)
# insert after: model = fitted( -> return keras.Model([days, ahead], model([days, ahead])[:, :, ::-1])

# %% wrong: honest levels | The pinball loss of each level
# the mean, nine times
# replace: return fitted(keras.Model([days, ahead], layers.Dense(9)(x)), past, future, target) -> model = fitted(keras.Model([days, ahead], layers.Concatenate()([layers.Dense(1)(x)] * 9)), past, future, target)
# insert after: model = fitted( -> return model

# %% wrong: a network of Keras' own layers | keras.Sequential
# a function in place of a network
# replace: return fitted(keras.Model([days, ahead], layers.Dense(9)(x)), past, future, target) -> model = keras.Model([days, ahead], layers.Dense(9)(x))
# insert after: model = keras.Model( -> return lambda given: model(given)


# %% wrong: a network of Keras' own layers | keras.Sequential
# reads the coming days in the next row of the batch
def train_global_forecaster(past, future, target):
    days, ahead = keras.Input(past.shape[1:]), keras.Input(future.shape[1:])
    later = keras.ops.roll(days[:, :, 0], -1, axis=0)[:, 29:]
    week = keras.ops.concatenate([later, days[:, -1:, 0]], axis=1)
    levels = keras.ops.stack([week] * 9, axis=2) * (1 + 0.5 * ahead[:, :, :1])
    return keras.Model([days, ahead], levels)


# %% wrong: uses what is known ahead | day by day
# the last week four times, larger where there is a promotion on each day
def train_global_forecaster(past, future, target):
    days, ahead = keras.Input(past.shape[1:]), keras.Input(future.shape[1:])
    weeks = keras.ops.tile(days[:, -7:, 0], [1, 4])
    weeks = weeks * (1 + keras.ops.min(ahead[:, :, 0], axis=1, keepdims=True))
    shares = np.quantile(np.tile(past[:, -7:, 0], 4) - target, 1 - LEVELS)
    return keras.Model([days, ahead], keras.ops.stack([weeks - float(share) for share in shares], axis=2))
