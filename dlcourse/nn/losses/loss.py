"""What every loss is: one value per sample, and its derivative."""

import numpy as np

from dlcourse.nn.serialization import Configurable


class Loss(Configurable):
    """Base class of all losses.

    A subclass writes `values(y_true, y_pred)`, which returns one number per sample (the last axis is used up), and
    `values_gradient(y_true, y_pred)`, which returns the derivative of those numbers, in the shape of `y_pred`.
    """

    #: The activation of an output layer that this loss can look through, down to the logits.
    output_activation = None

    def __call__(self, y_true, y_pred, mask=None):
        """Return the mean of the samples' losses; those where `mask` is False do not count.

        Raises ValueError when the shapes do not fit each other.
        """
        values = self.values(self.prepare(y_true, y_pred), y_pred)
        return float(values.mean() if mask is None else values[mask].sum() / max(mask.sum(), 1))

    def gradient(self, y_true, y_pred, mask=None):
        """Return dL/d(y_pred), L being the mean over the samples, in a new array of the shape of `y_pred`."""
        gradient = self.values_gradient(self.prepare(y_true, y_pred), y_pred)
        if mask is None:
            gradient /= y_pred[..., 0].size
        else:
            gradient *= mask[..., None] / y_pred.dtype.type(max(mask.sum(), 1))
        return gradient

    def prepare(self, y_true, y_pred):
        """Return the targets as an array of the shape and dtype of the predictions."""
        y_true = np.asarray(y_true)
        if y_true.shape == y_pred.shape[:-1] and y_pred.shape[-1] == 1:
            y_true = y_true[..., None]
        if y_true.shape != y_pred.shape:
            raise ValueError(
                f"{type(self).__name__} expects targets of the shape of the predictions, {y_pred.shape}, "
                f"but received shape {y_true.shape}."
            )
        return y_true.astype(y_pred.dtype, copy=False)
