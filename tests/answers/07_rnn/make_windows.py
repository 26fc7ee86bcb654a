import numpy as np


# %% right: stacked slices
def make_windows(series, length, horizon):
    count = len(series) - length - horizon + 1
    X = np.stack([series[i : i + length] for i in range(count)])[:, :, np.newaxis]
    return X, series[length + horizon - 1 :]


# %% right: an array of places
def make_windows(series, length, horizon):
    first = np.arange(len(series) - length - horizon + 1)
    return series[first[:, None] + np.arange(length)][..., None], series[first + length + horizon - 1]


# %% wrong: samples, timesteps, features | at the end
# remove: [:, :, np.newaxis]

# %% wrong: samples, timesteps, features | axis of its own
# replace: :, :, np.newaxis -> :, np.newaxis, :

# %% wrong: each window is a piece of the series | in order
# replace: i : i + length -> i * length % 7 : i * length % 7 + length

# %% wrong: the target lies after its window | only be copied
# off by one: the target is inside its own window
# replace: horizon + 1 -> horizon + 2
# replace: return X, series[length + horizon - 1 :] -> return X, series[length + horizon - 2 :]

# %% wrong: horizon steps ahead | last value
# always the next value
# replace: count = len(series) - length - horizon + 1 -> count = len(series) - length
# replace: return X, series[length + horizon - 1 :] -> return X, series[length:]

# %% wrong: horizon steps ahead | steps after it
# one step too far
# remove: + 1
# replace: return X, series[length + horizon - 1 :] -> return X, series[length + horizon :]

# %% wrong: every window that has a target, and no more | count the windows
# one window too few
# remove: + 1
# replace: return X, series[length + horizon - 1 :] -> return X, series[length + horizon - 1 : -1]

# %% wrong: any series | not their places
# replace: series[i : i + length] -> np.arange(i, i + length)
# replace: series[length + horizon - 1 :] -> np.arange(length + horizon - 1, len(series))
