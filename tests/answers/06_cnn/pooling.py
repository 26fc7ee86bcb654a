# %% right: one loop for both
import numpy as np


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
import numpy as np


def windows(x, size, stride):
    found = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(1, 2))
    return found[:, ::stride, ::stride]


def max_pool2d(x, size, stride):
    return windows(x, size, stride).max(axis=(-2, -1))


def average_pool2d(x, size, stride):
    return windows(x, size, stride).mean(axis=(-2, -1))


# %% wrong: the largest of each window | not its mean
import numpy as np


def pool(x, size, stride, summary):
    rows, columns = ((n - size) // stride + 1 for n in x.shape[1:3])
    y = np.zeros((len(x), rows, columns, x.shape[-1]))
    for i in range(rows):
        for j in range(columns):
            patch = x[:, i * stride : i * stride + size, j * stride : j * stride + size]
            y[:, i, j] = summary(patch, axis=(1, 2))
    return y


def max_pool2d(x, size, stride):
    return pool(x, size, stride, np.mean)


def average_pool2d(x, size, stride):
    return pool(x, size, stride, np.mean)


# %% wrong: the mean of each window | divides by the number
import numpy as np


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
    return pool(x, size, stride, np.sum)


# %% wrong: the mean of each window | size · size
import numpy as np


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
    return pool(x, size, stride, np.median)


# %% wrong: negative numbers too | not with zeros
import numpy as np


def pool(x, size, stride, summary):
    rows, columns = ((n - size) // stride + 1 for n in x.shape[1:3])
    y = np.zeros((len(x), rows, columns, x.shape[-1]))
    for i in range(rows):
        for j in range(columns):
            patch = x[:, i * stride : i * stride + size, j * stride : j * stride + size]
            y[:, i, j] = summary(patch, axis=(1, 2))
    return y


def max_pool2d(x, size, stride):
    return np.maximum(pool(x, size, stride, np.max), 0)


def average_pool2d(x, size, stride):
    return pool(x, size, stride, np.mean)


# %% wrong: each channel by itself | not over channels
import numpy as np


def pool(x, size, stride, summary):
    rows, columns = ((n - size) // stride + 1 for n in x.shape[1:3])
    y = np.zeros((len(x), rows, columns, x.shape[-1]))
    for i in range(rows):
        for j in range(columns):
            patch = x[:, i * stride : i * stride + size, j * stride : j * stride + size]
            y[:, i, j] = summary(patch, axis=(1, 2, 3))[:, None]
    return y


def max_pool2d(x, size, stride):
    return pool(x, size, stride, np.max)


def average_pool2d(x, size, stride):
    return pool(x, size, stride, np.mean)


# %% wrong: each channel by itself | two axes of the window
import numpy as np


def pool(x, size, stride, summary):
    rows, columns = ((n - size) // stride + 1 for n in x.shape[1:3])
    y = np.zeros((len(x), rows, columns, 1))
    for i in range(rows):
        for j in range(columns):
            patch = x[:, i * stride : i * stride + size, j * stride : j * stride + size]
            y[:, i, j] = summary(patch, axis=(1, 2, 3))[:, None]
    return y


def max_pool2d(x, size, stride):
    return pool(x, size, stride, np.max)


def average_pool2d(x, size, stride):
    return pool(x, size, stride, np.mean)


# %% wrong: windows may overlap | how far apart
import numpy as np


def pool(x, size, stride, summary):
    rows, columns = (n // size for n in x.shape[1:3])
    y = np.zeros((len(x), rows, columns, x.shape[-1]))
    for i in range(rows):
        for j in range(columns):
            patch = x[:, i * size : i * size + size, j * size : j * size + size]
            y[:, i, j] = summary(patch, axis=(1, 2))
    return y


def max_pool2d(x, size, stride):
    return pool(x, size, stride, np.max)


def average_pool2d(x, size, stride):
    return pool(x, size, stride, np.mean)


# %% wrong: what does not fit is left out | must be whole
import numpy as np


def pool(x, size, stride, summary):
    rows, columns = (-(-n // stride) for n in x.shape[1:3])
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


# %% wrong: leaves its input unchanged | into a new array
import numpy as np


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
