import numpy as np


# %% right: one loop for both
def pool(x, size, stride, summary):
    rows, columns = ((n - size) // stride + 1 for n in x.shape[1:3])
    y = np.zeros((len(x), rows, columns, x.shape[-1]))
    for i in range(rows):
        for j in range(columns):
            patch = x[:, i * stride : i * stride + size, j * stride : j * stride + size]
            y[:, i, j] = summary(patch, axis=(1, 2))
    return y


def max_pool2d(x, size, stride):
    return pool(x, size, stride, np.max)


def average_pool2d(x, size, stride):
    return pool(x, size, stride, np.mean)


# %% right: windows as a view
def windows(x, size, stride):
    found = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(1, 2))
    return found[:, ::stride, ::stride]


def max_pool2d(x, size, stride):
    return windows(x, size, stride).max(axis=(-2, -1))


def average_pool2d(x, size, stride):
    return windows(x, size, stride).mean(axis=(-2, -1))


# %% wrong: the largest of each window | not its mean
# replace: np.max -> np.mean

# %% wrong: the mean of each window | divides by the number
# replace: np.mean -> np.sum

# %% wrong: the mean of each window | size · size
# replace: np.mean -> np.median

# %% wrong: negative numbers too | not with zeros
# replace: pool(x, size, stride, np.max) -> np.maximum(pool(x, size, stride, np.max), 0)

# %% wrong: each channel by itself | not over channels
# replace: summary(patch, axis=(1, 2)) -> summary(patch, axis=(1, 2, 3))[:, None]

# %% wrong: each channel by itself | not over images
# replace: summary(patch, axis=(1, 2)) -> summary(patch, axis=(0, 1, 2))

# %% wrong: each channel by itself | two axes of the window
# replace: x.shape[-1] -> 1
# replace: summary(patch, axis=(1, 2)) -> summary(patch, axis=(1, 2, 3))[:, None]

# %% wrong: windows may overlap | how far apart
# replace: (n - size) // stride + 1 -> n // size
# replace: * stride -> * size

# %% wrong: what does not fit is left out | must be whole
# replace: (n - size) // stride + 1 -> -(-n // stride)


# %% wrong: leaves its input unchanged | into a new array
def max_pool2d(x, size, stride):
    rows, columns = ((n - size) // stride + 1 for n in x.shape[1:3])
    for i in range(rows):
        for j in range(columns):
            patch = x[:, i * stride : i * stride + size, j * stride : j * stride + size]
            x[:, i, j] = patch.max(axis=(1, 2))
    return x[:, :rows, :columns]


def average_pool2d(x, size, stride):
    found = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(1, 2))
    return found[:, ::stride, ::stride].mean(axis=(-2, -1))
