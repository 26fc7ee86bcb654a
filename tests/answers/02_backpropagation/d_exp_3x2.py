import numpy as np


# %% right: chain rule
def d_exp_3x2(x):
    return np.exp(3 * x**2) * 6 * x


# %% right: in steps
def d_exp_3x2(x):
    inner = 3 * np.square(x)
    d_inner = np.multiply(6, x)
    return d_inner * np.exp(inner)


# %% wrong: outer times inner derivative | Two factors
# replace: return np.exp(3 * x**2) * 6 * x -> return np.exp(3 * x**2)

# %% wrong: outer times inner derivative | slope of 3x²
# replace: return np.exp(3 * x**2) * 6 * x -> return np.exp(3 * x**2) * 3 * x

# %% wrong: outer times inner derivative | AT 3x²
# the outer slope at the inner slope
# replace: 3 * x**2 -> 6 * x

# %% wrong: outer times inner derivative | multiplies them
# replace: return np.exp(3 * x**2) * 6 * x -> return np.exp(3 * x**2) + 6 * x

# %% wrong: odd: the slope turns its sign with x | Keep the sign
# replace: return np.exp(3 * x**2) * 6 * x -> return np.exp(3 * x**2) * 6 * np.abs(x)


# %% wrong: elementwise for arrays | np.exp
import math


def d_exp_3x2(x):
    return 6 * x * math.exp(3 * x**2)


# %% wrong: from the rules: as many digits as floats carry | that is a difference
def d_exp_3x2(x):
    return (np.exp(3 * (x + 1e-5) ** 2) - np.exp(3 * (x - 1e-5) ** 2)) / 2e-5


# %% wrong: from the rules: as many digits as floats carry | first digits
# a difference of five points
def d_exp_3x2(x):
    def f(x):
        return np.exp(3 * x**2)

    h = 1e-4
    return (8 * (f(x + h) - f(x - h)) - (f(x + 2 * h) - f(x - 2 * h))) / (12 * h)


# %% wrong: built by hand
import scipy.special


def d_exp_3x2(x):
    return np.asarray(6 * x * (scipy.special.expm1(3 * x**2) + 1))
