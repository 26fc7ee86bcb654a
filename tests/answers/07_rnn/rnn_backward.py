import numpy as np


# %% right: step by step
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
def rnn_backward(dH, X, H, U, W):
    alphas, later = np.empty(H.shape), 0
    for t in range(X.shape[1] - 1, -1, -1):
        alphas[:, t] = (dH[:, t] + later) * (1 - H[:, t]) * (1 + H[:, t])
        later = alphas[:, t] @ W.T
    before = np.concatenate([np.zeros_like(H[:, :1]), H[:, :-1]], axis=1)
    dU, dW = np.einsum("btf,btu->fu", X, alphas), np.einsum("btv,btu->vu", before, alphas)
    return [alphas @ U.T, dU, dW, alphas.sum(axis=(0, 1))]


# %% wrong: shapes of what they belong to | dX as X
# replace: return dX, dU, dW, db -> return dX[:, 0], dU.T, dW, db

# %% wrong: one step | 1 − h²
# replace: alpha = (dH[:, t] + later) * (1 - H[:, t] ** 2) -> alpha = (dH[:, t] + later)

# %% wrong: one step | sum over the batch
# replace: db += alpha.sum(axis=0) -> db += alpha.mean(axis=0)

# %% wrong: back to the first step | to the first
# remove: later = alpha @ W.T

# %% wrong: back to the first step | hand the gradient on
# replace: for t in reversed(range(X.shape[1])): -> for t in [X.shape[1] - 1]:

# %% wrong: back to the first step | through W
# replace: later = alpha @ W.T -> later = alpha @ W

# %% wrong: shared weights: a sum over all steps | do not overwrite
# replace: dU += X[:, t].T @ alpha -> dU = X[:, t].T @ alpha

# %% wrong: shared weights: a sum over all steps | ADD
# replace: dW += before.T @ alpha -> dW = before.T @ alpha

# %% wrong: losses at every step | straight from the loss
# replace: (dH[:, t] + later) -> ((dH[:, t] if t == X.shape[1] - 1 else 0) + later)

# %% wrong: the state BEFORE goes with W | zeros at t = 0
# replace: before = H[:, t - 1] if t > 0 else np.zeros_like(alpha) -> before = H[:, t - 1]

# %% wrong: the state BEFORE goes with W | the state before
# replace: before = H[:, t - 1] if t > 0 else np.zeros_like(alpha) -> before = H[:, t]

# %% wrong: one step | already after tanh
# replace: H[:, t] -> np.tanh(H[:, t])

# %% wrong: leaves its arguments as they were | Copy dH
# insert before: alpha = (dH[:, t] + later) * (1 - H[:, t] ** 2) -> dH[:, t] += later
# replace: (dH[:, t] + later) -> dH[:, t]
