import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm_cell(x, h, c, W, R, b):
    z = x @ W + h @ R + b
    i, f, g, o = np.split(z, 4, axis=-1)
    new_c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    new_h = sigmoid(o) * np.tanh(new_c)
    return new_h, new_c


def lstm_forward(X, W, R, b):
    batch, steps, _ = X.shape
    units = R.shape[0]
    h, c = np.zeros((batch, units)), np.zeros((batch, units))
    H, C = np.zeros((batch, steps, units)), np.zeros((batch, steps, units))
    for t in range(steps):
        h, c = lstm_cell(X[:, t], h, c, W, R, b)
        H[:, t], C[:, t] = h, c
    return H, C


# %% right: step by step
def lstm_backward(dH, X, W, R, b):
    H, C = lstm_forward(X, W, R, b)
    dX, dW, dR, db = np.zeros_like(X), np.zeros_like(W), np.zeros_like(R), np.zeros_like(b)
    dh, dc = np.zeros_like(H[:, 0]), np.zeros_like(H[:, 0])
    zero = np.zeros_like(H[:, 0])
    for t in range(X.shape[1] - 1, -1, -1):
        h_old, c_old = (H[:, t - 1], C[:, t - 1]) if t > 0 else (zero, zero)
        i, f, g, o = np.split(X[:, t] @ W + h_old @ R + b, 4, axis=1)
        i, f, g, o = sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)
        squashed = np.tanh(C[:, t])
        dh = dh + dH[:, t]
        dc = dc + dh * o * (1 - squashed**2)
        di = dc * g * i * (1 - i)
        df = dc * c_old * f * (1 - f)
        dg = dc * i * (1 - g**2)
        do = dh * squashed * o * (1 - o)
        dz = np.concatenate([di, df, dg, do], axis=1)
        dX[:, t] = dz @ W.T
        dW += X[:, t].T @ dz
        dR += h_old.T @ dz
        db += dz.sum(axis=0)
        dh, dc = dz @ R.T, dc * f
    return dX, dW, dR, db


# %% right: all gates at once
def lstm_backward(dH, X, W, R, b):
    H, C = lstm_forward(X, W, R, b)
    H_old, C_old = (np.pad(part, ((0, 0), (1, 0), (0, 0)))[:, :-1] for part in (H, C))
    i, f, g, o = np.split(X @ W + H_old @ R + b, 4, axis=2)
    i, f, g, o = sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)
    dZ, dh, dc = np.zeros(X.shape[:2] + b.shape), 0, 0
    for t in range(X.shape[1])[::-1]:
        dh = dh + dH[:, t]
        dc = dc + dh * o[:, t] * (1 - np.tanh(C[:, t]) ** 2)
        into_c = [
            g[:, t] * i[:, t] * (1 - i[:, t]),
            C_old[:, t] * f[:, t] * (1 - f[:, t]),
            i[:, t] * (1 - g[:, t] ** 2),
        ]
        into_o = dh * np.tanh(C[:, t]) * o[:, t] * (1 - o[:, t])
        dZ[:, t] = np.concatenate([*(dc * part for part in into_c), into_o], axis=1)
        dh, dc = dZ[:, t] @ R.T, dc * f[:, t]
    dW = np.einsum("btd,btz->dz", X, dZ)
    return dZ @ W.T, dW, np.einsum("btu,btz->uz", H_old, dZ), dZ.sum(axis=(0, 1))


# %% wrong: four gradients | with the shape of what it belongs to
# replace: return dX, dW, dR, db -> return dW, dR, db, dX

# %% wrong: four gradients | with the shape of what it belongs to
# replace: db += dz.sum(axis=0) -> db = db + dz

# %% wrong: a single step | Through o and through tanh(c)
# replace: dc = dc + dh * o * (1 - squashed**2) -> dc = dc + dh * o

# %% wrong: a single step | sigmoid' = s(1 − s)
# replace: di = dc * g * i * (1 - i) -> di = dc * g

# %% wrong: a single step | Then i, f, g, o
# replace: [di, df, dg, do] -> [di, df, do, dg]

# %% wrong: a single step | tanh' = 1 − tanh²
# replace: dg = dc * i * (1 - g**2) -> dg = dc * i * g * (1 - g)

# %% wrong: along the conveyor | f · dL/dc
# replace: dh, dc = dz @ R.T, dc * f -> dh, dc = dz @ R.T, zero

# %% wrong: along the conveyor | do not cut
# replace: range(X.shape[1] - 1, -1, -1) -> range(X.shape[1] - 1, max(X.shape[1] - 4, -1), -1)

# %% wrong: along the conveyor | f · dL/dc
# replace: dh, dc = dz @ R.T, dc * f -> dh, dc = dz @ R.T, dc

# %% wrong: nothing to forget at the first step | BEFORE
# replace: df = dc * c_old * f * (1 - f) -> df = dc * C[:, t] * f * (1 - f)

# %% wrong: through h as well | dz Rᵀ
# replace: dh, dc = dz @ R.T, dc * f -> dh, dc = zero, dc * f

# %% wrong: through h as well | all four gates
# replace: dh, dc = dz @ R.T, dc * f -> dh, dc = do @ R[:, -R.shape[0] :].T, dc * f

# %% wrong: every output counts | ADDED
# replace: dh = dh + dH[:, t] -> dh = dH[:, t] if t == X.shape[1] - 1 else dh

# %% wrong: through h as well | dz Rᵀ
# replace: dh = dh + dH[:, t] -> dh = dH[:, t]

# %% wrong: the recurrent kernel | of the step BEFORE
# replace: dR += h_old.T @ dz -> dR += H[:, t].T @ dz

# %% wrong: sums over the batch | no mean
# replace: dW += X[:, t].T @ dz -> dW += X[:, t].T @ dz / len(X)
