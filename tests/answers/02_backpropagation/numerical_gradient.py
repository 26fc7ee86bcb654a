# %% right: a step array
import numpy as np


def numerical_gradient(f, x):
    h, gradient = 1e-5, np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[index] = h
        gradient[index] = (f(x + step) - f(x - step)) / (2 * h)
    return gradient


# %% right: flat copies
import numpy as np


def numerical_gradient(f, x):
    flat = np.array(x, dtype=float).ravel()
    slopes = []
    for i in range(flat.size):
        right, left = flat.copy(), flat.copy()
        right[i] += 1e-5
        left[i] -= 1e-5
        slopes.append((f(right.reshape(x.shape)) - f(left.reshape(x.shape))) / 2e-5)
    return np.array(slopes).reshape(x.shape)


# %% wrong: one partial derivative an entry | ONE entry
# all entries move together
import numpy as np


def numerical_gradient(f, x):
    return np.full(x.shape, (f(x + 1e-5) - f(x - 1e-5)) / 2e-5)


# %% wrong: one partial derivative an entry | put it back
# the entry is not put back after the left step
import numpy as np


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
import numpy as np


def numerical_gradient(f, x):
    gradient = np.zeros(x.shape)
    for i in range(len(x)):
        step = np.zeros(x.shape)
        step[i] = 1e-5
        gradient[i] = (f(x + step) - f(x - step)) / 2e-5
    return gradient


# %% wrong: central differences | one-sided
import numpy as np


def numerical_gradient(f, x):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[index] = 1e-5
        gradient[index] = (f(x + step) - f(x)) / 1e-5
    return gradient


# %% wrong: whole numbers too | array of integers
import numpy as np


def numerical_gradient(f, x):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        right, left = x.copy(), x.copy()
        right[index] += 1e-5
        left[index] -= 1e-5
        gradient[index] = (f(right) - f(left)) / 2e-5
    return gradient


# %% wrong: leaves x as it was | exactly
# + h, − 2h, + h does not always come back to the same float
import numpy as np


def numerical_gradient(f, x):
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
