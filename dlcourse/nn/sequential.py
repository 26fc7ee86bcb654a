"""A network as a list of layers."""

import numpy as np

from dlcourse.nn.saving import load_model, save_model
from dlcourse.nn.summary import print_summary
from dlcourse.nn.trainer import Trainer


class Input:
    """The shape of one sample, without the batch axis, given as the first entry of a Sequential."""

    def __init__(self, shape):
        self.shape = tuple(shape)


class Sequential(Trainer):
    """Layers, one after the other.

    Weights are made when the shape of the input is known: by an `Input` in front, by `build`, or by the first data.

    >>> from dlcourse.nn.layers import Dense
    >>> model = Sequential([Input((3,)), Dense(4, activation="relu"), Dense(2)])
    >>> [weight.shape for weight in model.get_weights()]
    [(3, 4), (4,), (4, 2), (2,)]
    """

    def __init__(self, layers=()):
        self.layers = []
        self.input_shape = None
        self.output_shapes = []
        self.output_mask = None
        for layer in layers:
            self.add(layer)

    def add(self, layer):
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

    def build(self, input_shape):
        """Make all weights for inputs of this shape (batch first, None where any size will do)."""
        self.input_shape = (None, *input_shape[1:])
        x, mask = np.zeros([size or 1 for size in self.input_shape]), None
        self.output_shapes = []
        for layer in self.layers:  # one sample of zeros shows every layer its input's shape
            y = layer(x, mask=mask)
            x, mask = y, layer.compute_mask(x, mask)
            self.output_shapes.append((None, *y.shape[1:]))

    @property
    def built(self):
        """Whether all layers have their weights."""
        return bool(self.output_shapes)

    def __call__(self, x, training=False):
        return self.forward(x, training)

    def forward(self, x, training=False):
        """Return the output of the last layer for a batch `x`; time steps a mask leaves out stay known to the loss."""
        x = np.asarray(x)
        if not self.built:
            self.build(x.shape)
        mask = None
        for layer in self.layers:
            y = layer(x, training, mask)
            x, mask = y, layer.compute_mask(x, mask)
        self.output_mask = mask
        return x

    def backward(self, gradient, input_gradient=True, from_logits=False):
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
            gradient = self.layers[i].backward(gradient, **options)
        return gradient if input_gradient else None

    @property
    def parameters(self):
        """All trained arrays, first layer first."""
        return [array for layer in self.layers for array in layer.parameters.values()]

    @property
    def gradients(self):
        """dL/d(parameter) of the last `backward`, in the order of `parameters`."""
        return [layer.gradients[name] for layer in self.layers for name in layer.parameters]

    @property
    def regularizers(self):
        """The regularizer of each parameter, or None, in the order of `parameters`."""
        return [layer.regularizers.get(name) for layer in self.layers for name in layer.parameters]

    def get_weights(self):
        """Return copies of all weights, trained or not, in Keras' order."""
        return [weight for layer in self.layers for weight in layer.get_weights()]

    def set_weights(self, weights):
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

    def count_params(self):
        """Return the number of weights, trained or not."""
        return sum(layer.count_params() for layer in self.layers)

    def summary(self):
        """Print a table of layers, output shapes and numbers of weights."""
        print_summary(self)

    def save(self, path):
        """Write architecture, weights and (when compiled) loss, metrics and optimizer to one file."""
        save_model(self, path)

    @classmethod
    def load(cls, path):
        """Read a model that `save` has written."""
        return load_model(cls, path)
