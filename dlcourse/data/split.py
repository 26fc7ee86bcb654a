"""Train and test parts, the same ones every time."""

import numpy as np


def split_at_random(x: np.ndarray, y: np.ndarray, *, test_share: float = 0.2, seed: int = 0, by_class: bool = False):
    """Shuffle and cut off a test part. Returns a dict of `x_train`, `y_train`, `x_test`, `y_test`.

    With `by_class`, each class gives the same share to the test part (a stratified split).
    """
    rng = np.random.default_rng(seed)
    groups = [np.flatnonzero(y == c) for c in np.unique(y)] if by_class else [np.arange(len(y))]
    train, test = [], []
    for group in groups:
        order = rng.permutation(group)
        cut = round(len(order) * test_share)
        test.append(order[:cut])
        train.append(order[cut:])
    train, test = rng.permutation(np.concatenate(train)), rng.permutation(np.concatenate(test))
    return {"x_train": x[train], "y_train": y[train], "x_test": x[test], "y_test": y[test]}


def split_in_time(dates: np.ndarray, values: np.ndarray, *, test_share: float = 0.2):
    """The end of a series is its test part: nobody may learn from the future."""
    cut = len(values) - round(len(values) * test_share)
    return {"x_train": dates[:cut], "y_train": values[:cut], "x_test": dates[cut:], "y_test": values[cut:]}
