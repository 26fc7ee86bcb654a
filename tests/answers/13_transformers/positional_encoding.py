import numpy as np


# %% right: stacked pairs
def positional_encoding(length, dim):
    speed = 10000.0 ** (-np.arange(0, dim, 2) / dim)
    angle = np.arange(length)[:, None] * speed
    pairs = np.stack([np.sin(angle), np.cos(angle)], axis=-1)
    return pairs.reshape(length, dim)


# %% right: cosine is a sine that is ahead, float32
def positional_encoding(length, dim):
    column = np.arange(dim)
    angle = np.outer(np.arange(length), np.exp(-(column // 2) * 2 * np.log(10000) / dim))
    return np.sin(angle + np.pi / 2 * (column % 2)).astype("float32")


# %% wrong: a row for each place | Places go down
# replace: return pairs.reshape(length, dim) -> return pairs.reshape(length, dim).T

# %% wrong: sine and cosine side by side | in the columns 0, 2, 4
# first all sines, then all cosines
# replace: axis=-1) -> axis=1)

# %% wrong: sine and cosine side by side | Place 0 is
# replace: [np.sin(angle), np.cos(angle)] -> [np.cos(angle), np.sin(angle)]

# %% wrong: sine and cosine side by side | the SAME speed
# from: cosine is a sine that is ahead, float32
# replace: (column // 2) * 2 -> column

# %% wrong: the first pair turns one radian a place | Places count from 0
# replace: angle = np.arange(length)[:, None] * speed -> angle = np.arange(length)[:, None] * speed * 2 * np.pi / length

# %% wrong: each pair at its own speed | The last pair is the slowest
# replace: -np.arange(0, dim, 2) / dim -> -np.arange(0, dim, 2) / (2 * dim)

# %% wrong: each pair at its own speed | the number of the PAIR
# replace: 10000.0 ** (-np.arange(0, dim, 2) / dim) -> 1000.0 ** (-np.arange(0, dim, 2) / dim)
