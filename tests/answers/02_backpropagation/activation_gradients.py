import numpy as np


# %% right: by the table
def sigmoid_gradient(x):
    s = 1 / (1 + np.exp(-x))
    return s * (1 - s)


def tanh_gradient(x):
    return 1 - np.tanh(x) ** 2


def relu_gradient(x):
    return np.where(x > 0, 1.0, 0.0)


def leaky_relu_gradient(x):
    return np.where(x > 0, 1.0, 0.01)


def elu_gradient(x):
    return np.where(x > 0, 1.0, np.exp(x))


# %% right: other forms
def sigmoid_gradient(x):
    e = np.exp(-np.abs(x))
    return e / (1 + e) ** 2


def tanh_gradient(x):
    return 1 / np.cosh(x) ** 2


def relu_gradient(x):
    return (x > 0).astype(float)


def leaky_relu_gradient(x):
    slope = np.full(x.shape, 0.01)
    slope[x > 0] = 1
    return slope


def elu_gradient(x):
    return np.exp(np.minimum(x, 0))


# %% wrong: sigmoid: between 0 and ¼ | not x itself
# remove: s = 1 / (1 + np.exp(-x))
# replace: return s * (1 - s) -> return x * (1 - x)

# %% wrong: sigmoid: between 0 and ¼ | largest
# remove: s = 1 / (1 + np.exp(-x))
# replace: return s * (1 - s) -> return 1 / (1 + np.exp(-x))

# %% wrong: tanh: between 0 and 1 | SQUARE
# replace: return 1 - np.tanh(x) ** 2 -> return 1 - np.tanh(x)

# %% wrong: tanh: between 0 and 1 | Start from 1
# replace: return 1 - np.tanh(x) ** 2 -> return 1 - x**2

# %% wrong: ReLU: 0 or 1 | not the output
# replace: return np.where(x > 0, 1.0, 0.0) -> return np.maximum(x, 0)

# %% wrong: ReLU: 0 or 1 | at 0 too
# replace: return np.where(x > 0, 1.0, 0.0) -> return np.where(x >= 0, 1.0, 0.0)

# %% wrong: leaky ReLU: 0.01 or 1 | not 0.01·x
# replace: return np.where(x > 0, 1.0, 0.01) -> return np.where(x > 0, 1.0, 0.01 * x)

# %% wrong: leaky ReLU: 0.01 or 1 | not 0,
# replace: return np.where(x > 0, 1.0, 0.01) -> return np.where(x > 0, 1.0, 0.0)

# %% wrong: ELU: exp(x) or 1 | differentiate
# replace: return np.where(x > 0, 1.0, np.exp(x)) -> return np.where(x > 0, 1.0, np.exp(x) - 1)

# %% wrong: any shape | Do not loop
# replace: return np.where(x > 0, 1.0, 0.0) -> return np.array([np.where(row > 0, 1.0, 0.0) for row in x])

# %% wrong: leave x as it was | np.where
# insert before: return np.where(x > 0, 1.0, 0.0) -> x[x > 0] = 1
# insert before: return np.where(x > 0, 1.0, 0.0) -> x[x < 0] = 0
# replace: return np.where(x > 0, 1.0, 0.0) -> return x

# %% wrong: built by hand
# insert after: import numpy as np -> import scipy.special
# replace: s = 1 / (1 + np.exp(-x)) -> return scipy.special.expit(x) * (1 - scipy.special.expit(x))
# remove: return s * (1 - s)
