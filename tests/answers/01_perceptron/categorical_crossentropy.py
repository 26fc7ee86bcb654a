import numpy as np


# %% right: sum over the classes, mean over the samples
def categorical_crossentropy(y_true, y_pred):
    return np.mean(-np.sum(y_true * np.log(np.clip(y_pred, 1e-7, 1)), axis=-1))


# %% right: the probability of the true class
def categorical_crossentropy(y_true, y_pred):
    p = np.sum(np.asarray(y_true) * y_pred, axis=-1)
    return -np.log(np.maximum(p, 1e-10)).mean()


# %% wrong: a mean over the samples, not over all entries | number of classes
# replace: np.mean(-np.sum(y_true * np.log(np.clip(y_pred, 1e-7, 1)), axis=-1)) -> -np.mean(y_true * np.log(np.clip(y_pred, 1e-7, 1)))

# %% wrong: a mean over the samples, not over all entries | Sum over the classes
# no mean at all
# replace: np.mean(-np.sum(y_true * np.log(np.clip(y_pred, 1e-7, 1)), axis=-1)) -> -np.sum(y_true * np.log(np.clip(y_pred, 1e-7, 1)))

# %% wrong: finite at 0 and 1 | tiny distance above 0
# replace: np.clip(y_pred, 1e-7, 1) -> y_pred

# %% wrong: a single sample as a vector | axis=-1
# replace: axis=-1 -> axis=1


# %% wrong: the worked example | Only the true class
# the classes that did not happen are counted too
def categorical_crossentropy(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return np.mean(-np.sum(y_true * np.log(p) + (1 - y_true) * np.log(1 - p), axis=-1))


# %% wrong: the worked example | natural
# replace: np.log -> np.log2


# %% wrong: leaves its arguments as they were | out=
def categorical_crossentropy(y_true, y_pred):
    np.clip(y_pred, 1e-7, 1, out=y_pred)
    return np.mean(-np.sum(y_true * np.log(y_pred), axis=-1))


# %% wrong: built by hand
import keras


def categorical_crossentropy(y_true, y_pred):
    return keras.losses.categorical_crossentropy(y_true, y_pred).numpy().mean()
