"""A loss and its gradient: what four exercises give back."""

from collections.abc import Callable

import numpy as np

from dlcourse.checks.core import MismatchError, as_array, close


def loss_and_gradient(found, shape: tuple[int, ...]) -> tuple[float, np.ndarray]:
    """The two things that an answer gives. Raises MismatchError where they are no number and no array of the shape."""
    if not isinstance(found, tuple | list) or len(found) != 2:
        raise MismatchError("expected two things, the loss and its gradient: `return loss, gradient`.")
    loss, gradient = as_array(found[0]), as_array(found[1])
    close(loss.shape, [], what="the shape of the loss, one number,")
    close(gradient.shape, shape, what="the shape of the gradient")
    return float(loss), gradient


def slopes(loss: Callable[[np.ndarray], float], x: np.ndarray, step: float = 1e-6) -> np.ndarray:
    """The gradient of a loss by central differences, same shape as x."""
    found = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        change = np.zeros(x.shape)
        change[place] = step
        found[place] = (loss(x + change) - loss(x - change)) / (2 * step)
    return found
