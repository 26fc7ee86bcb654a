import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


# %% right: thirds of one product
def gru_cell(x, h, W, R, b):
    a = x @ W + b[0]
    p = h @ R + b[1]
    units = h.shape[1]
    z = sigmoid(a[:, :units] + p[:, :units])
    r = sigmoid(a[:, units : 2 * units] + p[:, units : 2 * units])
    g = np.tanh(a[:, 2 * units :] + r * p[:, 2 * units :])
    return z * h + (1 - z) * g


# %% right: six matrices
def gru_cell(x, h, W, R, b):
    (Wz, Wr, Wg), (Rz, Rr, Rg) = np.split(W, 3, axis=1), np.split(R, 3, axis=1)
    (bz, br, bg), (cz, cr, cg) = np.split(b[0], 3), np.split(b[1], 3)
    z, r = sigmoid(x @ Wz + bz + h @ Rz + cz), sigmoid(x @ Wr + br + h @ Rr + cr)
    g = np.tanh(x @ Wg + bg + r * (h @ Rg + cg))
    return g + z * (h - g)


# %% wrong: the shape of h | the new h alone
# insert before: return z * h + (1 - z) * g -> h = z * h + (1 - z) * g
# replace: return z * h + (1 - z) * g -> return h, h

# %% wrong: the shape of h | A GRU has no c
# replace: return z * h + (1 - z) * g -> return (z * h + (1 - z) * g).T

# %% wrong: z near 1 keeps the old state | z keeps, 1 − z renews
# replace: return z * h + (1 - z) * g -> return (1 - z) * h + z * g

# %% wrong: z near 1 keeps the old state | z keeps, 1 − z renews
# replace: return z * h + (1 - z) * g -> return z * h + g

# %% wrong: the reset gate closes the past off | The second third is r
# replace: z = sigmoid(a[:, :units] + p[:, :units]) -> r = sigmoid(a[:, :units] + p[:, :units])
# replace: r = sigmoid(a[:, units : 2 * units] + p[:, units : 2 * units]) -> z = sigmoid(a[:, units : 2 * units] + p[:, units : 2 * units])

# %% wrong: the reset gate closes the past off | r · u_g
# replace: g = np.tanh(a[:, 2 * units :] + r * p[:, 2 * units :]) -> g = np.tanh(a[:, 2 * units :] + p[:, 2 * units :])

# %% wrong: two biases | r multiplies b[1]'s last third
# replace: a = x @ W + b[0] -> a = x @ W + b[0] + b[1]
# replace: p = h @ R + b[1] -> p = h @ R

# %% wrong: two biases | b[1] with h R
# replace: p = h @ R + b[1] -> p = h @ R

# %% wrong: reset after the product | not (r · h) R
# replace: r * p[:, 2 * units :] -> (r * h) @ R[:, 2 * units :] + b[1, 2 * units :]

# %% wrong: reset after the product | not (r · h) R
# replace: np.tanh(a[:, 2 * units :] + r * p[:, 2 * units :]) -> np.tanh(a[:, 2 * units :] + r * ((r * h) @ R[:, 2 * units :] + b[1, 2 * units :]))

# %% wrong: the candidate is a tanh | only z and r
# replace: np.tanh -> sigmoid

# %% wrong: as in Keras | Is x W in all three
# replace: a = x @ W + b[0] -> a = 0 * x @ W + b[0]

# %% wrong: leaves its arguments as they were | not h *= z
# insert before: return z * h + (1 - z) * g -> h *= z
# insert before: return z * h + (1 - z) * g -> h += (1 - z) * g
# replace: return z * h + (1 - z) * g -> return h
