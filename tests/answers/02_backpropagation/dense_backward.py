# %% right: by the book
def dense_backward(dout, x, W):
    return dout @ W.T, x.T @ dout, dout.sum(axis=0)


# %% right: with einsum
import numpy as np


def dense_backward(dout, x, W):
    dx = np.einsum("bu,iu->bi", dout, W)
    dW = np.einsum("bi,bu->iu", x, dout)
    return dx, dW, np.ones(len(dout)) @ dout


# %% wrong: dx, back through the weights | which must be transposed
# replace: dout @ W.T -> W @ dout.T


# %% wrong: dx, back through the weights | x's shape
# forgot the weights
import numpy as np


def dense_backward(dout, x, W):
    return np.ones_like(x) * dout.sum(axis=1, keepdims=True), x.T @ dout, dout.sum(axis=0)


# %% wrong: dW, input times error | inputs, units
# replace: x.T @ dout -> dout.T @ x

# %% wrong: dW, input times error | SUMMED
# a second mean
# replace: return dout @ W.T, x.T @ dout, dout.sum(axis=0) -> return dout @ W.T, x.T @ dout / len(x), dout.mean(axis=0)

# %% wrong: db, one for each unit | already in dout
# replace: dout.sum -> dout.mean

# %% wrong: db, one for each unit | SUM dout
# replace: dout.sum(axis=0) -> dout


# %% wrong: leaves its arguments as they were | do not write into
def dense_backward(dout, x, W):
    result = dout @ W.T, x.T @ dout, dout.sum(axis=0)
    x[...] = result[0]
    return result


# %% wrong: built by hand
import tensorflow as tf


def dense_backward(dout, x, W):
    return (dout @ tf.transpose(W)).numpy(), x.T @ dout, dout.sum(axis=0)
