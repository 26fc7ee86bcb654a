# %% right: with the harmonic mean
import numpy as np


def precision_recall_f1(y_true, y_pred):
    found = np.sum((y_true == 1) & (y_pred == 1))
    alarms, true_ones = np.sum(y_pred == 1), np.sum(y_true == 1)
    precision = found / alarms if alarms else 0.0
    recall = found / true_ones if true_ones else 0.0
    f1 = 2 * precision * recall / (precision + recall) if found else 0.0
    return precision, recall, f1


# %% right: from the three counts
import numpy as np


def precision_recall_f1(y_true, y_pred):
    hits = int(np.dot(y_true, y_pred))
    false_alarms, missed = int(np.sum(y_pred)) - hits, int(np.sum(y_true)) - hits
    if hits == 0:
        return [0.0, 0.0, 0.0]
    return [hits / (hits + false_alarms), hits / (hits + missed), 2 * hits / (2 * hits + false_alarms + missed)]


# %% wrong: precision | CALLED 1
import numpy as np


def precision_recall_f1(y_true, y_pred):
    found = np.sum((y_true == 1) & (y_pred == 1))
    alarms, true_ones = np.sum(y_pred == 1), np.sum(y_true == 1)
    precision = found / alarms if alarms else 0.0
    recall = found / true_ones if true_ones else 0.0
    f1 = 2 * precision * recall / (precision + recall) if found else 0.0
    return recall, precision, f1


# %% wrong: recall | ARE 1
import numpy as np


def precision_recall_f1(y_true, y_pred):
    found = np.sum((y_true == 1) & (y_pred == 1))
    alarms, true_ones = np.sum(y_pred == 1), np.sum(y_true == 1)
    precision = found / alarms if alarms else 0.0
    recall = found / true_ones if true_ones else 0.0
    f1 = 2 * precision * recall / (precision + recall) if found else 0.0
    return recall, precision, f1


# %% wrong: F1 is the harmonic mean | not the plain average
import numpy as np


def precision_recall_f1(y_true, y_pred):
    found = np.sum((y_true == 1) & (y_pred == 1))
    alarms, true_ones = np.sum(y_pred == 1), np.sum(y_true == 1)
    precision = found / alarms if alarms else 0.0
    recall = found / true_ones if true_ones else 0.0
    f1 = (precision + recall) / 2
    return precision, recall, f1


# %% wrong: nothing to divide by | counts as 0
import numpy as np


def precision_recall_f1(y_true, y_pred):
    found = np.sum((y_true == 1) & (y_pred == 1))
    alarms, true_ones = np.sum(y_pred == 1), np.sum(y_true == 1)
    precision = found / alarms
    recall = found / true_ones if true_ones else 0.0
    f1 = 2 * precision * recall / (precision + recall) if found else 0.0
    return precision, recall, f1


# %% wrong: any predictions | both are 0
import numpy as np


def precision_recall_f1(y_true, y_pred):
    found = np.sum(y_true == y_pred)
    alarms, true_ones = np.sum(y_pred == 1), np.sum(y_true == 1)
    precision = found / alarms if alarms else 0.0
    recall = found / true_ones if true_ones else 0.0
    f1 = 2 * precision * recall / (precision + recall) if found else 0.0
    return precision, recall, f1


# %% wrong: nothing to divide by | no true one
import numpy as np


def precision_recall_f1(y_true, y_pred):
    found = np.sum((y_true == 1) & (y_pred == 1))
    alarms, true_ones = np.sum(y_pred == 1), np.sum(y_true == 1)
    precision = found / alarms if alarms else 0.0
    recall = found / true_ones if true_ones else 0.0
    f1 = 2 * precision * recall / (precision + recall)
    return precision, recall, f1
