# %% right: two loops
import numpy as np


def pad_same(x, kernel, stride):
    around = []
    for n in x.shape[1:3]:
        missing = max((-(-n // stride) - 1) * stride + kernel - n, 0)
        around.append((missing // 2, missing - missing // 2))
    return np.pad(x, [(0, 0), *around, (0, 0)])


def conv2d(x, W, b, stride, padding):
    kernel = len(W)
    if padding == "same":
        x = pad_same(x, kernel, stride)
    rows, columns = ((n - kernel) // stride + 1 for n in x.shape[1:3])
    y = np.zeros((len(x), rows, columns, W.shape[-1]))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            patch = x[:, top : top + kernel, left : left + kernel]
            y[:, i, j] = np.tensordot(patch, W, axes=3) + b
    return y


# %% right: over the places of the kernel
import numpy as np


def pad_same(x, kernel, stride):
    around = []
    for n in x.shape[1:3]:
        missing = max((-(-n // stride) - 1) * stride + kernel - n, 0)
        around.append((missing // 2, missing - missing // 2))
    return np.pad(x, [(0, 0), *around, (0, 0)])


def conv2d(x, W, b, stride, padding):
    kernel = len(W)
    if padding == "same":
        x = pad_same(x, kernel, stride)
    rows = (x.shape[1] - kernel) // stride + 1
    columns = (x.shape[2] - kernel) // stride + 1
    y = 0
    for r in range(kernel):
        for c in range(kernel):
            y = y + x[:, r:, c:][:, ::stride, ::stride][:, :rows, :columns] @ W[r, c]
    return y + b


# %% right: windows as a view
import numpy as np


def pad_same(x, kernel, stride):
    around = []
    for n in x.shape[1:3]:
        missing = max((-(-n // stride) - 1) * stride + kernel - n, 0)
        around.append((missing // 2, missing - missing // 2))
    return np.pad(x, [(0, 0), *around, (0, 0)])


def conv2d(x, W, b, stride, padding):
    if padding == "same":
        x = pad_same(x, len(W), stride)
    windows = np.lib.stride_tricks.sliding_window_view(x, W.shape[:2], axis=(1, 2))
    return np.einsum("nijkrc,rckf->nijf", windows[:, ::stride, ::stride], W) + b


# %% wrong: the kernel as it is | cross-correlation
import numpy as np


def pad_same(x, kernel, stride):
    around = []
    for n in x.shape[1:3]:
        missing = max((-(-n // stride) - 1) * stride + kernel - n, 0)
        around.append((missing // 2, missing - missing // 2))
    return np.pad(x, [(0, 0), *around, (0, 0)])


def conv2d(x, W, b, stride, padding):
    kernel = len(W)
    if padding == "same":
        x = pad_same(x, kernel, stride)
    rows, columns = ((n - kernel) // stride + 1 for n in x.shape[1:3])
    y = np.zeros((len(x), rows, columns, W.shape[-1]))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            patch = x[:, top : top + kernel, left : left + kernel]
            y[:, i, j] = np.tensordot(patch, W[::-1, ::-1], axes=3) + b
    return y


# %% wrong: the kernel as it is | place by place
import numpy as np


def pad_same(x, kernel, stride):
    around = []
    for n in x.shape[1:3]:
        missing = max((-(-n // stride) - 1) * stride + kernel - n, 0)
        around.append((missing // 2, missing - missing // 2))
    return np.pad(x, [(0, 0), *around, (0, 0)])


def conv2d(x, W, b, stride, padding):
    kernel = len(W)
    if padding == "same":
        x = pad_same(x, kernel, stride)
    rows, columns = ((n - kernel) // stride + 1 for n in x.shape[1:3])
    y = np.zeros((len(x), rows, columns, W.shape[-1]))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            patch = x[:, top : top + kernel, left : left + kernel]
            y[:, i, j] = np.tensordot(patch.transpose(0, 2, 1, 3), W, axes=3) + b
    return y


# %% wrong: sums over the channels | for EACH channel
import numpy as np


def pad_same(x, kernel, stride):
    around = []
    for n in x.shape[1:3]:
        missing = max((-(-n // stride) - 1) * stride + kernel - n, 0)
        around.append((missing // 2, missing - missing // 2))
    return np.pad(x, [(0, 0), *around, (0, 0)])


def conv2d(x, W, b, stride, padding):
    kernel = len(W)
    if padding == "same":
        x = pad_same(x, kernel, stride)
    rows, columns = ((n - kernel) // stride + 1 for n in x.shape[1:3])
    y = np.zeros((len(x), rows, columns, W.shape[-1]))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            patch = x[:, top : top + kernel, left : left + kernel]
            y[:, i, j] = np.tensordot(patch.sum(axis=-1), W.mean(axis=2), axes=2) + b
    return y


# %% wrong: sums over the channels | their results are added
import numpy as np


def pad_same(x, kernel, stride):
    around = []
    for n in x.shape[1:3]:
        missing = max((-(-n // stride) - 1) * stride + kernel - n, 0)
        around.append((missing // 2, missing - missing // 2))
    return np.pad(x, [(0, 0), *around, (0, 0)])


def conv2d(x, W, b, stride, padding):
    kernel = len(W)
    if padding == "same":
        x = pad_same(x, kernel, stride)
    rows, columns = ((n - kernel) // stride + 1 for n in x.shape[1:3])
    y = np.zeros((len(x), rows, columns, W.shape[-1]))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            patch = x[:, top : top + kernel, left : left + kernel]
            y[:, i, j] = np.tensordot(patch[..., :1], W[:, :, :1], axes=3) + b
    return y


# %% wrong: a map for each filter | counts filters
import numpy as np


def pad_same(x, kernel, stride):
    around = []
    for n in x.shape[1:3]:
        missing = max((-(-n // stride) - 1) * stride + kernel - n, 0)
        around.append((missing // 2, missing - missing // 2))
    return np.pad(x, [(0, 0), *around, (0, 0)])


def conv2d(x, W, b, stride, padding):
    kernel = len(W)
    if padding == "same":
        x = pad_same(x, kernel, stride)
    rows, columns = ((n - kernel) // stride + 1 for n in x.shape[1:3])
    y = np.zeros((len(x), rows, columns, W.shape[-1]))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            patch = x[:, top : top + kernel, left : left + kernel]
            y[:, i, j] = np.tensordot(patch, W[..., :1], axes=3) + b
    return y


# %% wrong: adds the bias | One number for each filter
import numpy as np


def pad_same(x, kernel, stride):
    around = []
    for n in x.shape[1:3]:
        missing = max((-(-n // stride) - 1) * stride + kernel - n, 0)
        around.append((missing // 2, missing - missing // 2))
    return np.pad(x, [(0, 0), *around, (0, 0)])


def conv2d(x, W, b, stride, padding):
    kernel = len(W)
    if padding == "same":
        x = pad_same(x, kernel, stride)
    rows, columns = ((n - kernel) // stride + 1 for n in x.shape[1:3])
    y = np.zeros((len(x), rows, columns, W.shape[-1]))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            patch = x[:, top : top + kernel, left : left + kernel]
            y[:, i, j] = np.tensordot(patch, W, axes=3)
    return y


# %% wrong: adds the bias | at every place
import numpy as np


def pad_same(x, kernel, stride):
    around = []
    for n in x.shape[1:3]:
        missing = max((-(-n // stride) - 1) * stride + kernel - n, 0)
        around.append((missing // 2, missing - missing // 2))
    return np.pad(x, [(0, 0), *around, (0, 0)])


def conv2d(x, W, b, stride, padding):
    kernel = len(W)
    if padding == "same":
        x = pad_same(x, kernel, stride)
    rows, columns = ((n - kernel) // stride + 1 for n in x.shape[1:3])
    y = np.zeros((len(x), rows, columns, W.shape[-1]))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            patch = x[:, top : top + kernel, left : left + kernel]
            y[:, i, j] = np.tensordot(patch, W, axes=3)
    y[:, 0, 0] += b
    return y


# %% wrong: steps by the stride | from (i · stride, j · stride)
import numpy as np


def pad_same(x, kernel, stride):
    around = []
    for n in x.shape[1:3]:
        missing = max((-(-n // stride) - 1) * stride + kernel - n, 0)
        around.append((missing // 2, missing - missing // 2))
    return np.pad(x, [(0, 0), *around, (0, 0)])


def conv2d(x, W, b, stride, padding):
    kernel = len(W)
    if padding == "same":
        x = pad_same(x, kernel, stride)
    rows, columns = ((n - kernel) // stride + 1 for n in x.shape[1:3])
    y = np.zeros((len(x), rows, columns, W.shape[-1]))
    for i in range(rows):
        for j in range(columns):
            top, left = i, j
            patch = x[:, top : top + kernel, left : left + kernel]
            y[:, i, j] = np.tensordot(patch, W, axes=3) + b
    return y


# %% wrong: steps by the stride | Place (i, j)
import numpy as np


def pad_same(x, kernel, stride):
    around = []
    for n in x.shape[1:3]:
        missing = max((-(-n // stride) - 1) * stride + kernel - n, 0)
        around.append((missing // 2, missing - missing // 2))
    return np.pad(x, [(0, 0), *around, (0, 0)])


def conv2d(x, W, b, stride, padding):
    kernel = len(W)
    if padding == "same":
        x = pad_same(x, kernel, stride)
    rows, columns = ((n - kernel) + 1 for n in x.shape[1:3])
    y = np.zeros((len(x), rows, columns, W.shape[-1]))
    for i in range(rows):
        for j in range(columns):
            top, left = i, j
            patch = x[:, top : top + kernel, left : left + kernel]
            y[:, i, j] = np.tensordot(patch, W, axes=3) + b
    return y


# %% wrong: steps by the stride | Place (i, j)
import numpy as np


def pad_same(x, kernel, stride):
    around = []
    for n in x.shape[1:3]:
        missing = max((-(-n // stride) - 1) * stride + kernel - n, 0)
        around.append((missing // 2, missing - missing // 2))
    return np.pad(x, [(0, 0), *around, (0, 0)])


def conv2d(x, W, b, stride, padding):
    kernel = len(W)
    if padding == "same":
        x = pad_same(x, kernel, stride)
    rows, columns = (-(-(n - kernel) // stride) for n in x.shape[1:3])
    y = np.zeros((len(x), rows, columns, W.shape[-1]))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            patch = x[:, top : top + kernel, left : left + kernel]
            y[:, i, j] = np.tensordot(patch, W, axes=3) + b
    return y


# %% wrong: pads all around | before AND after
import numpy as np


def pad_same(x, kernel, stride):
    around = []
    for n in x.shape[1:3]:
        missing = max((-(-n // stride) - 1) * stride + kernel - n, 0)
        around.append((0, missing))
    return np.pad(x, [(0, 0), *around, (0, 0)])


def conv2d(x, W, b, stride, padding):
    kernel = len(W)
    if padding == "same":
        x = pad_same(x, kernel, stride)
    rows, columns = ((n - kernel) // stride + 1 for n in x.shape[1:3])
    y = np.zeros((len(x), rows, columns, W.shape[-1]))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            patch = x[:, top : top + kernel, left : left + kernel]
            y[:, i, j] = np.tensordot(patch, W, axes=3) + b
    return y


# %% wrong: pads all around | before AND after
import numpy as np


def pad_same(x, kernel, stride):
    around = []
    for n in x.shape[1:3]:
        missing = max((-(-n // stride) - 1) * stride + kernel - n, 0)
        around.append((missing // 2, missing - missing // 2))
    return np.pad(x, [(0, 0), *around, (0, 0)])


def conv2d(x, W, b, stride, padding):
    kernel = len(W)
    rows, columns = ((n - kernel) // stride + 1 for n in x.shape[1:3])
    y = np.zeros((len(x), rows, columns, W.shape[-1]))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            patch = x[:, top : top + kernel, left : left + kernel]
            y[:, i, j] = np.tensordot(patch, W, axes=3) + b
    return y


# %% wrong: leaves its input unchanged | do not write into x
import numpy as np


def pad_same(x, kernel, stride):
    around = []
    for n in x.shape[1:3]:
        missing = max((-(-n // stride) - 1) * stride + kernel - n, 0)
        around.append((missing // 2, missing - missing // 2))
    return np.pad(x, [(0, 0), *around, (0, 0)])


def conv2d(x, W, b, stride, padding):
    kernel = len(W)
    x -= x.mean()
    x += 0.5
    if padding == "same":
        x = pad_same(x, kernel, stride)
    rows, columns = ((n - kernel) // stride + 1 for n in x.shape[1:3])
    y = np.zeros((len(x), rows, columns, W.shape[-1]))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            patch = x[:, top : top + kernel, left : left + kernel]
            y[:, i, j] = np.tensordot(patch, W, axes=3) + b
    return y
