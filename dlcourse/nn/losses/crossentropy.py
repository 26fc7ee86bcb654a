"""Losses for classes: the negative log-likelihood of the true class.

Each takes probabilities p or, with `from_logits`, the numbers z that go into the sigmoid or softmax. Logits are better:
nothing is lost to rounding, and the gradient is simply p - y.
Source: Goodfellow, Bengio and Courville, "Deep Learning", section 6.2.2.
"""

import numpy as np

from dlcourse.nn import activations
from dlcourse.nn.losses.loss import Loss

# Probabilities are kept this far from 0 and 1, as in Keras, so that their logarithm is finite.
EPSILON = 1e-7


class BinaryCrossentropy(Loss):
    """-(y log p + (1 - y) log(1 - p)), the mean over the outputs of a sample."""

    output_activation = staticmethod(activations.sigmoid)

    def __init__(self, from_logits=False):
        self.from_logits = from_logits

    def values(self, y_true, y_pred):
        if self.from_logits:
            z = y_pred
            losses = np.maximum(z, 0) - z * y_true + np.log1p(np.exp(-np.abs(z)))
        else:
            p = np.clip(y_pred, EPSILON, 1 - EPSILON)
            losses = -(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))
        return losses.mean(axis=-1)

    def values_gradient(self, y_true, y_pred):
        """dL/dz = p - y; dL/dp = (p - y) / (p (1 - p)), and 0 where p was clipped."""
        if self.from_logits:
            gradient = activations.sigmoid(y_pred) - y_true
        else:
            p = np.clip(y_pred, EPSILON, 1 - EPSILON)
            gradient = (p - y_true) / (p * (1 - p)) * (p == y_pred)
        return gradient / y_pred.shape[-1]


class CategoricalCrossentropy(Loss):
    """-Σ y log p over the classes, for one-hot targets y (..., classes).

    >>> CategoricalCrossentropy()([[0, 1, 0]], np.array([[0.1, 0.7, 0.2]])).__round__(4)
    0.3567
    """

    output_activation = staticmethod(activations.softmax)

    def __init__(self, from_logits=False):
        self.from_logits = from_logits

    def values(self, y_true, y_pred):
        if self.from_logits:
            z = y_pred - y_pred.max(axis=-1, keepdims=True)
            log_p = z - np.log(np.exp(z).sum(axis=-1, keepdims=True))
        else:
            log_p = np.log(np.clip(y_pred / y_pred.sum(axis=-1, keepdims=True), EPSILON, 1 - EPSILON))
        return -(y_true * log_p).sum(axis=-1)

    def values_gradient(self, y_true, y_pred):
        """dL/dz = p Σ y - y.

        From probabilities q = p / Σ p: dL/dq = -y / q, and 0 where q was clipped; dL/dp = (dL/dq - Σ dL/dq q) / Σ p.
        """
        if self.from_logits:
            return activations.softmax(y_pred) * y_true.sum(axis=-1, keepdims=True) - y_true
        total = y_pred.sum(axis=-1, keepdims=True)
        q = y_pred / total
        clipped = np.clip(q, EPSILON, 1 - EPSILON)
        d_q = -y_true / clipped * (clipped == q)
        return (d_q - (d_q * q).sum(axis=-1, keepdims=True)) / total


class SparseCategoricalCrossentropy(CategoricalCrossentropy):
    """Categorical cross-entropy for targets given as class numbers, of shape (...) or (..., 1).

    >>> SparseCategoricalCrossentropy()([1], np.array([[0.1, 0.7, 0.2]])).__round__(4)
    0.3567
    """

    def prepare(self, y_true, y_pred):
        """Return one-hot targets. Raises ValueError for a wrong shape, or a class number that is out of range."""
        labels = np.asarray(y_true)
        if labels.shape == (*y_pred.shape[:-1], 1):
            labels = labels[..., 0]
        if labels.shape != y_pred.shape[:-1]:
            raise ValueError(
                f"{type(self).__name__} expects one class number per prediction, shape {y_pred.shape[:-1]}, "
                f"but received targets of shape {labels.shape} for predictions of shape {y_pred.shape}."
            )
        classes = y_pred.shape[-1]
        if not ((labels >= 0) & (labels < classes)).all():
            raise ValueError(
                f"{type(self).__name__} expects class numbers from 0 to {classes - 1}, "
                f"because predictions have shape {y_pred.shape}, but received {labels.min()} to {labels.max()}."
            )
        return (labels[..., None] == np.arange(classes)).astype(y_pred.dtype)
