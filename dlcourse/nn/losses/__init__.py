"""Losses, by class or by Keras' names."""

from dlcourse.nn.losses.crossentropy import BinaryCrossentropy, CategoricalCrossentropy, SparseCategoricalCrossentropy
from dlcourse.nn.losses.loss import Loss
from dlcourse.nn.losses.regression import MeanAbsoluteError, MeanSquaredError

__all__ = [
    "BinaryCrossentropy",
    "CategoricalCrossentropy",
    "Loss",
    "MeanAbsoluteError",
    "MeanSquaredError",
    "SparseCategoricalCrossentropy",
    "get",
]

NAMES = {
    "mean_squared_error": MeanSquaredError,
    "mse": MeanSquaredError,
    "mean_absolute_error": MeanAbsoluteError,
    "mae": MeanAbsoluteError,
    "binary_crossentropy": BinaryCrossentropy,
    "categorical_crossentropy": CategoricalCrossentropy,
    "sparse_categorical_crossentropy": SparseCategoricalCrossentropy,
}


def get(loss: str | Loss | None) -> Loss:
    """Return the loss for a name, or the loss itself. Raises ValueError for an unknown name."""
    if isinstance(loss, Loss):
        return loss
    if loss is None or loss not in NAMES:
        raise ValueError(f"Unknown loss {loss!r}. Known: {', '.join(NAMES)}.")
    return NAMES[loss]()
