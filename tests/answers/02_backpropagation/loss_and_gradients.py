# %% right: by the book
import numpy as np


def loss_and_gradients(params, X, y):
    W1, b1, W2, b2 = params["W1"], params["b1"], params["W2"], params["b2"]
    hidden = 1 / (1 + np.exp(-(X @ W1 + b1)))
    e = np.exp(hidden @ W2 + b2)
    p = e / e.sum(axis=1, keepdims=True)
    loss = -np.mean(np.sum(y * np.log(p), axis=1))
    dz2 = (p - y) / len(X)
    dz1 = dz2 @ W2.T * hidden * (1 - hidden)
    return loss, {"W1": X.T @ dz1, "b1": dz1.sum(axis=0), "W2": hidden.T @ dz2, "b2": dz2.sum(axis=0)}


# %% right: sample by sample
import math

import numpy as np


def loss_and_gradients(params, X, y):
    gradients = {name: np.zeros(value.shape) for name, value in params.items()}
    loss = 0.0
    for x, target in zip(X, y):
        hidden = np.array([1 / (1 + math.exp(-s)) for s in x @ params["W1"] + params["b1"]])
        z = hidden @ params["W2"] + params["b2"]
        p = np.exp(z - z.max()) / np.exp(z - z.max()).sum()
        loss -= math.log(p[target.argmax()]) / len(X)
        error = (p - target) / len(X)
        back = (params["W2"] @ error) * hidden * (1 - hidden)
        gradients["W2"] += np.outer(hidden, error)
        gradients["b2"] += error
        gradients["W1"] += np.outer(x, back)
        gradients["b1"] += back
    return loss, gradients


# %% wrong: the loss | mean over the samples
# replace: loss = -np.mean(np.sum(y * np.log(p), axis=1)) -> loss = -np.sum(y * np.log(p))

# %% wrong: the loss | dense, sigmoid, dense, softmax
# replace: hidden = 1 / (1 + np.exp(-(X @ W1 + b1))) -> hidden = np.tanh(X @ W1 + b1)

# %% wrong: the gradient of W1 | slope h · (1 − h)
# replace: dz1 = dz2 @ W2.T * hidden * (1 - hidden) -> dz1 = dz2 @ W2.T

# %% wrong: the gradient of b1 | sigmoid's slope
# replace: dz1.sum -> (dz2 @ W2.T).sum

# %% wrong: the gradient of b1 | summed over the batch
# replace: dz1.sum -> dz1.mean

# %% wrong: the gradient of W2 | HIDDEN
# replace: hidden.T -> 1 / (1 + np.exp(-hidden)).T

# %% wrong: the gradient of W2
# replace: dz2 = (p - y) / len(X) -> dz2 = p - y

# %% wrong: the gradient of b2 | Sum the gradient
# replace: dz2.sum -> dz2.mean

# %% wrong: leaves the parameters as they were | gradients only
# replace: return loss, -> grads =
# insert after: grads = -> return loss, grads
# insert before: return loss, grads -> for name in params:
# insert before: return loss, grads ->     params[name] -= 0.1 * grads[name]

# %% wrong: built by hand
# insert after: import numpy as np -> import scipy.special
# replace: 1 / (1 + np.exp(-(X @ W1 + b1))) -> scipy.special.expit(X @ W1 + b1)
