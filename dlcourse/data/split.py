"""Splitting arrays into a train and a test part, the same way every time."""

from typing import TypedDict

import numpy as np


class Parts(TypedDict):
    """The arrays of a `Dataset`."""

    x_train: np.ndarray
    y_train: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray


def split_at_random(
    x: np.ndarray, y: np.ndarray, *, test_share: float = 0.2, seed: int = 0, by_class: bool = False
) -> Parts:
    """Shuffle and split. Returns a dict of `x_train`, `y_train`, `x_test`, `y_test`.

    With `by_class`, the test part has the same share of each class (a stratified split).
    """
    rng = np.random.default_rng(seed)
    groups = [np.flatnonzero(y == c) for c in np.unique(y)] if by_class else [np.arange(len(y))]
    trains, tests = [], []
    for group in groups:
        order = rng.permutation(group)
        cut = round(len(order) * test_share)
        tests.append(order[:cut])
        trains.append(order[cut:])
    train, test = rng.permutation(np.concatenate(trains)), rng.permutation(np.concatenate(tests))
    return {"x_train": x[train], "y_train": y[train], "x_test": x[test], "y_test": y[test]}


def split_in_time(dates: np.ndarray, values: np.ndarray, *, test_share: float = 0.2) -> Parts:
    """Split a series: its end is the test part, so that a model cannot learn from the future.

    Returns a dict of `x_train`, `y_train`, `x_test`, `y_test`, where x are the dates.
    """
    cut = len(values) - round(len(values) * test_share)
    return {"x_train": dates[:cut], "y_train": values[:cut], "x_test": dates[cut:], "y_test": values[cut:]}
