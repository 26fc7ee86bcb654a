import numpy as np


# %% right: by the formula
def pad_same(x, kernel, stride):
    around = []
    for n in x.shape[1:3]:
        missing = max((-(-n // stride) - 1) * stride + kernel - n, 0)
        around.append((missing // 2, missing - missing // 2))
    return np.pad(x, [(0, 0), *around, (0, 0)])


# %% right: into an array of zeros
def zeros(n, kernel, stride):
    places = (n + stride - 1) // stride
    total = max(0, (places - 1) * stride + kernel - n)
    return total // 2, (total + 1) // 2


def pad_same(x, kernel, stride):
    batch, height, width, channels = x.shape
    top, bottom = zeros(height, kernel, stride)
    left, right = zeros(width, kernel, stride)
    y = np.zeros((batch, height + top + bottom, width + left + right, channels))
    y[:, top : top + height, left : left + width] = x
    return y


# %% wrong: zeros on all sides | above AND below
# replace: around.append((missing // 2, missing - missing // 2)) -> around.append((0, missing))

# %% wrong: zeros on all sides | above AND below
# replace: around.append((missing // 2, missing - missing // 2)) -> around.append((missing, 0))

# %% wrong: an odd zero goes to the end | below and to the right
# replace: (missing // 2, missing - missing // 2) -> (missing - missing // 2, missing // 2)


# %% wrong: an odd zero goes to the end | one side gets one more
def pad_same(x, kernel, stride):
    border = kernel // 2
    return np.pad(x, [(0, 0), (border, border), (border, border), (0, 0)])


# %% wrong: no more than the stride needs | Where is the last window
def pad_same(x, kernel, stride):
    before = (kernel - 1) // 2
    border = (before, kernel - 1 - before)
    return np.pad(x, [(0, 0), border, border, (0, 0)])


# %% wrong: never less than nothing | nothing is cut off
def pad_same(x, kernel, stride):
    for axis in (1, 2):
        n = x.shape[axis]
        missing = (-(-n // stride) - 1) * stride + kernel - n
        if missing < 0:
            x = np.delete(x, np.s_[missing:], axis=axis)
        else:
            around = [(0, 0)] * 4
            around[axis] = (missing // 2, missing - missing // 2)
            x = np.pad(x, around)
    return x


# %% wrong: height and width differ | use both lengths
def pad_same(x, kernel, stride):
    n = x.shape[1]
    missing = max((-(-n // stride) - 1) * stride + kernel - n, 0)
    around = (missing // 2, missing - missing // 2)
    return np.pad(x, [(0, 0), around, around, (0, 0)])


# %% wrong: leaves its input unchanged | do not write into x
# replace: return np.pad(x, [(0, 0), *around, (0, 0)]) -> y = np.pad(x, [(0, 0), *around, (0, 0)])
# insert after: y = np.pad(x, [(0, 0), *around, (0, 0)]) -> x *= 0
# insert after: x *= 0 -> return y
