import numpy as np


# %% right: a loop
def mlp_forward(X, layers):
    for W, b in layers[:-1]:
        X = 1 / (1 + np.exp(-(X @ W + b)))
    W, b = layers[-1]
    return X @ W + b


# %% right: with a counter and a function of its own
def sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))


def mlp_forward(X, layers):
    out = np.asarray(X)
    for depth, (W, b) in enumerate(layers, start=1):
        out = np.dot(out, W) + b
        if depth < len(layers):
            out = sigmoid(out)
    return out


# %% right: a sigmoid that never overflows, with 32 bits
def squash(z):
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, small) / (1 + small)


def mlp_forward(X, layers):
    out = X.astype("float32")
    *hidden, (W_last, b_last) = layers
    for W, b in hidden:
        out = squash(out @ W.astype("float32") + b.astype("float32"))
    return out @ W_last.astype("float32") + b_last.astype("float32")


# %% wrong: the last layer stays linear | no sigmoid
def mlp_forward(X, layers):
    for W, b in layers:
        X = 1 / (1 + np.exp(-(X @ W + b)))
    return X


# %% wrong: hidden layers use the sigmoid | Without a nonlinear activation
def mlp_forward(X, layers):
    for W, b in layers:
        X = X @ W + b
    return X


# %% wrong: one layer is X W + b | add the bias
def mlp_forward(X, layers):
    for W, _ in layers[:-1]:
        X = 1 / (1 + np.exp(-(X @ W)))
    return X @ layers[-1][0]


# %% wrong: one layer is X W + b | X stands on the left
# transposed weights
def mlp_forward(X, layers):
    for W, b in layers[:-1]:
        X = 1 / (1 + np.exp(-(X @ W.T + b)))
    return X @ layers[-1][0].T + layers[-1][1]


# %% wrong: any number of layers | Loop over
# two layers only
def mlp_forward(X, layers):
    if len(layers) > 1:
        X = 1 / (1 + np.exp(-(X @ layers[0][0] + layers[0][1])))
    W, b = layers[-1] if len(layers) < 3 else layers[1]
    return X @ W + b


# %% wrong: leaves its arguments as they were | makes a new one
# the layers are used up
def mlp_forward(X, layers):
    while len(layers) > 1:
        W, b = layers.pop(0)
        X = 1 / (1 + np.exp(-(X @ W + b)))
    return X @ layers[0][0] + layers[0][1]


# %% wrong: leaves its arguments as they were | X = X + b
def mlp_forward(X, layers):
    for i, (W, b) in enumerate(layers):
        if W.shape[0] == W.shape[1]:
            X[:] = X @ W + b
        else:
            X = X @ W + b
        if i < len(layers) - 1:
            X = 1 / (1 + np.exp(-X))
    return X


# %% wrong: hidden layers use the sigmoid
# a step in place of the sigmoid
def mlp_forward(X, layers):
    for W, b in layers[:-1]:
        X = (X @ W + b > 0).astype(float)
    return X @ layers[-1][0] + layers[-1][1]
