import numpy as np


# %% right: clipped on both sides
def binary_crossentropy(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


# %% right: a tiny number inside the logarithm
def binary_crossentropy(y_true, y_pred):
    tiny = 1e-7
    return np.mean(-y_true * np.log(y_pred + tiny) - (1 - y_true) * np.log(1 - y_pred + tiny))


# %% right: the probability of what happened
def binary_crossentropy(y_true, y_pred):
    p = np.where(y_true == 1, y_pred, 1 - y_pred)
    return float(np.mean(-np.log(np.maximum(p, 1e-7))))


# %% wrong: finite at 0 and 1 | log 0
def binary_crossentropy(y_true, y_pred):
    return -np.mean(y_true * np.log(y_pred) + (1 - y_true) * np.log(1 - y_pred))


# %% wrong: counts both classes | second term
def binary_crossentropy(y_true, y_pred):
    return -np.mean(y_true * np.log(np.clip(y_pred, 1e-7, 1)))


# %% wrong: log 2 for a coin toss | minus sign
# replace: -np.mean -> np.mean

# %% wrong: log 2 for a coin toss | natural logarithm
# replace: np.log -> np.log10

# %% wrong: a mean over the samples | number of samples
# replace: np.mean -> np.sum

# %% right: with 32 bits
def binary_crossentropy(y_true, y_pred):
    y, p = y_true.astype("float32"), np.clip(y_pred.astype("float32"), 1e-7, 1 - 1e-7)
    return -np.mean(np.where(y == 1, np.log(p), np.log1p(-p)))


# %% wrong: finite at 0 and 1 | on both sides
# clipped far too much
# replace: p = np.clip(y_pred, 1e-7, 1 - 1e-7) -> p = np.clip(y_pred, 0.01, 0.99)


# %% wrong: keeps predictions within 1e-7 and 1 − 1e-7 | The statement says it
# finite, but the loss of a certain mistake is 690
# from: the probability of what happened
# replace: 1e-7 -> 1e-300

# %% wrong: keeps predictions within 1e-7 and 1 − 1e-7 | log of that
# replace: np.clip(y_pred, 1e-7, 1 - 1e-7) -> np.clip(y_pred, 1e-6, 1 - 1e-6)


# %% wrong: keeps predictions within 1e-7 and 1 − 1e-7
# nan swept under the carpet
def binary_crossentropy(y_true, y_pred):
    terms = y_true * np.log(y_pred) + (1 - y_true) * np.log(1 - y_pred)
    return -np.mean(np.nan_to_num(terms, neginf=0.0))


# %% wrong: leaves its arguments as they were | out=
def binary_crossentropy(y_true, y_pred):
    np.clip(y_pred, 1e-7, 1 - 1e-7, out=y_pred)
    return -np.mean(y_true * np.log(y_pred) + (1 - y_true) * np.log(1 - y_pred))


# %% wrong: built by hand
from sklearn.metrics import log_loss


def binary_crossentropy(y_true, y_pred):
    return log_loss(y_true, y_pred, labels=[0, 1])
