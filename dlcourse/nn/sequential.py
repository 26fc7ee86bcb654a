"""A network as a list of layers."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.nn.layers import Layer
from dlcourse.nn.saving import load_model, save_model
from dlcourse.nn.summary import print_summary
from dlcourse.nn.trainer import Trainer


class Input:
    """The shape of one sample, without the batch axis, given as the first entry of a Sequential."""

    def __init__(self, shape):
        self.shape = tuple(shape)


class Sequential(Trainer):
    """Layers, one after the other.

    Weights are made when the shape of the input is known: from an `Input` in front, `build` or the first data.

    >>> from dlcourse.nn.layers import Dense
    >>> model = Sequential([Input((3,)), Dense(4, activation="relu"), Dense(2)])
    >>> [weight.shape for weight in model.get_weights()]
    [(3, 4), (4,), (4, 2), (2,)]
    """

    def __init__(self, layers: Iterable[Layer | Input] = ()) -> None:
        self.layers: list[Layer] = []
        self.input_shape: tuple[int | None, ...] | None = None
        self.output_shapes: list[tuple[int | None, ...]] = []
        self.output_mask = None
        for layer in layers:
            self.add(layer)

    def add(self, layer: Layer | Input) -> None:
        """Append a layer (or, before all layers, an `Input`). Layers of one kind are numbered as Keras does."""
        if isinstance(layer, Input):
            self.input_shape = (None, *layer.shape)
            return
        names = {other.name for other in self.layers}
        base, number = layer.name, 0
        while layer.name in names:
            number += 1
            layer.name = f"{base}_{number}"
        self.layers.append(layer)
        if self.input_shape is not None:
            self.build(self.input_shape)

    def build(self, input_shape: Sequence[int | None]) -> None:
        """Make all weights for inputs of this shape (batch first; None for an axis of any size)."""
        self.input_shape = (None, *input_shape[1:])
        x, mask = np.zeros([size or 1 for size in self.input_shape]), None
        self.output_shapes = []
        for layer in self.layers:  # one sample of zeros gives each layer the shape of its input
            y = layer(x, mask=mask)
            x, mask = y, layer.compute_mask(x, mask)
            self.output_shapes.append((None, *y.shape[1:]))

    @property
    def built(self) -> bool:
        """Whether all layers have their weights."""
        return bool(self.output_shapes)

    def __call__(self, x: ArrayLike, training: bool = False) -> np.ndarray:
        return self.forward(x, training)

    def forward(self, x: ArrayLike, training: bool = False) -> np.ndarray:
        """Return the output of the last layer for a batch `x`, and keep its mask in `output_mask`, for the loss."""
        signal, mask = np.asarray(x), None
        if not self.built:
            self.build(signal.shape)
        for layer in self.layers:
            y = layer(signal, training, mask)
            signal, mask = y, layer.compute_mask(signal, mask)
        self.output_mask = mask
        return signal

    def backward(
        self, gradient: np.ndarray, input_gradient: bool = True, from_logits: bool = False
    ) -> np.ndarray | None:
        """Send dL/d(output) of the last `forward` back through all layers; return dL/d(input).

        Afterwards `self.gradients` holds dL/d(parameter). `input_gradient=False` stops at the first layer that has
        parameters and returns None. With `from_logits` the gradient given is that of the last layer's logits.
        """
        first, last = 0, len(self.layers) - 1
        if not input_gradient:
            first = next((i for i, layer in enumerate(self.layers) if layer.parameters), last)
        for i in range(last, first - 1, -1):
            options = {}
            if i == last and from_logits:
                options["from_logits"] = True
            if i == first and not input_gradient and self.layers[i].parameters:
                options["input_gradient"] = False
            d_input = self.layers[i].backward(gradient, **options)
            if d_input is None:  # not wanted, or there is none: the inputs of an Embedding are indices
                return None
            gradient = d_input
        return gradient if input_gradient else None

    @property
    def parameters(self) -> list[np.ndarray]:
        """All trained arrays, first layer first."""
        return [array for layer in self.layers for array in layer.parameters.values()]

    @property
    def gradients(self) -> list[np.ndarray]:
        """dL/d(parameter) of the last `backward`, in the order of `parameters`."""
        return [layer.gradients[name] for layer in self.layers for name in layer.parameters]

    @property
    def regularizers(self):
        """The regularizer of each parameter, or None, in the order of `parameters`."""
        return [layer.regularizers.get(name) for layer in self.layers for name in layer.parameters]

    def get_weights(self) -> list[np.ndarray]:
        """Return copies of all weights, trained or not, in Keras' order."""
        return [weight for layer in self.layers for weight in layer.get_weights()]

    def set_weights(self, weights: Sequence[ArrayLike]) -> None:
        """Copy `weights` (as from `get_weights`, of this library or of Keras) into the layers.

        Raises ValueError, before anything is changed, when their number or a shape does not fit.
        """
        places = [
            (f"{type(layer).__name__} layer {layer.name!r}, {name}", array)
            for layer in self.layers
            for name, array in (layer.parameters | layer.state).items()
        ]
        if len(weights) != len(places):
            raise ValueError(
                f"The model has {len(places)} weight arrays, but received {len(weights)}."
                + ("" if self.built else " It is not built yet: put an Input in front, or call build.")
            )
        for (place, array), weight in zip(places, weights, strict=True):
            if array.shape != np.shape(weight):
                raise ValueError(f"{place}: expected shape {array.shape}, but received shape {np.shape(weight)}.")
        for (_, array), weight in zip(places, weights, strict=True):
            array[...] = weight

    def count_params(self) -> int:
        """Return the number of weights, trained or not."""
        return sum(layer.count_params() for layer in self.layers)

    def summary(self) -> None:
        """Print a table of layers, output shapes and numbers of weights. Raises ValueError if it is not built."""
        print_summary(self)

    def save(self, path: str | Path) -> None:
        """Write architecture, weights and (when compiled) loss, metrics and optimizer to one file.

        Raises ValueError when the model has no weights yet.
        """
        save_model(self, path)

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """Read a model that `save` has written. Raises FileNotFoundError, and ValueError for any other file."""
        return load_model(cls, path)
