import numpy as np


def pad_same(x, kernel, stride):
    around = []
    for n in x.shape[1:3]:
        missing = max((-(-n // stride) - 1) * stride + kernel - n, 0)
        around.append((missing // 2, missing - missing // 2))
    return np.pad(x, [(0, 0), *around, (0, 0)])


# %% right: two loops
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
def conv2d(x, W, b, stride, padding):
    if padding == "same":
        x = pad_same(x, len(W), stride)
    windows = np.lib.stride_tricks.sliding_window_view(x, W.shape[:2], axis=(1, 2))
    return np.einsum("nijkrc,rckf->nijf", windows[:, ::stride, ::stride], W) + b


# %% wrong: the kernel as it is | cross-correlation
# replace: np.tensordot(patch, W, axes=3) -> np.tensordot(patch, W[::-1, ::-1], axes=3)

# %% wrong: the kernel as it is | place by place
# replace: np.tensordot(patch, W, axes=3) -> np.tensordot(patch.transpose(0, 2, 1, 3), W, axes=3)

# %% wrong: sums over the channels | for EACH channel
# replace: np.tensordot(patch, W, axes=3) -> np.tensordot(patch.sum(axis=-1), W.mean(axis=2), axes=2)

# %% wrong: sums over the channels | their results are added
# replace: np.tensordot(patch, W, axes=3) -> np.tensordot(patch[..., :1], W[:, :, :1], axes=3)

# %% wrong: a map for each filter | counts filters
# replace: np.tensordot(patch, W, axes=3) -> np.tensordot(patch, W[..., :1], axes=3)

# %% wrong: adds the bias | One number for each filter
# remove: + b

# %% wrong: adds the bias | at every place
# remove: + b
# insert before: return y -> y[:, 0, 0] += b

# %% wrong: steps by the stride | from (i · stride, j · stride)
# replace: top, left = i * stride, j * stride -> top, left = i, j

# %% wrong: steps by the stride | Place (i, j)
# replace: rows, columns = ((n - kernel) // stride + 1 for n in x.shape[1:3]) -> rows, columns = ((n - kernel) + 1 for n in x.shape[1:3])
# replace: top, left = i * stride, j * stride -> top, left = i, j

# %% wrong: steps by the stride | only whole windows
# replace: (n - kernel) // stride + 1 -> -(-(n - kernel) // stride) + 1

# %% wrong: pads all around | before AND after
# replace: around.append((missing // 2, missing - missing // 2)) -> around.append((0, missing))

# %% wrong: pads all around | before AND after
# remove: if padding == "same":
# remove: x = pad_same(x, kernel, stride)

# %% wrong: leaves its arguments unchanged | do not write into
# insert before: return y -> x *= 0

# %% wrong: leaves its arguments unchanged | do not write into
# from: windows as a view
# replace: return np.einsum("nijkrc,rckf->nijf", windows[:, ::stride, ::stride], W) + b -> y = np.einsum("nijkrc,rckf->nijf", windows[:, ::stride, ::stride], W) + b
# insert after: y = np.einsum -> b += 1
# insert after: b += 1 -> return y
