import numpy as np


# %% right: a table of angles
def time_embedding(t, dim):
    frequencies = 10000.0 ** (-2 * np.arange(dim // 2) / dim)
    angles = t[:, None] * frequencies
    return np.concatenate([np.sin(angles), np.cos(angles)], axis=1)


# %% right: column by column
def time_embedding(t, dim):
    rows = np.zeros((len(t), dim), dtype="float32")
    for i in range(dim // 2):
        angle = t * np.exp(-np.log(10000) * 2 * i / dim)
        rows[:, i], rows[:, dim // 2 + i] = np.sin(angle), np.cos(angle)
    return rows


# %% wrong: a row for each step | makes a table
# replace: axis=1 -> axis=0

# %% wrong: a row for each step | dim / 2
# twice as many columns
# replace: np.arange(dim // 2) -> np.arange(dim)

# %% wrong: sines, then cosines | the first half is 0
# replace: [np.sin(angles), np.cos(angles)] -> [np.cos(angles), np.sin(angles)]

# %% wrong: sines, then cosines | the second half is 1
# sine and cosine by turns
# replace: np.concatenate([np.sin(angles), np.cos(angles)], axis=1) -> np.stack([np.sin(angles), np.cos(angles)], axis=2).reshape(len(t), dim)

# %% wrong: pairs on the unit circle | of the SAME angle
# other frequencies for the cosines
# replace: np.cos(angles) -> np.cos(angles[:, ::-1])

# %% wrong: from fast to slow | times the one before
# replace: -2 * np.arange(dim // 2) / dim -> -np.arange(dim // 2) / dim

# %% wrong: from fast to slow | Is the exponent negative
# replace: -2 * -> 2 *

# %% wrong: from fast to slow | The first frequency is 1
# the last one is 1/10000 exactly, as in some programs
# replace: -2 * np.arange(dim // 2) / dim -> -np.arange(dim // 2) / max(dim // 2 - 1, 1)
