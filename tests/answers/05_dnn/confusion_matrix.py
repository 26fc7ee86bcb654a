import numpy as np


# %% right: one by one
def confusion_matrix(y_true, y_pred, classes):
    table = np.zeros((classes, classes), dtype=int)
    for truth, guess in zip(y_true, y_pred, strict=True):
        table[truth, guess] += 1
    return table


# %% right: counted by number
def confusion_matrix(y_true, y_pred, classes):
    number = classes * np.asarray(y_true) + np.asarray(y_pred)
    return np.bincount(number, minlength=classes**2).reshape(classes, classes)


# %% wrong: rows are the truth | Not the other way
# replace: table[truth, guess] += 1 -> table[guess, truth] += 1

# %% wrong: counts every sample once | EVERY sample
# replace: for truth, guess in zip(y_true, y_pred, strict=True): -> table[np.asarray(y_true), np.asarray(y_pred)] += 1
# remove: table[truth, guess] += 1

# %% wrong: a row and a column for each class | do not occur
# insert before: table = np.zeros((classes, classes), dtype=int) -> classes = len(set(y_true) | set(y_pred))

# %% wrong: any labels | samples of class i predicted as j
# insert before: table[truth, guess] += 1 -> truth, guess = min(truth, 1), min(guess, 1)

# %% wrong: counts every sample once | table's sum
# replace: return table -> return table / table.sum(axis=1, keepdims=True).clip(1)
