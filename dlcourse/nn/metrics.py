"""Metrics: functions that return one number per sample; `evaluate` and `fit` report their mean."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.nn import losses


def mean_squared_error(y_true: ArrayLike, y_pred: np.ndarray) -> np.ndarray:
    """Return mean((ŷ - y)²) for each sample."""
    loss = losses.MeanSquaredError()
    return loss.values(loss.prepare(y_true, y_pred), y_pred)


def mean_absolute_error(y_true: ArrayLike, y_pred: np.ndarray) -> np.ndarray:
    """Return mean(|ŷ - y|) for each sample."""
    loss = losses.MeanAbsoluteError()
    return loss.values(loss.prepare(y_true, y_pred), y_pred)


def binary_accuracy(y_true: ArrayLike, y_pred: np.ndarray, threshold: float = 0.5) -> np.ndarray:
    """Return the share of a sample's outputs that are on the same side of the threshold as their targets, 0 or 1."""
    y_true = np.asarray(y_true).reshape(y_pred.shape)
    return (y_true == (y_pred > threshold)).mean(axis=-1)


def categorical_accuracy(y_true: ArrayLike, y_pred: np.ndarray) -> np.ndarray:
    """Return 1 where the largest prediction is that of the one-hot target, else 0."""
    return (np.asarray(y_true).argmax(axis=-1) == y_pred.argmax(axis=-1)).astype(float)


def sparse_categorical_accuracy(y_true: ArrayLike, y_pred: np.ndarray) -> np.ndarray:
    """Return 1 where the largest prediction is that of the class number, else 0.

    >>> sparse_categorical_accuracy([1, 0], np.array([[0.2, 0.8], [0.2, 0.8]]))
    array([1., 0.])
    """
    y_true = np.asarray(y_true).reshape(y_pred.shape[:-1])
    return (y_true == y_pred.argmax(axis=-1)).astype(float)


def accuracy(y_true: ArrayLike, y_pred: np.ndarray) -> np.ndarray:
    """Return the accuracy that goes with the shapes, as Keras chooses it.

    One output: binary. Class numbers as targets: sparse categorical. Otherwise: categorical.
    """
    if y_pred.shape[-1] == 1:
        return binary_accuracy(y_true, y_pred)
    sparse = np.ndim(y_true) < y_pred.ndim or np.shape(y_true)[-1] == 1
    return sparse_categorical_accuracy(y_true, y_pred) if sparse else categorical_accuracy(y_true, y_pred)


NAMES = {
    "accuracy": accuracy,
    "acc": accuracy,
    "mean_squared_error": mean_squared_error,
    "mse": mean_squared_error,
    "mean_absolute_error": mean_absolute_error,
    "mae": mean_absolute_error,
    "binary_accuracy": binary_accuracy,
    "categorical_accuracy": categorical_accuracy,
    "sparse_categorical_accuracy": sparse_categorical_accuracy,
}


def get(metric: str | Callable) -> tuple[str, Callable]:
    """Return (name to report, function).

    `metric` is a name, or a function of your own: `metric(y_true, y_pred)` with one number per sample.
    Raises ValueError for an unknown name.
    """
    if callable(metric):
        return metric.__name__, metric
    if metric not in NAMES:
        raise ValueError(f"Unknown metric {metric!r}. Known: {', '.join(NAMES)}.")
    return metric, NAMES[metric]
