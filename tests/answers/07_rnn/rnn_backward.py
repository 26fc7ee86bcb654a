# %% right: step by step
import numpy as np


def rnn_backward(dH, X, H, U, W):
    dX, dU, dW, db = np.zeros(X.shape), np.zeros(U.shape), np.zeros(W.shape), np.zeros(len(W))
    later = np.zeros_like(H[:, 0])
    for t in reversed(range(X.shape[1])):
        alpha = (dH[:, t] + later) * (1 - H[:, t] ** 2)
        before = H[:, t - 1] if t > 0 else np.zeros_like(alpha)
        dU += X[:, t].T @ alpha
        dW += before.T @ alpha
        db += alpha.sum(axis=0)
        dX[:, t] = alpha @ U.T
        later = alpha @ W.T
    return dX, dU, dW, db


# %% right: all alphas, then sums
import numpy as np


def rnn_backward(dH, X, H, U, W):
    alphas, later = np.empty(H.shape), 0
    for t in range(X.shape[1] - 1, -1, -1):
        alphas[:, t] = (dH[:, t] + later) * (1 - H[:, t]) * (1 + H[:, t])
        later = alphas[:, t] @ W.T
    before = np.concatenate([np.zeros_like(H[:, :1]), H[:, :-1]], axis=1)
    dU, dW = np.einsum("btf,btu->fu", X, alphas), np.einsum("btv,btu->vu", before, alphas)
    return [alphas @ U.T, dU, dW, alphas.sum(axis=(0, 1))]


# %% wrong: shapes of what they belong to | dX as X
import numpy as np


def rnn_backward(dH, X, H, U, W):
    dX, dU, dW, db = np.zeros(X.shape), np.zeros(U.shape), np.zeros(W.shape), np.zeros(len(W))
    later = np.zeros_like(H[:, 0])
    for t in reversed(range(X.shape[1])):
        alpha = (dH[:, t] + later) * (1 - H[:, t] ** 2)
        before = H[:, t - 1] if t > 0 else np.zeros_like(alpha)
        dU += X[:, t].T @ alpha
        dW += before.T @ alpha
        db += alpha.sum(axis=0)
        dX[:, t] = alpha @ U.T
        later = alpha @ W.T
    return dX[:, 0], dU.T, dW, db


# %% wrong: one step | 1 − h²
import numpy as np


def rnn_backward(dH, X, H, U, W):
    dX, dU, dW, db = np.zeros(X.shape), np.zeros(U.shape), np.zeros(W.shape), np.zeros(len(W))
    later = np.zeros_like(H[:, 0])
    for t in reversed(range(X.shape[1])):
        alpha = (dH[:, t] + later)
        before = H[:, t - 1] if t > 0 else np.zeros_like(alpha)
        dU += X[:, t].T @ alpha
        dW += before.T @ alpha
        db += alpha.sum(axis=0)
        dX[:, t] = alpha @ U.T
        later = alpha @ W.T
    return dX, dU, dW, db


# %% wrong: one step | sum over the batch
import numpy as np


def rnn_backward(dH, X, H, U, W):
    dX, dU, dW, db = np.zeros(X.shape), np.zeros(U.shape), np.zeros(W.shape), np.zeros(len(W))
    later = np.zeros_like(H[:, 0])
    for t in reversed(range(X.shape[1])):
        alpha = (dH[:, t] + later) * (1 - H[:, t] ** 2)
        before = H[:, t - 1] if t > 0 else np.zeros_like(alpha)
        dU += X[:, t].T @ alpha
        dW += before.T @ alpha
        db += alpha.mean(axis=0)
        dX[:, t] = alpha @ U.T
        later = alpha @ W.T
    return dX, dU, dW, db


# %% wrong: back to the first step | to the first
import numpy as np


def rnn_backward(dH, X, H, U, W):
    dX, dU, dW, db = np.zeros(X.shape), np.zeros(U.shape), np.zeros(W.shape), np.zeros(len(W))
    later = np.zeros_like(H[:, 0])
    for t in reversed(range(X.shape[1])):
        alpha = (dH[:, t] + later) * (1 - H[:, t] ** 2)
        before = H[:, t - 1] if t > 0 else np.zeros_like(alpha)
        dU += X[:, t].T @ alpha
        dW += before.T @ alpha
        db += alpha.sum(axis=0)
        dX[:, t] = alpha @ U.T
    return dX, dU, dW, db


# %% wrong: back to the first step | hand the gradient on
import numpy as np


def rnn_backward(dH, X, H, U, W):
    dX, dU, dW, db = np.zeros(X.shape), np.zeros(U.shape), np.zeros(W.shape), np.zeros(len(W))
    later = np.zeros_like(H[:, 0])
    for t in [X.shape[1] - 1]:
        alpha = (dH[:, t] + later) * (1 - H[:, t] ** 2)
        before = H[:, t - 1] if t > 0 else np.zeros_like(alpha)
        dU += X[:, t].T @ alpha
        dW += before.T @ alpha
        db += alpha.sum(axis=0)
        dX[:, t] = alpha @ U.T
        later = alpha @ W.T
    return dX, dU, dW, db


# %% wrong: back to the first step | through W
import numpy as np


def rnn_backward(dH, X, H, U, W):
    dX, dU, dW, db = np.zeros(X.shape), np.zeros(U.shape), np.zeros(W.shape), np.zeros(len(W))
    later = np.zeros_like(H[:, 0])
    for t in reversed(range(X.shape[1])):
        alpha = (dH[:, t] + later) * (1 - H[:, t] ** 2)
        before = H[:, t - 1] if t > 0 else np.zeros_like(alpha)
        dU += X[:, t].T @ alpha
        dW += before.T @ alpha
        db += alpha.sum(axis=0)
        dX[:, t] = alpha @ U.T
        later = alpha @ W
    return dX, dU, dW, db


