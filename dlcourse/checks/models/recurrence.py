"""Whether it is the recurrent layers of a rebuilt model that do the work."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from dlcourse.checks.core import require
from dlcourse.checks.models.rebuild import outputs, tensors_of

RECURRENT = ("SimpleRNN", "RNN", "LSTM", "GRU", "Bidirectional", "ConvLSTM1D")


def require_recurrent(rebuilt: Any) -> None:
    """Raise MismatchError unless a layer of the rebuilt model is recurrent, and reads more than one step."""
    kinds = ", ".join(type(layer).__name__ for layer in _layers(rebuilt))
    require(bool(_recurrent(_layers(rebuilt))), f"its layers are {kinds}; none reads a sequence step by step.")


def deafen(rebuilt: Any) -> None:
    """Let all recurrent layers ignore what they read: what the model still knows then, it knows without them."""
    for layer in _recurrent(_layers(rebuilt)):
        layer.set_weights([(weight.name != "kernel") * np.asarray(weight) for weight in layer.weights])


def require_nothing_around(rebuilt: Any, sequences: np.ndarray) -> None:
    """Raise MismatchError if anything reaches the output around the recurrent layers, or the first step from the last.

    Args:
        sequences: of shape (samples, steps, features), for which the model gives outputs.
    """
    import keras

    require_recurrent(rebuilt)
    layers = _recurrent(rebuilt.layers)
    try:
        keras.Model([tensor for layer in layers for tensor in tensors_of(layer)], rebuilt.outputs)
    except ValueError:  # Keras cannot compute the output from theirs alone
        require(False, "something else than its recurrent layers hands the sequence on to the output.")
    read = keras.Model(rebuilt.inputs[0], layers[0].input)
    other = np.concatenate([sequences[:, :-1], 1 + sequences[:, -1:]], axis=1)
    before, after = (outputs(read, each)[:, 0] for each in (sequences, other))
    require(
        np.allclose(before, after), "the first step that its recurrent layer reads already depends on the last number."
    )


def _recurrent(layers: Any) -> list[Any]:
    return [layer for layer in layers if type(layer).__name__ in RECURRENT and layer.input.shape[1] != 1]


def _layers(model: Any) -> Iterator[Any]:
    for layer in model.layers:
        yield from _layers(layer) if hasattr(layer, "layers") else [layer]
