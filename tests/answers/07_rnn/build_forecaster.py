import keras
import numpy as np
import tensorflow as tf


# %% right: SimpleRNN, scaled inside
def build_forecaster(series, length, horizon, epochs=8):
    count = len(series) - length - horizon + 1
    X = np.stack([series[i : i + length] for i in range(count)])[:, :, np.newaxis]
    y = series[length + horizon - 1 :]
    mean, spread = float(np.mean(series)), float(np.std(series))
    model = keras.Sequential(
        [
            keras.Input((length, 1)),
            keras.layers.Rescaling(1 / spread, offset=-mean / spread),
            keras.layers.SimpleRNN(24),
            keras.layers.Dense(1),
            keras.layers.Rescaling(spread, offset=mean),
        ]
    )
    slower = keras.optimizers.schedules.CosineDecay(0.005, epochs * -(-len(X) // 32))
    model.compile(keras.optimizers.Adam(slower), loss="mse", jit_compile=False)
    model.fit(X, y, batch_size=32, epochs=epochs, verbose=0)
    return model


# %% right: a GRU in place of it
def build_forecaster(series, length, horizon, epochs=6):
    count = len(series) - length - horizon + 1
    X = np.stack([series[i : i + length] for i in range(count)])[:, :, np.newaxis]
    y = series[length + horizon - 1 :]
    mean, spread = float(np.mean(series)), float(np.std(series))
    model = keras.Sequential(
        [
            keras.Input((length, 1)),
            keras.layers.Rescaling(1 / spread, offset=-mean / spread),
            keras.layers.GRU(12),
            keras.layers.Dense(1),
            keras.layers.Rescaling(spread, offset=mean),
        ]
    )
    slower = keras.optimizers.schedules.CosineDecay(0.005, epochs * -(-len(X) // 32))
    model.compile(keras.optimizers.Adam(slower), loss="mse", jit_compile=False)
    model.fit(X, y, batch_size=32, epochs=epochs, verbose=0)
    return model


# %% right: a loop of its own, never compiled
def build_forecaster(series, length, horizon, epochs=10):
    rows = np.lib.stride_tricks.sliding_window_view(series, length + horizon)
    mean, spread = float(np.mean(series)), float(np.std(series))
    windows = keras.Input((length, 1))
    scaled = keras.layers.Rescaling(1 / spread, offset=-mean / spread)(windows)
    change = keras.layers.Dense(1)(keras.layers.SimpleRNN(16)(scaled))
    model = keras.Model(windows, keras.layers.Rescaling(spread, offset=mean)(change))
    steps = epochs * (len(rows) // 32)
    adam = keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(0.005, steps))

    @tf.function(reduce_retracing=True)
    def step(x, y):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(x)[:, 0] - y) ** 2)
        variables = [weight.value for weight in model.trainable_weights]
        adam.apply(tape.gradient(loss, variables), model.trainable_weights)

    order = np.random.default_rng(1)
    for _ in range(epochs):
        for batch in np.array_split(order.permutation(len(rows)), len(rows) // 32):
            x = rows[batch, :length, np.newaxis].astype("float32")
            step(tf.constant(x), tf.constant(rows[batch, -1].astype("float32")))
    return model


# %% wrong: one forecast a window | return_sequences
def build_forecaster(series, length, horizon, epochs=1):
    count = len(series) - length - horizon + 1
    X = np.stack([series[i : i + length] for i in range(count)])[:, :, np.newaxis]
    y = series[length + horizon - 1 :]
    mean, spread = float(np.mean(series)), float(np.std(series))
    model = keras.Sequential(
        [
            keras.Input((length, 1)),
            keras.layers.Rescaling(1 / spread, offset=-mean / spread),
            keras.layers.SimpleRNN(8, return_sequences=True),
            keras.layers.Dense(1),
            keras.layers.Rescaling(spread, offset=mean),
        ]
    )
    model.compile(keras.optimizers.Adam(0.003), loss="mse", jit_compile=False)
    model.fit(X, np.repeat(y, length).reshape(-1, length, 1), batch_size=32, epochs=epochs, verbose=0)
    return model


# %% wrong: a recurrent network | Put a SimpleRNN
# replace: epochs=8 -> epochs=1
# replace: keras.layers.SimpleRNN(24), -> keras.layers.Flatten(),
# remove: slower = keras.optimizers.schedules.CosineDecay(0.005, epochs * -(-len(X) // 32))
# replace: Adam(slower) -> Adam(0.003)


# %% wrong: in degrees, of degrees | scale back
def build_forecaster(series, length, horizon, epochs=1):
    count = len(series) - length - horizon + 1
    X = np.stack([series[i : i + length] for i in range(count)])[:, :, np.newaxis]
    y = series[length + horizon - 1 :]
    mean, spread = float(np.mean(series)), float(np.std(series))
    model = keras.Sequential(
        [
            keras.Input((length, 1)),
            keras.layers.Rescaling(1 / spread, offset=-mean / spread),
            keras.layers.SimpleRNN(24),
            keras.layers.Dense(1),
        ]
    )
    model.compile(keras.optimizers.Adam(0.003), loss="mse", jit_compile=False)
    model.fit(X, (y - mean) / spread, batch_size=32, epochs=epochs, verbose=0)
    return model


# %% wrong: beats the seasonal naive: error below 0.9 of it | Does fit run
# insert before: model = keras.Sequential( -> keras.utils.set_random_seed(1)
# remove: slower = keras.optimizers.schedules.CosineDecay(0.005, epochs * -(-len(X) // 32))
# replace: Adam(slower) -> Adam(0.003)
# remove: model.fit(X, y, batch_size=32, epochs=epochs, verbose=0)

# %% wrong: beats the seasonal naive: error below 0.9 of it | `horizon` steps
# the window's own last value
# replace: epochs=8 -> epochs=3
# replace: y = series[length + horizon - 1 :] -> y = series[length - 1 : length - 1 + count]
# remove: slower = keras.optimizers.schedules.CosineDecay(0.005, epochs * -(-len(X) // 32))
# replace: Adam(slower) -> Adam(0.003)

# %% wrong: a recurrent network | between the input and Dense(1)
# a recurrent layer of which nothing reaches the output
def build_forecaster(series, length, horizon, epochs=1):
    count = len(series) - length - horizon + 1
    X = np.stack([series[i : i + length] for i in range(count)])[:, :, np.newaxis]
    y = series[length + horizon - 1 :]
    windows = keras.Input((length, 1))
    linear = keras.layers.Dense(1)(keras.layers.Flatten()(windows))
    nothing = keras.layers.Rescaling(0.0)(keras.layers.Dense(1)(keras.layers.SimpleRNN(8)(windows)))
    model = keras.Model(windows, linear + nothing)
    model.compile(keras.optimizers.Adam(0.003), loss="mse", jit_compile=False)
    model.fit(X, y, batch_size=32, epochs=epochs, verbose=0)
    return model


# %% wrong: a network of Keras' own layers | keras.Sequential
# a linear regression that says it is recurrent
def build_forecaster(series, length, horizon, epochs=8):
    count = len(series) - length - horizon + 1
    X = np.stack([series[i : i + length] for i in range(count)])
    line = np.linalg.lstsq(np.c_[X, np.ones(count)], series[length + horizon - 1 :])[0]

    class Model:
        def predict(self, windows, **_):
            return np.asarray(windows)[..., 0] @ line[:-1, np.newaxis] + line[-1]

        __call__ = predict

        def get_config(self):
            return {"layers": [{"class_name": "SimpleRNN"}]}

        def get_weights(self):
            return [line]

    return Model()
