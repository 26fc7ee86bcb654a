# %% right: with pairs
import numpy as np


def pairs(series, length, steps):
    every = np.lib.stride_tricks.sliding_window_view(series, length + steps)
    return every[:, :length], every[:, length:]


def forecast_direct(fit, series, origins, length, steps):
    X, Y = pairs(series[: origins[0]], length, steps)
    predict = fit(X, Y)
    windows = np.stack([series[o - length : o] for o in origins])
    return predict(windows)


# %% right: with a loop
import numpy as np


def forecast_direct(fit, series, origins, length, steps):
    X, Y = [], []
    for t in range(length, min(origins) - steps + 1):
        X.append(series[t - length : t])
        Y.append(series[t : t + steps])
    predict = fit(np.array(X), np.array(Y))
    return np.concatenate([predict(series[o - length : o][None]) for o in origins])


# %% wrong: a row for each origin | one column for each step ahead
import numpy as np


def pairs(series, length, steps):
    every = np.lib.stride_tricks.sliding_window_view(series, length + steps)
    return every[:, :length], every[:, length:]


def forecast_direct(fit, series, origins, length, steps):
    X, Y = pairs(series[: origins[0]], length, steps)
    predict = fit(X, Y)
    windows = np.stack([series[o - length : o] for o in origins])
    return predict(windows)[:, -1:]


# %% wrong: a row for each origin | one column for each step ahead
import numpy as np


def pairs(series, length, steps):
    every = np.lib.stride_tricks.sliding_window_view(series, length + steps)
    return every[:, :length], every[:, length:]


def forecast_direct(fit, series, origins, length, steps):
    X, Y = pairs(series[: origins[0]], length, steps)
    predict = fit(X, Y)
    windows = np.stack([series[o - length : o] for o in origins[:1]])
    return predict(windows)


# %% wrong: reads the window before the origin | series[origin − length : origin]
import numpy as np


def pairs(series, length, steps):
    every = np.lib.stride_tricks.sliding_window_view(series, length + steps)
    return every[:, :length], every[:, length:]


def forecast_direct(fit, series, origins, length, steps):
    X, Y = pairs(series[: origins[0]], length, steps)
    predict = fit(X, Y)
    windows = np.stack([series[o - length + 1 : o + 1] for o in origins])
    return predict(windows)


# %% wrong: reads the window before the origin | Each origin has its window
import numpy as np


def pairs(series, length, steps):
    every = np.lib.stride_tricks.sliding_window_view(series, length + steps)
    return every[:, :length], every[:, length:]


def forecast_direct(fit, series, origins, length, steps):
    X, Y = pairs(series[: origins[0]], length, steps)
    predict = fit(X, Y)
    windows = np.stack([series[o - length : o] for o in [origins[0]] * len(origins)])
    return predict(windows)


# %% wrong: learns from every pair | is one lost?
import numpy as np


def forecast_direct(fit, series, origins, length, steps):
    X, Y = [], []
    for t in range(length, min(origins) - steps):
        X.append(series[t - length : t])
        Y.append(series[t : t + steps])
    predict = fit(np.array(X), np.array(Y))
    return np.concatenate([predict(series[o - length : o][None]) for o in origins])


# %% wrong: learns from every pair | is one lost?
import numpy as np


def pairs(series, length, steps):
    every = np.lib.stride_tricks.sliding_window_view(series, length + steps)
    return every[:, :length], every[:, length:]


def forecast_direct(fit, series, origins, length, steps):
    X, Y = pairs(series[: origins[0]], length, steps)
    predict = fit(X[::steps], Y[::steps])
    windows = np.stack([series[o - length : o] for o in origins])
    return predict(windows)


# %% wrong: learns from the past alone | later targets are a leak
import numpy as np


def pairs(series, length, steps):
    every = np.lib.stride_tricks.sliding_window_view(series, length + steps)
    return every[:, :length], every[:, length:]


def forecast_direct(fit, series, origins, length, steps):
    X, Y = pairs(series, length, steps)
    predict = fit(X, Y)
    windows = np.stack([series[o - length : o] for o in origins])
    return predict(windows)


# %% wrong: learns from the past alone | later targets are a leak
import numpy as np


def pairs(series, length, steps):
    every = np.lib.stride_tricks.sliding_window_view(series, length + steps)
    return every[:, :length], every[:, length:]


def forecast_direct(fit, series, origins, length, steps):
    X, Y = pairs(series[: origins[0] + steps], length, steps)
    predict = fit(X, Y)
    windows = np.stack([series[o - length : o] for o in origins])
    return predict(windows)


# %% wrong: learns from the past alone | Train on series[:origins[0]]
import numpy as np


def pairs(series, length, steps):
    every = np.lib.stride_tricks.sliding_window_view(series, length + steps)
    return every[:, :length], every[:, length:]


def forecast_direct(fit, series, origins, length, steps):
    X, Y = pairs(series[: origins[-1]], length, steps)
    predict = fit(X, Y)
    windows = np.stack([series[o - length : o] for o in origins])
    return predict(windows)


# %% wrong: all steps, in order | one column for each step ahead
import numpy as np


def pairs(series, length, steps):
    every = np.lib.stride_tricks.sliding_window_view(series, length + steps)
    return every[:, :length], every[:, length:]


def forecast_direct(fit, series, origins, length, steps):
    X, Y = pairs(series[: origins[0]], length, steps)
    predict = fit(X, Y[:, ::-1])
    windows = np.stack([series[o - length : o] for o in origins])
    return predict(windows)


# %% wrong: all steps, in order | one column for each step ahead
import numpy as np


def pairs(series, length, steps):
    every = np.lib.stride_tricks.sliding_window_view(series, length + steps)
    return every[:, :length], every[:, length:]


def forecast_direct(fit, series, origins, length, steps):
    X, Y = pairs(series[: origins[0]], length, steps)
    predict = fit(X, np.repeat(Y[:, :1], steps, axis=1))
    windows = np.stack([series[o - length : o] for o in origins])
    return predict(windows)
