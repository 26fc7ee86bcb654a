"""The base of all losses: one value per sample, and its derivative."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.nn.serialization import Configurable


class Loss(Configurable):
    """Base class of all losses.

    A subclass writes `values(y_true, y_pred)`, which returns one number per sample (without the last axis), and
    `values_gradient(y_true, y_pred)`, which returns the derivative of those numbers, in the shape of `y_pred`.
    """

    #: After this activation of the last layer, the loss is computed from the logits, which is more precise.
    output_activation: Callable[[np.ndarray], np.ndarray] | None = None

    def __call__(self, y_true: ArrayLike, y_pred: np.ndarray, mask: np.ndarray | None = None) -> float:
        """Return the mean of the samples' losses; those where `mask` is False do not count.

        Raises ValueError when the shapes of `y_true` and `y_pred` do not fit together.
        """
        values = self.values(self.prepare(y_true, y_pred), y_pred)
        return float(values.mean() if mask is None else values[mask].sum() / max(mask.sum(), 1))

    def gradient(self, y_true: ArrayLike, y_pred: np.ndarray, mask: np.ndarray | None = None) -> np.ndarray:
        """Return dL/d(y_pred), L being the mean over the samples, in a new array of the shape of `y_pred`."""
        gradient = self.values_gradient(self.prepare(y_true, y_pred), y_pred)
        if mask is None:
            gradient /= y_pred[..., 0].size
        else:
            gradient *= mask[..., None] / y_pred.dtype.type(max(mask.sum(), 1))
        return gradient

    def values(self, y_true: np.ndarray, y_pred: np.ndarray) -> np.ndarray:
        """Return one number per sample."""
        raise NotImplementedError

    def values_gradient(self, y_true: np.ndarray, y_pred: np.ndarray) -> np.ndarray:
        """Return the derivative of `values`, in the shape of `y_pred`."""
        raise NotImplementedError

    def prepare(self, y_true: ArrayLike, y_pred: np.ndarray) -> np.ndarray:
        """Return the targets with the shape and dtype of the predictions. Raises ValueError for other shapes."""
        y_true = np.asarray(y_true)
        if y_true.shape == y_pred.shape[:-1] and y_pred.shape[-1] == 1:
            y_true = y_true[..., None]
        if y_true.shape != y_pred.shape:
            raise ValueError(
                f"{type(self).__name__} expects targets of the shape of the predictions, {y_pred.shape}, "
                f"but received shape {y_true.shape}."
            )
        return y_true.astype(y_pred.dtype, copy=False)
