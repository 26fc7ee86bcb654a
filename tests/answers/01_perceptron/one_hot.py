# %% right: rows of the identity
import numpy as np


def one_hot(labels, classes):
    return np.eye(classes)[np.asarray(labels)]


# %% right: a comparison
import numpy as np


def one_hot(labels, classes):
    return (np.asarray(labels)[:, None] == np.arange(classes)).astype(int)


# %% right: nested lists
def one_hot(labels, classes):
    return [[1 if column == label else 0 for column in range(classes)] for label in labels]


# %% wrong: one row per label, one column per class | largest class
# the width from the labels
# replace: return np.eye(classes)[np.asarray(labels)] -> return np.eye(max(labels) + 1)[labels]


# %% wrong: a single 1 in each row | whole columns
import numpy as np


def one_hot(labels, classes):
    encoded = np.zeros((len(labels), classes))
    encoded[:, labels] = 1
    return encoded


# %% wrong: the 1 stands at the label | counted from 0
import numpy as np


def one_hot(labels, classes):
    encoded = np.zeros((len(labels), classes))
    encoded[np.arange(len(labels)), np.asarray(labels) - 1] = 1
    return encoded


# %% wrong: one row per label, one column per class
# transposed
# replace: [np.asarray(labels)] -> [:, labels]


# %% wrong: takes a list as well | np.asarray
def one_hot(labels, classes):
    import numpy as np

    encoded = np.zeros((labels.shape[0], classes))
    encoded[np.arange(labels.shape[0]), labels] = 1
    return encoded


# %% wrong: a single 1 in each row
# labels in place of ones
import numpy as np


def one_hot(labels, classes):
    encoded = np.zeros((len(labels), classes))
    encoded[np.arange(len(labels)), labels] = labels
    return encoded


# %% wrong: leaves the labels as they were | Do not write
import numpy as np


def one_hot(labels, classes):
    encoded = np.zeros((len(labels), classes))
    for i in range(len(labels)):
        encoded[i, labels[i]] = 1
        labels[i] = 0
    return encoded


# %% wrong: built by hand | NumPy only
from keras.utils import to_categorical


def one_hot(labels, classes):
    return to_categorical(labels, classes)
