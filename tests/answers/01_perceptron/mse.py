import numpy as np


# %% right: by the book
def mse(y_true, y_pred):
    return np.mean((y_true - y_pred) ** 2)


# %% right: a sum over all entries
def mse(y_true, y_pred):
    gap = np.ravel(y_pred) - np.ravel(y_true)
    return float(gap @ gap) / gap.size


# %% right: with 32 bits
def mse(y_true, y_pred):
    return np.square(np.asarray(y_true, "float32") - np.asarray(y_pred, "float32")).mean()


# %% wrong: a mean over every entry | not by the number of rows
# replace: np.mean((y_true - y_pred) ** 2) -> np.sum((y_true - y_pred) ** 2) / len(y_true)

# %% wrong: squares, not absolute values | large misses
# replace: return np.mean((y_true - y_pred) ** 2) -> return np.mean(np.abs(y_true - y_pred))

# %% wrong: the worked example | mean of all the squares
# the mean is missing
# replace: np.mean -> np.sum

# %% wrong: squares, not absolute values | far more
# the root of it
# replace: np.mean((y_true - y_pred) ** 2) -> np.sqrt(np.mean((y_true - y_pred) ** 2))

# %% wrong: the worked example | Square each difference
# the square of the mean
# replace: return np.mean((y_true - y_pred) ** 2) -> return np.mean(y_true - y_pred) ** 2

# %% wrong: a mean over every entry
# one number a row
# replace: (y_true - y_pred) ** 2 -> (y_true - y_pred) ** 2, axis=-1

# %% wrong: squares, not absolute values
# learned the example by heart
# replace: return np.mean((y_true - y_pred) ** 2) -> return 0.14 / 3

# %% wrong: 0 for a perfect prediction | no difference
# a number to be on the safe side
# replace: return np.mean((y_true - y_pred) ** 2) -> return np.mean((y_true - y_pred) ** 2) + 2e-7


# %% wrong: built by hand
from sklearn.metrics import mean_squared_error


def mse(y_true, y_pred):
    return mean_squared_error(y_true, y_pred)
