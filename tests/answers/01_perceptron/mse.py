# %% right: by the book
import numpy as np


def mse(y_true, y_pred):
    return np.mean((y_true - y_pred) ** 2)


# %% right: a sum over all entries
import numpy as np


def mse(y_true, y_pred):
    gap = np.ravel(y_pred) - np.ravel(y_true)
    return float(gap @ gap) / gap.size


# %% wrong: a mean over every entry | not by the number of rows
import numpy as np


def mse(y_true, y_pred):
    return np.sum((y_true - y_pred) ** 2) / len(y_true)


# %% wrong: squares, not absolute values | large misses
import numpy as np


def mse(y_true, y_pred):
    return np.mean(np.abs(y_true - y_pred))


# %% wrong: the worked example | mean of all the squares
# the mean is missing
import numpy as np


def mse(y_true, y_pred):
    return np.sum((y_true - y_pred) ** 2)


# %% wrong: the worked example
# the root of it
import numpy as np


def mse(y_true, y_pred):
    return np.sqrt(np.mean((y_true - y_pred) ** 2))


# %% wrong: squares, not absolute values
# the square of the mean
import numpy as np


def mse(y_true, y_pred):
    return np.mean(y_true - y_pred) ** 2


# %% wrong: a mean over every entry
# one number a row
import numpy as np


def mse(y_true, y_pred):
    return np.mean((y_true - y_pred) ** 2, axis=-1)


# %% wrong: squares, not absolute values
# learned the example by heart
def mse(y_true, y_pred):
    return 0.14 / 3


# %% wrong: 0 for a perfect prediction | no difference
# a number to be on the safe side
import numpy as np


def mse(y_true, y_pred):
    return np.mean((y_true - y_pred) ** 2) + 1e-5


# %% wrong: built by hand
from sklearn.metrics import mean_squared_error


def mse(y_true, y_pred):
    return mean_squared_error(y_true, y_pred)
