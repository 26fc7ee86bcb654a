"""A student's model, rebuilt with our own Keras from plain data, and asked for the same outputs.

What a model says of itself (predictions, count of parameters, layers) is only said. What is rebuilt from its
configuration and its weights is known: it is a network of Keras' own layers, and it computes in this process.
"""

import itertools
import math
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np

from dlcourse.checks.core.arrays import as_array
from dlcourse.checks.core.compare import MismatchError
from dlcourse.checks.core.context import TooSlowError
from dlcourse.checks.models.plain_config import is_functional, plain_config

MOST_WEIGHTS = 10_000_000  # numbers
MOST_OUTPUTS = 2**22  # numbers that one layer gives for one sample
MOST_AT_ONCE = 2**25  # numbers that one layer gives for one batch
MOST_WORK = 10**12  # products, about, for all samples of a call
MOST_ROWS = 500  # in one batch
ROWS_ALONE = 8  # are asked a second time, without the others
TOLERANCE = 1e-3  # between two ways to compute the same outputs, as a share of the largest


def rebuild(model: Any) -> Any:
    """A Keras model of the same layers with the same weights, for a model beside the check or in a student's kernel.

    It must have been built: ask it for outputs first, where it may be without an `Input`. It is not compiled.

    Raises:
        MismatchError: if it is not a model of Keras' own layers, if it is too large, or if the weights do not fit.
    """
    import keras

    try:
        config, weights = model.get_config(), model.get_weights()
    except TooSlowError:
        raise
    except Exception as error:
        raise MismatchError(
            f"your model does not say what it is made of ({type(error).__name__}). Return a keras.Sequential or a"
            " keras.Model(inputs, outputs), of the layers in keras.layers."
        ) from None
    initializer = _zeros()
    initializer.left = MOST_WEIGHTS
    config = plain_config(config, initializer())
    try:
        kind = keras.Model if is_functional(config) else keras.Sequential
        with keras.saving.CustomObjectScope({"CountedZeros": initializer}):  # `Bidirectional` copies layers by its name
            built = kind.from_config(config)
        take_weights(built, weights)
        return built
    except (MismatchError, TooSlowError):
        raise
    except Exception as error:  # of Keras', about a configuration or weights that do not fit together
        raise MismatchError(f"your model cannot be built again from its configuration: {_first_line(error)}") from None


def take_weights(rebuilt: Any, weights: Any) -> None:
    """Give a rebuilt model what the student's `get_weights()` gave. Raises MismatchError if its shapes are others."""
    if not isinstance(weights, list | tuple):
        raise MismatchError("your model's get_weights() gives no list of arrays.")
    arrays = [as_array(weight) for weight in weights]
    if any(array.dtype.kind not in "fiub" for array in arrays):
        raise MismatchError("your model has weights that are no numbers.")
    wanted, found = [tuple(weight.shape) for weight in rebuilt.weights], [array.shape for array in arrays]
    if wanted != found:
        raise MismatchError(f"your model has weights of the shapes {found}; its layers have weights of {wanted}.")
    rebuilt.set_weights(arrays)
    _finish_normalization(rebuilt)


def outputs(model: Any, *inputs: np.ndarray, check_mixing: bool = True) -> np.ndarray:
    """What a rebuilt model gives outside of training, for one array for each of its inputs.

    With `check_mixing`, a few rows, which nobody can foresee, are asked once more by themselves: a model that looks at
    the samples beside one may find there what it should forecast.

    Raises:
        MismatchError: if the model does not take such arrays, would need very much memory or time for them, or mixes
            samples.
    """
    rows = min(map(len, inputs))
    largest, work = _size(model)
    if largest > MOST_OUTPUTS or rows * work > MOST_WORK:
        raise MismatchError("your model computes too much for one sample: use smaller layers.")
    batch = max(1, min(MOST_ROWS, MOST_AT_ONCE // max(1, largest)))
    parts = [[x[start : start + batch] for x in inputs] for start in range(0, rows, batch)]

    def given(part: list[np.ndarray]) -> np.ndarray:
        return as_array(model(part[0] if len(part) == 1 else part, training=False))

    try:
        found = np.concatenate([given(part) for part in parts])
        if check_mixing and rows > 1:
            few = np.random.default_rng().permutation(rows)[: min(rows // 2, ROWS_ALONE)]
            _require_close(given([x[few] for x in inputs]), found[few])
    except (MismatchError, TooSlowError):
        raise
    except Exception as error:
        raise MismatchError(f"your model does not take such inputs: {_first_line(error)}") from None
    return found


def _require_close(alone: np.ndarray, together: np.ndarray) -> None:
    """Raise MismatchError if rows by themselves have other outputs than beside others."""
    largest = np.maximum(1, np.abs(together).reshape(len(together), -1).max(axis=1, initial=0))
    scale = largest.reshape(-1, *[1] * (together.ndim - 1))
    if not np.allclose(alone / scale, together / scale, rtol=0, atol=TOLERANCE, equal_nan=True):
        raise MismatchError("your model mixes samples: what it gives for one depends on the others beside it.")


@cache
def _zeros() -> Any:
    """An initializer that counts: what would be too much is refused before memory is taken for it."""
    import keras

    class CountedZeros(keras.initializers.Zeros):
        left = 0

        def __call__(self, shape: tuple, dtype: Any = None) -> Any:
            CountedZeros.left -= math.prod(shape)
            if CountedZeros.left < 0:
                raise MismatchError(f"your model has more than {MOST_WEIGHTS:,} parameters.")
            return super().__call__(shape, dtype)

    return CountedZeros


def _finish_normalization(model: Any) -> None:
    """`Normalization` computes with copies of its weights, which it makes when a model is loaded."""
    for layer in model.layers:
        if hasattr(layer, "finalize_state"):
            layer.finalize_state()
        if hasattr(layer, "layers"):
            _finish_normalization(layer)


def _size(model: Any) -> tuple[int, int]:
    """Of one sample: the most numbers that a layer gives, and about how many products all layers compute."""
    import keras

    largest = work = 0
    for operation in keras.Model(model.inputs, model.outputs).operations:
        if hasattr(operation, "layers"):
            inner, uses = _size(operation), len(list(tensors_of(operation))) // len(operation.outputs)
            largest, work = max(largest, inner[0]), work + max(uses, 1) * inner[1]
            continue
        weights = operation.count_params() if hasattr(operation, "count_params") else 0
        for tensor in tensors_of(operation):
            numbers = [length or 1 for length in tensor.shape[1:]]
            largest, work = max(largest, math.prod(numbers)), work + max(weights, 1) * math.prod(numbers[:-1])
    return largest, work


def tensors_of(operation: Any) -> Iterator[Any]:
    """What an operation gives, wherever in the model it is used."""
    for use in itertools.count():
        try:
            tensors = operation._get_node_attribute_at_index(use, "output_tensors", "output")
        except (AttributeError, ValueError):
            return
        yield from tensors if isinstance(tensors, list | tuple) else [tensors]


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
