"""A loss and its gradient: what three exercises give back."""

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
