import numpy as np


# %% right: cell by cell
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


# %% right: the inputs' product at once
def lstm_forward(X, W, R, b):
    projected = np.swapaxes(X @ W + b, 0, 1)
    h = c = np.zeros((X.shape[0], R.shape[0]))
    H, C = [], []
    for z in projected:
        i, f, g, o = np.split(z + h @ R, 4, axis=1)
        i, f, o = (1 / (1 + np.exp(-gate)) for gate in (i, f, o))
        c = f * c + i * np.tanh(g)
        h = o * np.tanh(c)
        H.append(h)
        C.append(c)
    return np.stack(H, axis=1), np.stack(C, axis=1)


# %% wrong: H and C | batch first
# replace: return H, C -> return H.transpose(1, 0, 2), C.transpose(1, 0, 2)

# %% wrong: H and C | (batch, timesteps, units)
# replace: return H, C -> return h, c

# %% wrong: starts from zeros | h and c are zero
# replace: np.zeros((batch, units)) -> np.ones((batch, units))


# %% wrong: each sequence for itself | one row for each sequence
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm_cell(x, h, c, W, R, b):
    z = x @ W + h @ R + b
    i, f, g, o = np.split(z, 4, axis=-1)
    new_c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    new_h = sigmoid(o) * np.tanh(new_c)
    return new_h, new_c


def lstm_forward(X, W, R, b):
    h = c = np.zeros((1, len(R)))
    H, C = np.zeros((*X.shape[:2], len(R))), np.zeros((*X.shape[:2], len(R)))
    for k in range(X.shape[0]):
        for t in range(X.shape[1]):
            h, c = lstm_cell(X[k, t][None], h, c, W, R, b)
            H[k, t], C[k, t] = h[0], c[0]
    return H, C


# %% wrong: each sequence for itself | for each call
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm_cell(x, h, c, W, R, b):
    z = x @ W + h @ R + b
    i, f, g, o = np.split(z, 4, axis=-1)
    new_c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    new_h = sigmoid(o) * np.tanh(new_c)
    return new_h, new_c


state = {}


def lstm_forward(X, W, R, b):
    h, c = state.get(X.shape, (np.zeros((len(X), len(R))), np.zeros((len(X), len(R)))))
    H, C = [], []
    for t in range(X.shape[1]):
        h, c = lstm_cell(X[:, t], h, c, W, R, b)
        H.append(h)
        C.append(c)
    state[X.shape] = h, c
    return np.stack(H, axis=1), np.stack(C, axis=1)


# %% wrong: time moves forward | Step t reads X[:, t]
# replace: for t in range(steps): -> for t in reversed(range(steps)):


# %% wrong: each sequence for itself | one row for each sequence
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm_cell(x, h, c, W, R, b):
    z = x @ W + h @ R + b
    i, f, g, o = np.split(z, 4, axis=-1)
    new_c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    new_h = sigmoid(o) * np.tanh(new_c)
    return new_h, new_c


def lstm_forward(X, W, R, b):
    h = c = np.zeros((X.shape[1], len(R)))
    H, C = [], []
    for k in range(X.shape[0]):
        h, c = lstm_cell(X[k], h, c, W, R, b)
        H.append(h)
        C.append(c)
    return np.stack(H), np.stack(C)


# %% wrong: as in Keras | Hand the NEW h and c on
# replace: h, c = lstm_cell -> H[:, t], C[:, t] = lstm_cell
# replace: H[:, t], C[:, t] = h, c -> c = C[:, t]

# %% wrong: as in Keras | both of them
# insert after: H[:, t], C[:, t] = h, c -> h, c = c, h

# %% wrong: the memory too | after step t
# replace: return H, C -> return H, np.tanh(C)

# %% wrong: the memory too | after step t
# insert before: h, c = lstm_cell(X[:, t], h, c, W, R, b) -> C[:, t] = c
# replace: H[:, t], C[:, t] = h, c -> H[:, t] = h
