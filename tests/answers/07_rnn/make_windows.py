# %% right: stacked slices
import numpy as np


def make_windows(series, length, horizon):
    count = len(series) - length - horizon + 1
    X = np.stack([series[i : i + length] for i in range(count)])[:, :, np.newaxis]
    return X, series[length + horizon - 1 :]


# %% right: an array of places
import numpy as np


def make_windows(series, length, horizon):
    first = np.arange(len(series) - length - horizon + 1)
    return series[first[:, None] + np.arange(length)][..., None], series[first + length + horizon - 1]


# %% wrong: samples, timesteps, features | at the end
import numpy as np


def make_windows(series, length, horizon):
    count = len(series) - length - horizon + 1
    X = np.stack([series[i : i + length] for i in range(count)])
    return X, series[length + horizon - 1 :]


# %% wrong: samples, timesteps, features | axis of its own
import numpy as np


def make_windows(series, length, horizon):
    count = len(series) - length - horizon + 1
    X = np.stack([series[i : i + length] for i in range(count)])[:, np.newaxis, :]
    return X, series[length + horizon - 1 :]


# %% wrong: each window is a piece of the series | in order
import numpy as np


def make_windows(series, length, horizon):
    count = len(series) - length - horizon + 1
    X = np.stack([series[i * length % 7 : i * length % 7 + length] for i in range(count)])[:, :, np.newaxis]
    return X, series[length + horizon - 1 :]


# %% wrong: the target lies after its window | only be copied
import numpy as np


def make_windows(series, length, horizon):  # off by one: the target is inside its own window
    count = len(series) - length - horizon + 2
    X = np.stack([series[i : i + length] for i in range(count)])[:, :, np.newaxis]
    return X, series[length + horizon - 2 :]


# %% wrong: horizon steps ahead | last value
import numpy as np


def make_windows(series, length, horizon):  # always the next value
    count = len(series) - length
    X = np.stack([series[i : i + length] for i in range(count)])[:, :, np.newaxis]
    return X, series[length:]


# %% wrong: horizon steps ahead | steps after it
import numpy as np


def make_windows(series, length, horizon):  # one step too far
    count = len(series) - length - horizon
    X = np.stack([series[i : i + length] for i in range(count)])[:, :, np.newaxis]
    return X, series[length + horizon :]


# %% wrong: every window that has a target, and no more | count the windows
import numpy as np


def make_windows(series, length, horizon):  # one window too few
    count = len(series) - length - horizon
    X = np.stack([series[i : i + length] for i in range(count)])[:, :, np.newaxis]
    return X, series[length + horizon - 1 : -1]


# %% wrong: any series | not their places
import numpy as np


def make_windows(series, length, horizon):
    count = len(series) - length - horizon + 1
    X = np.stack([np.arange(i, i + length) for i in range(count)])[:, :, np.newaxis]
    return X, np.arange(length + horizon - 1, len(series))
