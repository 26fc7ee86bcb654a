import numpy as np


def pad_same(x, kernel, stride):
    around = []
    for n in x.shape[1:3]:
        missing = max((-(-n // stride) - 1) * stride + kernel - n, 0)
        around.append((missing // 2, missing - missing // 2))
    return np.pad(x, [(0, 0), *around, (0, 0)])


# %% right: window by window
def conv2d_backward(dout, x, W, stride, padding):
    kernel = len(W)
    padded = pad_same(x, kernel, stride) if padding == "same" else x
    d_padded, dW = np.zeros(padded.shape), np.zeros(W.shape)
    for i in range(dout.shape[1]):
        for j in range(dout.shape[2]):
            top, left = i * stride, j * stride
            patch = padded[:, top : top + kernel, left : left + kernel]
            dW += np.tensordot(patch, dout[:, i, j], axes=(0, 0))
            share = np.tensordot(dout[:, i, j], W, axes=(1, 3))
            d_padded[:, top : top + kernel, left : left + kernel] += share
    db = dout.sum(axis=(0, 1, 2))
    first, second = ((padded.shape[axis] - x.shape[axis]) // 2 for axis in (1, 2))
    dx = d_padded[:, first : first + x.shape[1], second : second + x.shape[2]]
    return dx, dW, db


# %% right: place of the kernel by place
def conv2d_backward(dout, x, W, stride, padding):
    rows, columns = dout.shape[1:3]
    padded = pad_same(x, len(W), stride) if padding == "same" else x
    d_padded, dW = np.zeros(padded.shape), np.zeros(W.shape)
    for r in range(len(W)):
        for c in range(len(W)):
            place = np.s_[:, r : r + rows * stride : stride, c : c + columns * stride : stride]
            dW[r, c] = np.einsum("nijk,nijf->kf", padded[place][:, :rows, :columns], dout)
            d_padded[place][:, :rows, :columns] += dout @ W[r, c].T
    missing = [(padded.shape[axis] - x.shape[axis]) // 2 for axis in (1, 2)]
    inner = np.s_[:, missing[0] : missing[0] + x.shape[1], missing[1] : missing[1] + x.shape[2]]
    return d_padded[inner], dW, dout.sum(axis=(0, 1, 2))


# %% wrong: the bias's gradient | at EVERY place
# replace: db = dout.sum(axis=(0, 1, 2)) -> db = dout.sum(axis=0)[0, 0]

# %% wrong: the bias's gradient | EVERY image
# replace: db = dout.sum(axis=(0, 1, 2)) -> db = dout.mean(axis=0).sum(axis=(0, 1))

# %% wrong: the bias's gradient | sum over all
# replace: db = dout.sum(axis=(0, 1, 2)) -> db = dout.sum(axis=(1, 2))

# %% wrong: the weights' gradient | over all images and places
# replace: dW += -> dW =

# %% wrong: the weights' gradient | over all images
# replace: dW += np.tensordot(patch, dout[:, i, j], axes=(0, 0)) -> dW += np.tensordot(patch, dout[:, i, j], axes=(0, 0)) / len(x)

# %% wrong: the images' gradient | several windows
# replace: d_padded[:, top : top + kernel, left : left + kernel] += share -> d_padded[:, top : top + kernel, left : left + kernel] = share

# %% wrong: the images' gradient | W times dout
# replace: np.tensordot(dout[:, i, j], W, axes=(1, 3)) -> np.tensordot(dout[:, i, j], W[::-1, ::-1], axes=(1, 3))

# %% wrong: with a stride | multiples of stride
# replace: top, left = i * stride, j * stride -> top, left = i, j

# %% wrong: with padding | cut the border off
# replace: (padded.shape[axis] - x.shape[axis]) // 2 -> 0

# %% wrong: with padding | as much as was added
# replace: first, second = ((padded.shape[axis] - x.shape[axis]) // 2 for axis in (1, 2)) -> dx = d_padded
# remove: dx = d_padded[:, first : first + x.shape[1], second : second + x.shape[2]]

# %% wrong: the weights' gradient | Each place adds
# only the last place counts, for the images too
# replace: dW += -> dW =
# replace: d_padded[:, top : top + kernel, left : left + kernel] += share -> d_padded[:, top : top + kernel, left : left + kernel] = share

# %% wrong: leaves its arguments unchanged | into new arrays
# insert before: return dx, dW, db -> dout *= 0

# %% wrong: leaves its arguments unchanged | into new arrays
# insert before: return dx, dW, db -> x += 1
