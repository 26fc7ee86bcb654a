import numpy as np


# %% right: reshape, then swap
def split_heads(x, heads):
    *front, n, d = x.shape
    return np.swapaxes(x.reshape(*front, n, heads, d // heads), -3, -2)


def merge_heads(x):
    *front, heads, n, e = x.shape
    back = np.swapaxes(x, -3, -2)
    return back.reshape(*front, n, heads * e)


# %% right: cut and stack
def split_heads(x, heads):
    return np.stack(np.split(np.asarray(x), heads, axis=-1), axis=-3)


def merge_heads(x):
    return np.concatenate([x[..., head, :, :] for head in range(x.shape[-3])], axis=-1)


# %% wrong: heads in front of the words | before that of the words
# replace: np.swapaxes(x.reshape(*front, n, heads, d // heads), -3, -2) -> x.reshape(*front, n, heads, d // heads)

# %% wrong: each head has columns of its own | in reading order
# replace: np.swapaxes(x.reshape(*front, n, heads, d // heads), -3, -2) -> x.reshape(*front, heads, n, d // heads)

# %% wrong: each head has columns of its own | heads first
# every third column for a head
# replace: np.swapaxes(x.reshape(*front, n, heads, d // heads), -3, -2) -> np.moveaxis(x.reshape(*front, n, d // heads, heads), -1, -3)

# %% wrong: merging puts every column back | Swap the axes
# replace: back = np.swapaxes(x, -3, -2) -> back = x

# %% wrong: any axes in front | from the END
# from: cut and stack
# replace: axis=-3) -> axis=1)

# %% wrong: any axes in front | from the END
# from: cut and stack
# replace: x[..., head, :, :] for head in range(x.shape[-3]) -> x[:, head] for head in range(x.shape[1])
