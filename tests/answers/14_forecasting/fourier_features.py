import numpy as np


# %% right: a table of angles
def fourier_features(t, period, order):
    angles = 2 * np.pi * np.outer(t, np.arange(1, order + 1)) / period
    return np.concatenate([np.sin(angles), np.cos(angles)], axis=1)


# %% right: column by column
def fourier_features(t, period, order):
    columns = []
    for wave in (np.sin, np.cos):
        for k in range(1, order + 1):
            columns.append(wave(k * t * (2 * np.pi / period)))
    return np.column_stack(columns)


# %% wrong: a row for each time | makes a table
# columns are times
# replace: return np.concatenate([np.sin(angles), np.cos(angles)], axis=1) -> return np.concatenate([np.sin(angles), np.cos(angles)], axis=1).T

# %% wrong: a row for each time | t is (n,)
# the sines alone
# replace: np.concatenate([np.sin(angles), np.cos(angles)], axis=1) -> np.sin(angles)

# %% wrong: sines, then cosines | the first half is 0
# replace: [np.sin(angles), np.cos(angles)] -> [np.cos(angles), np.sin(angles)]

# %% wrong: sines, then cosines | do not take turns
# replace: np.concatenate([np.sin(angles), np.cos(angles)], axis=1) -> np.stack([np.sin(angles), np.cos(angles)], axis=2).reshape(len(t), -1)

# %% wrong: sines, then cosines | no wave has k = 0
# replace: np.arange(1, order + 1) -> np.arange(order)

# %% wrong: sines, then cosines | At t = 0
# no 2π
# replace: 2 * np.pi * np.outer -> np.outer

# %% wrong: sines, then cosines | Angles are in radians
# degrees
# replace: 2 * np.pi * np.outer -> 360 * np.outer

# %% wrong: repeats after a period | must give the same row
# half waves
# replace: np.arange(1, order + 1) -> (np.arange(order) / 2 + 1)

# %% wrong: waves of one period and its parts | is not 2^k
# replace: np.arange(1, order + 1) -> 2 ** np.arange(order)

# %% wrong: waves of one period and its parts | has k waves
# odd waves alone
# replace: np.arange(1, order + 1) -> np.arange(1, 2 * order, 2)
