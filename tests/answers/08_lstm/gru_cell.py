# %% right: thirds of one product
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def gru_cell(x, h, W, R, b):
    a = x @ W + b[0]
    p = h @ R + b[1]
    units = h.shape[1]
    z = sigmoid(a[:, :units] + p[:, :units])
    r = sigmoid(a[:, units : 2 * units] + p[:, units : 2 * units])
    g = np.tanh(a[:, 2 * units :] + r * p[:, 2 * units :])
    return z * h + (1 - z) * g


# %% right: six matrices
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def gru_cell(x, h, W, R, b):
    (Wz, Wr, Wg), (Rz, Rr, Rg) = np.split(W, 3, axis=1), np.split(R, 3, axis=1)
    (bz, br, bg), (cz, cr, cg) = np.split(b[0], 3), np.split(b[1], 3)
    z, r = sigmoid(x @ Wz + bz + h @ Rz + cz), sigmoid(x @ Wr + br + h @ Rr + cr)
    g = np.tanh(x @ Wg + bg + r * (h @ Rg + cg))
    return g + z * (h - g)


# %% wrong: the shape of h | the new h alone
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def gru_cell(x, h, W, R, b):
    a = x @ W + b[0]
    p = h @ R + b[1]
    units = h.shape[1]
    z = sigmoid(a[:, :units] + p[:, :units])
    r = sigmoid(a[:, units : 2 * units] + p[:, units : 2 * units])
    g = np.tanh(a[:, 2 * units :] + r * p[:, 2 * units :])
    h = z * h + (1 - z) * g
    return h, h


# %% wrong: the shape of h | A GRU has no c
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def gru_cell(x, h, W, R, b):
    a = x @ W + b[0]
    p = h @ R + b[1]
    units = h.shape[1]
    z = sigmoid(a[:, :units] + p[:, :units])
    r = sigmoid(a[:, units : 2 * units] + p[:, units : 2 * units])
    g = np.tanh(a[:, 2 * units :] + r * p[:, 2 * units :])
    return (z * h + (1 - z) * g).T


# %% wrong: z near 1 keeps the old state | z keeps, 1 − z renews
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def gru_cell(x, h, W, R, b):
    a = x @ W + b[0]
    p = h @ R + b[1]
    units = h.shape[1]
    z = sigmoid(a[:, :units] + p[:, :units])
    r = sigmoid(a[:, units : 2 * units] + p[:, units : 2 * units])
    g = np.tanh(a[:, 2 * units :] + r * p[:, 2 * units :])
    return (1 - z) * h + z * g


# %% wrong: z near 1 keeps the old state | z keeps, 1 − z renews
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def gru_cell(x, h, W, R, b):
    a = x @ W + b[0]
    p = h @ R + b[1]
    units = h.shape[1]
    z = sigmoid(a[:, :units] + p[:, :units])
    r = sigmoid(a[:, units : 2 * units] + p[:, units : 2 * units])
    g = np.tanh(a[:, 2 * units :] + r * p[:, 2 * units :])
    return z * h + g


# %% wrong: the reset gate closes the past off | The second third is r
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def gru_cell(x, h, W, R, b):
    a = x @ W + b[0]
    p = h @ R + b[1]
    units = h.shape[1]
    r = sigmoid(a[:, :units] + p[:, :units])
    z = sigmoid(a[:, units : 2 * units] + p[:, units : 2 * units])
    g = np.tanh(a[:, 2 * units :] + r * p[:, 2 * units :])
    return z * h + (1 - z) * g


# %% wrong: the reset gate closes the past off | r · u_g
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def gru_cell(x, h, W, R, b):
    a = x @ W + b[0]
    p = h @ R + b[1]
    units = h.shape[1]
    z = sigmoid(a[:, :units] + p[:, :units])
    r = sigmoid(a[:, units : 2 * units] + p[:, units : 2 * units])
    g = np.tanh(a[:, 2 * units :] + p[:, 2 * units :])
    return z * h + (1 - z) * g


# %% wrong: two biases | r multiplies b[1]'s last third
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def gru_cell(x, h, W, R, b):
    a = x @ W + b[0] + b[1]
    p = h @ R
    units = h.shape[1]
    z = sigmoid(a[:, :units] + p[:, :units])
    r = sigmoid(a[:, units : 2 * units] + p[:, units : 2 * units])
    g = np.tanh(a[:, 2 * units :] + r * p[:, 2 * units :])
    return z * h + (1 - z) * g


# %% wrong: two biases | b[1] with h R
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def gru_cell(x, h, W, R, b):
    a = x @ W + b[0]
    p = h @ R
    units = h.shape[1]
    z = sigmoid(a[:, :units] + p[:, :units])
    r = sigmoid(a[:, units : 2 * units] + p[:, units : 2 * units])
    g = np.tanh(a[:, 2 * units :] + r * p[:, 2 * units :])
    return z * h + (1 - z) * g


# %% wrong: reset after the product | not (r · h) R
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def gru_cell(x, h, W, R, b):
    a = x @ W + b[0]
    p = h @ R + b[1]
    units = h.shape[1]
    z = sigmoid(a[:, :units] + p[:, :units])
    r = sigmoid(a[:, units : 2 * units] + p[:, units : 2 * units])
    g = np.tanh(a[:, 2 * units :] + (r * h) @ R[:, 2 * units :] + b[1, 2 * units :])
    return z * h + (1 - z) * g


# %% wrong: reset after the product | not (r · h) R
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def gru_cell(x, h, W, R, b):
    a = x @ W + b[0]
    p = h @ R + b[1]
    units = h.shape[1]
    z = sigmoid(a[:, :units] + p[:, :units])
    r = sigmoid(a[:, units : 2 * units] + p[:, units : 2 * units])
    g = np.tanh(a[:, 2 * units :] + r * ((r * h) @ R[:, 2 * units :] + b[1, 2 * units :]))
    return z * h + (1 - z) * g


# %% wrong: as in Keras | z and r are sigmoids
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def gru_cell(x, h, W, R, b):
    a = x @ W + b[0]
    p = h @ R + b[1]
    units = h.shape[1]
    z = sigmoid(a[:, :units] + p[:, :units])
    r = sigmoid(a[:, units : 2 * units] + p[:, units : 2 * units])
    g = sigmoid(a[:, 2 * units :] + r * p[:, 2 * units :])
    return z * h + (1 - z) * g


# %% wrong: as in Keras | z and r are sigmoids
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def gru_cell(x, h, W, R, b):
    a = 0 * x @ W + b[0]
    p = h @ R + b[1]
    units = h.shape[1]
    z = sigmoid(a[:, :units] + p[:, :units])
    r = sigmoid(a[:, units : 2 * units] + p[:, units : 2 * units])
    g = np.tanh(a[:, 2 * units :] + r * p[:, 2 * units :])
    return z * h + (1 - z) * g


# %% wrong: leaves its arguments as they were | not h *= z
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def gru_cell(x, h, W, R, b):
    a = x @ W + b[0]
    p = h @ R + b[1]
    units = h.shape[1]
    z = sigmoid(a[:, :units] + p[:, :units])
    r = sigmoid(a[:, units : 2 * units] + p[:, units : 2 * units])
    g = np.tanh(a[:, 2 * units :] + r * p[:, 2 * units :])
    h *= z
    h += (1 - z) * g
    return h
