# %% right: one by one
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    table = np.zeros((classes, classes), dtype=int)
    for truth, guess in zip(y_true, y_pred, strict=True):
        table[truth, guess] += 1
    return table


# %% right: counted by number
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    number = classes * np.asarray(y_true) + np.asarray(y_pred)
    return np.bincount(number, minlength=classes**2).reshape(classes, classes)


# %% wrong: rows are the truth | Not the other way
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    table = np.zeros((classes, classes), dtype=int)
    for truth, guess in zip(y_true, y_pred, strict=True):
        table[guess, truth] += 1
    return table


# %% wrong: counts every sample once | EVERY sample
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    table = np.zeros((classes, classes), dtype=int)
    table[np.asarray(y_true), np.asarray(y_pred)] += 1
    return table


# %% wrong: a row and a column for each class | do not occur
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    classes = len(set(y_true) | set(y_pred))
    table = np.zeros((classes, classes), dtype=int)
    for truth, guess in zip(y_true, y_pred, strict=True):
        table[truth, guess] += 1
    return table


# %% wrong: any labels | samples of class i predicted as j
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    table = np.zeros((classes, classes), dtype=int)
    for truth, guess in zip(y_true, y_pred, strict=True):
        truth, guess = min(truth, 1), min(guess, 1)
        table[truth, guess] += 1
    return table


# %% wrong: counts every sample once | table's sum
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    table = np.zeros((classes, classes), dtype=int)
    for truth, guess in zip(y_true, y_pred, strict=True):
        table[truth, guess] += 1
    return table / table.sum(axis=1, keepdims=True).clip(1)
