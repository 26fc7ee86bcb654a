import numpy as np


# %% right: sum over the classes, mean over the samples
def categorical_crossentropy(y_true, y_pred):
    return np.mean(-np.sum(y_true * np.log(np.clip(y_pred, 1e-7, 1)), axis=-1))


# %% right: the probability of the true class
def categorical_crossentropy(y_true, y_pred):
    p = np.sum(np.asarray(y_true) * y_pred, axis=-1)
    return -np.log(np.maximum(p, 1e-7)).mean()


# %% right: a small number inside the logarithm, with 32 bits
def categorical_crossentropy(y_true, y_pred):
    y, p = np.asarray(y_true, "float32"), np.asarray(y_pred, "float32")
    return -(y * np.log(p + np.float32(1e-7))).sum(axis=-1).mean()


# %% right: as Keras does it
def categorical_crossentropy(y_true, y_pred):
    p = y_pred / np.sum(y_pred, axis=-1, keepdims=True)
    return float(-np.mean(np.sum(y_true * np.log(np.clip(p, 1e-7, 1 - 1e-7)), -1)))


# %% wrong: keeps predictions at 1e-7 or more | The statement says it
# finite, but not far enough from 0
# replace: 1e-7 -> 1e-300

# %% wrong: keeps predictions at 1e-7 or more | log of that
# too far from 0
# replace: 1e-7 -> 1e-4

# %% wrong: finite at 0 and 1 | 0 · log 0
# nan where the target and the prediction are 0
# replace: np.clip(y_pred, 1e-7, 1) -> np.where(y_true == 1, np.clip(y_pred, 1e-7, 1), y_pred)

# %% wrong: the worked example | number of classes
# replace: np.mean(-np.sum(y_true * np.log(np.clip(y_pred, 1e-7, 1)), axis=-1)) -> -np.mean(y_true * np.log(np.clip(y_pred, 1e-7, 1)))

# %% wrong: a mean over the samples, not over all entries | twice the samples
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
