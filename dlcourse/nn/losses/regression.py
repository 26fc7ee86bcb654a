"""Losses for numbers."""

import numpy as np

from dlcourse.nn.losses.loss import Loss


class MeanSquaredError(Loss):
    """mean((ŷ - y)²) over the outputs of a sample.

    >>> MeanSquaredError()([[0, 1, 0]], np.array([[0.1, 0.7, 0.2]])).__round__(4)
    0.0467
    """

    def values(self, y_true, y_pred):
        return np.square(y_pred - y_true).mean(axis=-1)

    def values_gradient(self, y_true, y_pred):
        """2 (ŷ - y) / outputs."""
        return (y_pred - y_true) * (2 / y_pred.shape[-1])


class MeanAbsoluteError(Loss):
    """mean(|ŷ - y|) over the outputs of a sample."""

    def values(self, y_true, y_pred):
        return np.abs(y_pred - y_true).mean(axis=-1)

    def values_gradient(self, y_true, y_pred):
        """sign(ŷ - y) / outputs, and 0 at ŷ = y."""
        return np.sign(y_pred - y_true) / y_pred.shape[-1]
