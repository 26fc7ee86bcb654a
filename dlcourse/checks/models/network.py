"""The criterion that every exercise with a model begins with: it is a network that can be rebuilt."""

from collections.abc import Callable
from typing import Any

import numpy as np

from dlcourse.checks.core import MismatchError, as_array, criterion
from dlcourse.checks.core.context import TooSlowError
from dlcourse.checks.models.rebuild import TOLERANCE, outputs, rebuild


def network(make: Callable[[], Any], *inputs: np.ndarray, what: str = "a network") -> tuple[Any, Any] | None:
    """The criterion that an answer gives a network of Keras' own layers, which computes what it says.

    Args:
        make: asks the answer for its model, and raises MismatchError where what it gives is no model.
        what: as the criterion's name calls it.
        inputs: arrays, one for each input, for which the student's model and the rebuilt one must give the same.

    Returns:
        The student's model, to be trained or compiled, and the rebuilt one, to be judged; None where the criterion
        failed: nothing else of this answer is worth points.
    """
    import keras  # noqa: F401  (before a time limit runs)

    with criterion(
        f"{what} of Keras' own layers",
        hint="Return a keras.Sequential or a keras.Model(inputs, outputs), of the layers in keras.layers. The check"
        " builds it again from its layers and weights, and judges that one. It cannot build classes of your own.",
        weight=0,
        required=True,
    ):
        model = make()
        said = _said(model, inputs)
        rebuilt = rebuild(model)
        if said is not None:
            _compare(said, outputs(rebuilt, *inputs))
        return model, rebuilt
    return None


def _said(model: Any, inputs: tuple[np.ndarray, ...]) -> Any:
    """What the student's model gives; None where it does not take the inputs: further criteria will say so."""
    try:
        return model(inputs[0] if len(inputs) == 1 else list(inputs))
    except TooSlowError:
        raise
    except Exception:
        return None


def _compare(said: Any, own: np.ndarray) -> None:
    said = as_array(said)
    if said.dtype.kind not in "fiub" or said.shape != own.shape:
        raise MismatchError(f"your model gives the shape {said.shape}; its layers, with its weights, give {own.shape}.")
    slack = TOLERANCE * max(1.0, float(np.abs(own).max(initial=0)))
    if not np.allclose(said, own, rtol=TOLERANCE, atol=slack, equal_nan=True):
        raise MismatchError(
            "your model's outputs are not those of its layers with its weights. Does its class compute something else?"
        )
