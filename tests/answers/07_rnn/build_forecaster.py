# %% right: SimpleRNN, scaled inside
import keras
import numpy as np


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
import keras
import numpy as np


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


# %% wrong: one forecast a window | return_sequences
import keras
import numpy as np


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
import keras
import numpy as np


def build_forecaster(series, length, horizon, epochs=1):
    count = len(series) - length - horizon + 1
    X = np.stack([series[i : i + length] for i in range(count)])[:, :, np.newaxis]
    y = series[length + horizon - 1 :]
    mean, spread = float(np.mean(series)), float(np.std(series))
    model = keras.Sequential(
        [
            keras.Input((length, 1)),
            keras.layers.Rescaling(1 / spread, offset=-mean / spread),
            keras.layers.Flatten(),
            keras.layers.Dense(1),
            keras.layers.Rescaling(spread, offset=mean),
        ]
    )
    model.compile(keras.optimizers.Adam(0.003), loss="mse", jit_compile=False)
    model.fit(X, y, batch_size=32, epochs=epochs, verbose=0)
    return model


# %% wrong: in degrees, of degrees | scale back
import keras
import numpy as np


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
import keras
import numpy as np


def build_forecaster(series, length, horizon, epochs=8):
    count = len(series) - length - horizon + 1
    X = np.stack([series[i : i + length] for i in range(count)])[:, :, np.newaxis]
    y = series[length + horizon - 1 :]
    mean, spread = float(np.mean(series)), float(np.std(series))
    keras.utils.set_random_seed(1)
    model = keras.Sequential(
        [
            keras.Input((length, 1)),
            keras.layers.Rescaling(1 / spread, offset=-mean / spread),
            keras.layers.SimpleRNN(24),
            keras.layers.Dense(1),
            keras.layers.Rescaling(spread, offset=mean),
        ]
    )
    model.compile(keras.optimizers.Adam(0.003), loss="mse", jit_compile=False)
    return model


# %% wrong: beats the seasonal naive: error below 0.9 of it | `horizon` steps
import keras
import numpy as np


def build_forecaster(series, length, horizon, epochs=3):
    count = len(series) - length - horizon + 1
    X = np.stack([series[i : i + length] for i in range(count)])[:, :, np.newaxis]
    y = series[length - 1 : length - 1 + count]  # the window's own last value
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
    model.compile(keras.optimizers.Adam(0.003), loss="mse", jit_compile=False)
    model.fit(X, y, batch_size=32, epochs=epochs, verbose=0)
    return model
