"""The base of all layers: weights by name, a forward rule, and the backward rule for it."""

import re

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.nn import initializers, regularizers
from dlcourse.nn.serialization import Configurable


class Layer(Configurable):
    """Base class of all layers.

    A subclass writes three methods:

    - `build(input_shape)` makes the weights with `add_weight`; it runs once, at the first call.
    - `forward(x, training, mask)` returns the output and remembers what backward needs. It never writes into `x`.
    - `backward(gradient)` takes dL/d(output), puts dL/d(weight) into `self.gradients` and returns dL/d(input).
      It never writes into its argument. Layers with weights also take `input_gradient=False`: dL/d(input) is not
      needed (as in the first layer of a network), and they may return None.

    Attributes: `parameters` {name: array} are trained, `state` {name: array} are kept but not trained,
    `gradients` {name: array} has one entry for each parameter after `backward`.
    """

    #: The axes of the input, for the first check and for messages; "..." stands for any number of axes.
    input_axes: tuple[str, ...] = ("batch", "...")
    #: Whether the output has the same mask over time steps as the input.
    supports_masking = False
    #: Whether inputs become numbers of the layer's dtype; not where they are indices.
    casts_input = True

    def __init__(self, name=None, dtype="float32"):
        self.name = name or snake_case(type(self).__name__)
        self.dtype = dtype
        self.built = False
        self.input_features = None
        self.parameters = {}
        self.state = {}
        self.gradients = {}
        self.regularizers = {}

    def __call__(self, x: ArrayLike, training: bool = False, mask: np.ndarray | None = None) -> np.ndarray:
        """Build the layer if this is its first call, check the shape of `x`, and run `forward`.

        Raises ValueError when `x` does not fit; the message names the layer and both shapes.
        """
        x = np.asarray(x, dtype=self.dtype if self.casts_input else None)
        self.check_input(x.shape)
        if not self.built:
            self.build(x.shape)
            self.built = True
        return self.forward(x, training, mask)

    def build(self, input_shape: tuple[int, ...]) -> None:
        """Make the weights for inputs of this shape. Layers without weights have nothing to do here."""

    def forward(self, x: np.ndarray, training: bool = False, mask: np.ndarray | None = None) -> np.ndarray:
        """Return the output for the input `x`."""
        raise NotImplementedError

    def backward(self, gradient: np.ndarray) -> np.ndarray | None:
        """Take dL/d(output), return dL/d(input), and put dL/d(weight) into `gradients`."""
        raise NotImplementedError

    def compute_mask(self, x: np.ndarray, mask: np.ndarray | None) -> np.ndarray | None:
        """Return the mask of the output. Only layers that change the time axis override this."""
        return mask if self.supports_masking else None

    def add_weight(self, name, shape, initializer, regularizer=None, trainable=True):
        """Make an array, keep it under `name`, and return it."""
        # The optimizers update a flat view of it, which only an array in C order has.
        weight = np.ascontiguousarray(initializers.get(initializer)(shape, self.dtype))
        (self.parameters if trainable else self.state)[name] = weight
        if regularizer is not None:
            self.regularizers[name] = regularizers.get(regularizer)
        return weight

    def get_weights(self) -> list[np.ndarray]:
        """Return copies of all weights in Keras' order: trained ones first."""
        return [weight.copy() for weight in (*self.parameters.values(), *self.state.values())]

    def count_params(self) -> int:
        """Return the number of weights, trained or not."""
        return sum(weight.size for weight in (*self.parameters.values(), *self.state.values()))

    def check_input(self, shape: tuple[int, ...]) -> None:
        """Raise ValueError when inputs of this shape do not fit `input_axes` or the weights."""
        axes = self.input_axes
        rank_fits = len(shape) >= len(axes) - 1 if "..." in axes else len(shape) == len(axes)
        features_fit = self.input_features is None or (rank_fits and shape[-1] == self.input_features)
        if rank_fits and features_fit:
            return
        if self.input_features is not None:
            axes = (*axes[:-1], self.input_features)
        raise ValueError(
            f"{type(self).__name__} layer {self.name!r} expects inputs of shape ({', '.join(map(str, axes))}), "
            f"but received shape {tuple(shape)}."
        )


def snake_case(name: str) -> str:
    """Return the default name of a layer class, as Keras writes it.

    >>> snake_case("MaxPooling2D"), snake_case("SimpleRNN")
    ('max_pooling2d', 'simple_rnn')
    """
    name = re.sub(r"([a-z0-9])([A-Z][a-z])", r"\1_\2", name)
    return re.sub(r"([a-z])([A-Z]{2})", r"\1_\2", name).lower()
