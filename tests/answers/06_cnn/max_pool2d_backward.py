import numpy as np


# %% right: window by window
def max_pool2d_backward(dout, x, size, stride):
    dx = np.zeros(x.shape)
    for i in range(dout.shape[1]):
        for j in range(dout.shape[2]):
            place = np.s_[:, i * stride : i * stride + size, j * stride : j * stride + size]
            winners = x[place] == x[place].max(axis=(1, 2), keepdims=True)
            dx[place] += winners * dout[:, i, j][:, None, None]
    return dx


# %% right: argmax, number by number
def max_pool2d_backward(dout, x, size, stride):
    dx = np.zeros_like(x)
    for n, i, j, k in np.ndindex(dout.shape):
        top, left = i * stride, j * stride
        patch = x[n, top : top + size, left : left + size, k]
        r, c = divmod(int(patch.argmax()), size)
        dx[n, top + r, left + c, k] += dout[n, i, j, k]
    return dx


# %% right: place of the window by place
def max_pool2d_backward(dout, x, size, stride):
    rows, columns = dout.shape[1:3]
    views = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(1, 2))
    largest = views[:, ::stride, ::stride].max(axis=(-2, -1))
    dx = np.zeros(x.shape)
    for r in range(size):
        for c in range(size):
            place = np.s_[:, r : r + (rows - 1) * stride + 1 : stride, c : c + (columns - 1) * stride + 1 : stride]
            dx[place] += np.where(x[place] == largest, dout, 0)
    return dx


# %% wrong: an array like x | zeros of the shape of x
# replace: return dx -> return dx[0]

# %% wrong: the winner gets it all | in full
# shared out, as average pooling does
# replace: winners * dout[:, i, j][:, None, None] -> dout[:, i, j][:, None, None] / size**2

# %% wrong: the winner gets it all | in full
# replace: winners * dout[:, i, j][:, None, None] -> winners * dout[:, i, j][:, None, None] / size**2

# %% wrong: the winner gets it all | ITS place
# to the corner of the window
# from: argmax, number by number
# replace: dx[n, top + r, left + c, k] -> dx[n, top, left, k]

# %% wrong: the winner gets it all | ITS place
# as the derivative of the number, not of which one is chosen
# replace: winners * dout[:, i, j][:, None, None] -> winners * x[place] * dout[:, i, j][:, None, None]

# %% wrong: one number wins twice | += and not =
# from: argmax, number by number
# replace: dx[n, top + r, left + c, k] += -> dx[n, top + r, left + c, k] =

# %% wrong: one number wins twice | may be the largest of several
# replace: dx[place] += winners * dout[:, i, j][:, None, None] -> dx[place] = np.where(winners, dout[:, i, j][:, None, None], dx[place])

# %% wrong: channel by channel, image by image | the two axes of the window only
# replace: x[place].max(axis=(1, 2), keepdims=True) -> x[place].max(axis=(1, 2, 3), keepdims=True)

# %% wrong: channel by channel, image by image | Each channel of each image
# replace: x[place].max(axis=(1, 2), keepdims=True) -> x[place].max(axis=(0, 1, 2), keepdims=True)

# %% wrong: size and stride may differ | begins at pixel
# replace: i * stride : i * stride + size, j * stride : j * stride + size -> i * size : i * size + size, j * size : j * size + size

# %% wrong: leaves its arguments unchanged | into a new array
# insert before: return dx -> x *= 0

# %% wrong: leaves its arguments unchanged | into a new array
# insert before: return dx -> dout *= 0
