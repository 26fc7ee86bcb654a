import numpy as np


# %% right: by the book
def softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


# %% right: through the logarithm of the sum
def softmax(z):
    z = np.asarray(z, dtype=float)
    shifted = z - z.max(-1)[..., None]
    return np.exp(shifted - np.log(np.exp(shifted).sum(-1))[..., None])


# %% right: np.apply_along_axis
def of_vector(v):
    e = np.exp(v - v.max())
    return e / e.sum()


def softmax(z):
    return np.apply_along_axis(of_vector, -1, z)


# %% right: with 32 bits
def softmax(z):
    z = np.asarray(z, dtype="float32")
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


# %% wrong: each row sums to one | last axis
# the sum over the whole array
# replace: return e / e.sum(axis=-1, keepdims=True) -> return e / e.sum()

# %% wrong: each row sums to one | last axis
# the first axis
# replace: axis=-1, keepdims=True -> axis=0

# %% wrong: large logits stay finite | more than a float
# replace: e = np.exp(z - z.max(axis=-1, keepdims=True)) -> e = np.exp(z)

# %% wrong: large logits stay finite | which number
# the mean is subtracted, and the largest logit may be far above it
# replace: z.max -> z.mean

# %% wrong: large logits stay finite | Cutting large logits off
# large logits are cut off
# replace: e = np.exp(z - z.max(axis=-1, keepdims=True)) -> e = np.exp(np.clip(z, -700, 700))

# %% wrong: each row by itself | own maximum
# one maximum for all rows
# replace: e = np.exp(z - z.max(axis=-1, keepdims=True)) -> e = np.exp(z - z.max())

# %% wrong: a vector and a stack of matrices | however many
# axis=1 works for matrices only
# replace: axis=-1 -> axis=1

# %% wrong: leaves z as it was | makes a new one
# insert before: e = np.exp(z - z.max(axis=-1, keepdims=True)) -> z -= z.max(axis=-1, keepdims=True)
# replace: e = np.exp(z - z.max(axis=-1, keepdims=True)) -> e = np.exp(z)


# %% wrong: ratios are those of the exponentials | exponentials, not the logits
# shares of the logits themselves
def softmax(z):
    z = np.abs(z) + 1e-12
    return z / z.sum(axis=-1, keepdims=True)


# %% wrong: ratios are those of the exponentials
# independent sigmoids, scaled to sum 1
def softmax(z):
    s = 1 / (1 + np.exp(-z))
    return s / s.sum(axis=-1, keepdims=True)


# %% wrong: built by hand | NumPy only
from scipy.special import softmax


# %% wrong: built by hand
# imported under another name, called through a helper
import scipy.special as sp


def helper(z):
    return sp.softmax(z, axis=-1)


def softmax(z):
    return helper(z)


# %% wrong: built by hand
# imported inside
def softmax(z):
    import importlib

    return importlib.import_module("scipy.special").softmax(z, axis=-1)


# %% wrong: each row sums to one
# a constant
def softmax(z):
    return np.array([0.7, 0.2, 0.1])


# %% wrong: each row sums to one
# nothing is returned
def softmax(z):
    np.exp(z)
