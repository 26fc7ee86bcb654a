# %% right: chain rule
import numpy as np


def d_exp_3x2(x):
    return np.exp(3 * x**2) * 6 * x


# %% right: in steps
import numpy as np


def d_exp_3x2(x):
    inner = 3 * np.square(x)
    d_inner = np.multiply(6, x)
    return d_inner * np.exp(inner)


# %% wrong: outer times inner derivative | Two factors
import numpy as np


def d_exp_3x2(x):
    return np.exp(3 * x**2)


# %% wrong: outer times inner derivative | slope of 3x²
import numpy as np


def d_exp_3x2(x):
    return np.exp(3 * x**2) * 3 * x


# %% wrong: outer times inner derivative | AT 3x²
# the outer slope at the inner slope
import numpy as np


def d_exp_3x2(x):
    return np.exp(6 * x) * 6 * x


# %% wrong: outer times inner derivative | multiplies them
import numpy as np


def d_exp_3x2(x):
    return np.exp(3 * x**2) + 6 * x


# %% wrong: odd: the slope turns its sign with x | Keep the sign
import numpy as np


def d_exp_3x2(x):
    return np.exp(3 * x**2) * 6 * np.abs(x)


# %% wrong: elementwise for arrays | np.exp
import math


def d_exp_3x2(x):
    return 6 * x * math.exp(3 * x**2)


# %% wrong: built by hand
import numpy as np
import scipy.special


def d_exp_3x2(x):
    return np.asarray(6 * x * (scipy.special.expm1(3 * x**2) + 1))
