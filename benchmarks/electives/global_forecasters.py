"""Forecasts of many series by one network for all of them: DeepAR, a temporal convolutional network, an LSTM.

Each network reads 56 days of scaled demand, and what is known of these days and of the 28 that follow. Two give
quantiles of all 28 days at once, trained by the pinball loss; DeepAR gives a negative binomial distribution of the next
day, trained by its likelihood, and its paths are drawn day by day.
"""

from dlcourse.compat.silence_stderr import quietly

with quietly():
    import keras
    import tensorflow as tf

import numpy as np

from dlcourse.data.makers.demand.features import HORIZON, PAST

LEVELS = np.arange(1, 20) / 20
BATCH, RATE, STEPS = 128, 0.005, 500
FILTERS, DILATIONS, KERNEL = 24, (1, 2, 4, 8, 16), 3
UNITS = 56  # of the LSTM: as many parameters as the TCN
DEEPAR_UNITS, PATHS = 40, 200
L = keras.layers


def pinball(target, quantiles):
    """Mean pinball loss of quantiles (n, horizon, levels) at LEVELS."""
    gap = keras.ops.expand_dims(target, -1) - quantiles
    levels = keras.ops.convert_to_tensor(LEVELS.astype("float32"))
    return keras.ops.mean(keras.ops.maximum(levels * gap, (levels - 1) * gap))


def both(past, future):
    """Past and future as one sequence, (n, 84, 22): demand (0 in the future), what is known, 1 in the future."""
    none = np.zeros((*future.shape[:2], 1), "float32")
    past = np.concatenate([past, np.zeros((*past.shape[:2], 1), "float32")], axis=2)
    return np.concatenate([past, np.concatenate([none, future, none + 1], axis=2)], axis=1)


def tcn(channels: int):
    """Residual blocks of two causal convolutions; the dilation doubles from block to block."""
    x = keras.Input((PAST + HORIZON, channels))
    h = L.Dense(FILTERS)(x)
    for dilation in DILATIONS:
        inner = h
        for _ in range(2):
            inner = L.Conv1D(FILTERS, KERNEL, padding="causal", dilation_rate=dilation, activation="relu")(inner)
        h = L.Add()([h, inner])
    return keras.Model(x, L.Dense(len(LEVELS))(L.Cropping1D((PAST, 0))(h)))


def lstm(channels: int):
    """One LSTM over the past and the future."""
    x = keras.Input((PAST + HORIZON, channels))
    h = L.LSTM(UNITS, return_sequences=True)(x)
    return keras.Model(x, L.Dense(len(LEVELS))(L.Cropping1D((PAST, 0))(h)))


def fitted(model, x, y, loss, steps: int):
    """The model after so many steps of Adam, whose rate falls to 0."""
    model.compile(keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(RATE, steps), global_clipnorm=1.0), loss)
    rows = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(len(x)).repeat().batch(BATCH).take(steps)
    model.fit(rows, epochs=1, shuffle=False, verbose=0)
    return model


def quantile_network(build, steps: int = STEPS):
    """A forecaster: (windows to learn from, windows to forecast, rng) → quantiles in pieces (n, horizon, levels)."""

    def forecast(learn, new, rng):
        x = both(learn["past"], learn["future"])
        model = fitted(build(x.shape[-1]), x, learn["target"], pinball, steps)
        found = model.predict(both(new["past"], new["future"]), batch_size=512, verbose=0)
        return np.sort(np.maximum(0, found), axis=-1) * new["scale"][:, None, None], model.count_params()

    return forecast


def deepar(learn, new, rng, steps: int = STEPS):
    """DeepAR (Salinas et al., 2020): an LSTM reads yesterday's demand, and gives a negative binomial for today."""
    demand = np.concatenate([learn["past"][..., 0], learn["target"]], axis=1)
    known = np.concatenate([learn["past"][..., 1:], learn["future"]], axis=1)
    x = np.concatenate([demand[:, :-1, None], known[:, 1:]], axis=2)
    scale = np.broadcast_to(learn["scale"][:, None], demand[:, 1:].shape)
    y = np.stack([demand[:, 1:] * scale, scale], axis=2)
    inputs = keras.Input((None, x.shape[-1]))
    model = keras.Model(inputs, L.Dense(2, activation="softplus")(L.LSTM(DEEPAR_UNITS, return_sequences=True)(inputs)))
    fitted(model, x, y.astype("float32"), negative_binomial, steps)
    paths = draw_paths(model, new, rng)
    return np.quantile(paths, LEVELS, axis=0).transpose(1, 2, 0), model.count_params()


def negative_binomial(y, outputs):
    """Mean negative log-likelihood of counts; y holds counts and scales, the outputs mean / scale and alpha."""
    count, mean, alpha = y[..., 0], y[..., 1] * outputs[..., 0] + 1e-3, outputs[..., 1] + 1e-3
    r = 1 / alpha
    log_p = tf.math.lgamma(count + r) - tf.math.lgamma(r) - tf.math.lgamma(count + 1)
    log_p += r * tf.math.log(r / (r + mean)) + count * tf.math.log(mean / (r + mean))
    return -tf.reduce_mean(log_p)


def draw_paths(model, new, rng) -> np.ndarray:
    """Ancestral sampling, (PATHS, n, horizon): each day's draw is the next day's input. The LSTM's step is NumPy."""
    past, future, scale = new["past"], new["future"], np.tile(new["scale"], PATHS)
    kernel, recurrent, bias, out, out_bias = model.get_weights()

    def step(x, h, c):
        i, f, g, o = np.split(x @ kernel + h @ recurrent + bias, 4, axis=1)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
        return h, c, np.logaddexp(0, h @ out + out_bias)

    h = c = np.zeros((len(past), DEEPAR_UNITS), "float32")
    for day in range(1, PAST):
        h, c, _ = step(np.concatenate([past[:, day - 1, :1], past[:, day, 1:]], axis=1), h, c)
    h, c, last = np.tile(h, (PATHS, 1)), np.tile(c, (PATHS, 1)), np.tile(past[:, -1, 0], PATHS)
    paths = np.zeros((HORIZON, PATHS * len(past)), "float32")
    for day in range(HORIZON):
        h, c, found = step(np.column_stack([last, np.tile(future[:, day], (PATHS, 1))]), h, c)
        mean, r = found[:, 0] * scale + 1e-3, 1 / (found[:, 1] + 1e-3)
        paths[day] = rng.negative_binomial(r, r / (r + mean))
        last = (paths[day] / scale).astype("float32")
    return paths.reshape(HORIZON, PATHS, -1).transpose(1, 2, 0)


def sigmoid(x: np.ndarray) -> np.ndarray:
    return 0.5 + 0.5 * np.tanh(0.5 * x)


GLOBAL = {"DeepAR": deepar, "TCN": quantile_network(tcn), "LSTM": quantile_network(lstm)}
