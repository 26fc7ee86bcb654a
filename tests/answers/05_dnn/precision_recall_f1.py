import numpy as np


# %% right: with the harmonic mean
def precision_recall_f1(y_true, y_pred):
    found = np.sum((y_true == 1) & (y_pred == 1))
    alarms, true_ones = np.sum(y_pred == 1), np.sum(y_true == 1)
    precision = found / alarms if alarms else 0.0
    recall = found / true_ones if true_ones else 0.0
    f1 = 2 * precision * recall / (precision + recall) if found else 0.0
    return precision, recall, f1


# %% right: from the three counts
def precision_recall_f1(y_true, y_pred):
    hits = int(np.dot(y_true, y_pred))
    false_alarms, missed = int(np.sum(y_pred)) - hits, int(np.sum(y_true)) - hits
    if hits == 0:
        return [0.0, 0.0, 0.0]
    return [hits / (hits + false_alarms), hits / (hits + missed), 2 * hits / (2 * hits + false_alarms + missed)]


# %% wrong: precision | CALLED 1
# replace: return precision, recall, f1 -> return recall, precision, f1

# %% wrong: recall | ARE 1
# replace: found / true_ones if true_ones else 0.0 -> found / len(y_true)

# %% wrong: F1 is the harmonic mean | not the plain average
# replace: 2 * precision * recall / (precision + recall) if found else 0.0 -> (precision + recall) / 2

# %% wrong: nothing to divide by | counts as 0
# replace: precision = found / alarms if alarms else 0.0 -> precision = found / alarms

# %% wrong: any predictions | nothing is rounded
# replace: return precision, recall, f1 -> return round(precision, 3), round(recall, 3), round(f1, 3)

# %% wrong: precision | how many are 1
# replace: found = np.sum((y_true == 1) & (y_pred == 1)) -> found = np.sum(y_true == y_pred)

# %% wrong: nothing to divide by | no true one
# remove: if found else 0.0