# %% wrong: shared weights: a sum over all steps | do not overwrite
import numpy as np


def rnn_backward(dH, X, H, U, W):
    dX, dU, dW, db = np.zeros(X.shape), np.zeros(U.shape), np.zeros(W.shape), np.zeros(len(W))
    later = np.zeros_like(H[:, 0])
    for t in reversed(range(X.shape[1])):
        alpha = (dH[:, t] + later) * (1 - H[:, t] ** 2)
        before = H[:, t - 1] if t > 0 else np.zeros_like(alpha)
        dU = X[:, t].T @ alpha
        dW += before.T @ alpha
        db += alpha.sum(axis=0)
        dX[:, t] = alpha @ U.T
        later = alpha @ W.T
    return dX, dU, dW, db


# %% wrong: shared weights: a sum over all steps | ADD
import numpy as np


def rnn_backward(dH, X, H, U, W):
    dX, dU, dW, db = np.zeros(X.shape), np.zeros(U.shape), np.zeros(W.shape), np.zeros(len(W))
    later = np.zeros_like(H[:, 0])
    for t in reversed(range(X.shape[1])):
        alpha = (dH[:, t] + later) * (1 - H[:, t] ** 2)
        before = H[:, t - 1] if t > 0 else np.zeros_like(alpha)
        dU += X[:, t].T @ alpha
        dW = before.T @ alpha
        db += alpha.sum(axis=0)
        dX[:, t] = alpha @ U.T
        later = alpha @ W.T
    return dX, dU, dW, db


# %% wrong: losses at every step | straight from the loss
import numpy as np


def rnn_backward(dH, X, H, U, W):
    dX, dU, dW, db = np.zeros(X.shape), np.zeros(U.shape), np.zeros(W.shape), np.zeros(len(W))
    later = np.zeros_like(H[:, 0])
    for t in reversed(range(X.shape[1])):
        alpha = ((dH[:, t] if t == X.shape[1] - 1 else 0) + later) * (1 - H[:, t] ** 2)
        before = H[:, t - 1] if t > 0 else np.zeros_like(alpha)
        dU += X[:, t].T @ alpha
        dW += before.T @ alpha
        db += alpha.sum(axis=0)
        dX[:, t] = alpha @ U.T
        later = alpha @ W.T
    return dX, dU, dW, db


# %% wrong: the state BEFORE goes with W | zeros at t = 0
import numpy as np


def rnn_backward(dH, X, H, U, W):
    dX, dU, dW, db = np.zeros(X.shape), np.zeros(U.shape), np.zeros(W.shape), np.zeros(len(W))
    later = np.zeros_like(H[:, 0])
    for t in reversed(range(X.shape[1])):
        alpha = (dH[:, t] + later) * (1 - H[:, t] ** 2)
        before = H[:, t - 1]
        dU += X[:, t].T @ alpha
        dW += before.T @ alpha
        db += alpha.sum(axis=0)
        dX[:, t] = alpha @ U.T
        later = alpha @ W.T
    return dX, dU, dW, db


# %% wrong: the state BEFORE goes with W | the state before
import numpy as np


def rnn_backward(dH, X, H, U, W):
    dX, dU, dW, db = np.zeros(X.shape), np.zeros(U.shape), np.zeros(W.shape), np.zeros(len(W))
    later = np.zeros_like(H[:, 0])
    for t in reversed(range(X.shape[1])):
        alpha = (dH[:, t] + later) * (1 - H[:, t] ** 2)
        before = H[:, t]
        dU += X[:, t].T @ alpha
        dW += before.T @ alpha
        db += alpha.sum(axis=0)
        dX[:, t] = alpha @ U.T
        later = alpha @ W.T
    return dX, dU, dW, db


# %% wrong: equal to Keras | from which step on
import numpy as np


def rnn_backward(dH, X, H, U, W):
    dX, dU, dW, db = np.zeros(X.shape), np.zeros(U.shape), np.zeros(W.shape), np.zeros(len(W))
    later = np.zeros_like(H[:, 0])
    for t in reversed(range(X.shape[1])):
        alpha = (dH[:, t] + later) * (1 - np.tanh(H[:, t]) ** 2)
        before = H[:, t - 1] if t > 0 else np.zeros_like(alpha)
        dU += X[:, t].T @ alpha
        dW += before.T @ alpha
        db += alpha.sum(axis=0)
        dX[:, t] = alpha @ U.T
        later = alpha @ W.T
    return dX, dU, dW, db


# %% wrong: leaves its arguments as they were | Copy dH
import numpy as np


def rnn_backward(dH, X, H, U, W):
    dX, dU, dW, db = np.zeros(X.shape), np.zeros(U.shape), np.zeros(W.shape), np.zeros(len(W))
    later = np.zeros_like(H[:, 0])
    for t in reversed(range(X.shape[1])):
        dH[:, t] += later
        alpha = dH[:, t] * (1 - H[:, t] ** 2)
        before = H[:, t - 1] if t > 0 else np.zeros_like(alpha)
        dU += X[:, t].T @ alpha
        dW += before.T @ alpha
        db += alpha.sum(axis=0)
        dX[:, t] = alpha @ U.T
        later = alpha @ W.T
    return dX, dU, dW, db
