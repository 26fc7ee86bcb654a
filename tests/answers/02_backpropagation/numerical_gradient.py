import numpy as np


# %% right: a step array
def numerical_gradient(f, x):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[index] = 1e-5
        gradient[index] = (f(x + step) - f(x - step)) / 2e-5
    return gradient


# %% right: flat copies
def numerical_gradient(f, x):
    flat = np.array(x, dtype=float).ravel()
    slopes = []
    for i in range(flat.size):
        right, left = flat.copy(), flat.copy()
        right[i] += 1e-5
        left[i] -= 1e-5
        slopes.append((f(right.reshape(x.shape)) - f(left.reshape(x.shape))) / 2e-5)
    return np.array(slopes).reshape(x.shape)


# %% wrong: one partial derivative for each entry | ONE entry
# all entries move together
def numerical_gradient(f, x):
    return np.full(x.shape, (f(x + 1e-5) - f(x - 1e-5)) / 2e-5)


# %% wrong: one partial derivative for each entry | put it back
# the entry is not put back after the left step
def numerical_gradient(f, x):
    x, h = x.astype(float), 0.01
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        x[index] += h
        right = f(x)
        x[index] -= 2 * h
        gradient[index] = (right - f(x)) / (2 * h)
    return gradient


# %% wrong: any shape | np.ndindex
# replace: for index in np.ndindex(x.shape): -> for i in range(len(x)):
# replace: [index] -> [i]

# %% wrong: central differences | one-sided
# replace: gradient[index] = (f(x + step) - f(x - step)) / 2e-5 -> gradient[index] = (f(x + step) - f(x)) / 1e-5

# %% wrong: whole numbers too | array of integers
# insert before: step = np.zeros(x.shape) -> right, left = x.copy(), x.copy()
# replace: step = np.zeros(x.shape) -> right[index] += 1e-5
# replace: step[index] = 1e-5 -> left[index] -= 1e-5
# replace: f(x + step) - f(x - step) -> f(right) - f(left)


# %% wrong: a step of 1e-5 | fixed here
# replace: 1e-5 -> 1e-6
# replace: 2e-5 -> 2e-6

# %% wrong: leaves x as it was | exactly
# + h, − 2h, + h does not always come back to the same float
def numerical_gradient(f, x):
    if x.dtype != float:
        x = x.astype(float)
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        x[index] += 1e-5
        right = f(x)
        x[index] -= 2e-5
        left = f(x)
        x[index] += 1.0000001e-5
        gradient[index] = (right - left) / 2e-5
    return gradient


# %% wrong: built by hand
from scipy.optimize import approx_fprime


def numerical_gradient(f, x):
    return approx_fprime(x.ravel(), lambda v: f(v.reshape(x.shape))).reshape(x.shape)
