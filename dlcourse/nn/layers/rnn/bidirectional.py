"""A sequence read from both ends."""

import numpy as np

from dlcourse.nn.layers.layer import Layer
from dlcourse.nn.layers.rnn.recurrent import Recurrent
from dlcourse.nn.serialization import deserialize, serialize


class Bidirectional(Layer):
    """Two recurrent layers, one reading forwards and one backwards, with their outputs merged.

    Both are copies of `layer`, with weights of their own. `merge_mode`: "concat", "sum", "ave" or "mul". Output
    (batch, units) or (batch, timesteps, units), with twice the units for "concat". Weights: those of the forward layer,
    then those of the backward layer. Source: Schuster and Paliwal, 1997.
    Raises ValueError for another merge mode, or a layer that is not recurrent.
    """

    input_axes = ("batch", "timesteps", "features")
    supports_masking = True

    def __init__(self, layer, merge_mode="concat", **kwargs):
        super().__init__(**kwargs)
        if merge_mode not in ("concat", "sum", "ave", "mul"):
            raise ValueError(f"Bidirectional layer {self.name!r} does not know merge_mode {merge_mode!r}.")
        if not isinstance(layer, Recurrent):
            raise ValueError(f"Bidirectional layer {self.name!r} needs a recurrent layer, not {type(layer).__name__}.")
        self.layer = layer
        self.merge_mode = merge_mode
        self.dtype = layer.dtype
        self.forward_layer = copy_of(layer, f"forward_{layer.name}", layer.go_backwards)
        self.backward_layer = copy_of(layer, f"backward_{layer.name}", not layer.go_backwards)

    def build(self, input_shape):
        self.input_features = input_shape[-1]
        for prefix, layer in self.directions():
            layer.build(input_shape)
            layer.built = True
            self.parameters |= {f"{prefix}_{name}": array for name, array in layer.parameters.items()}
            self.regularizers |= {f"{prefix}_{name}": penalty for name, penalty in layer.regularizers.items()}

    def directions(self):
        """Return the two layers with the prefix of their weights' names."""
        return [("forward", self.forward_layer), ("backward", self.backward_layer)]

    def compute_mask(self, x, mask):
        return self.layer.compute_mask(x, mask)

    def forward(self, x, training=False, mask=None):
        a = self.forward_layer(x, training, mask)
        b = self.in_time_order(self.backward_layer(x, training, mask))
        if self.merge_mode == "concat":
            return np.concatenate([a, b], axis=-1)
        if self.merge_mode == "mul":
            self.factors = a, b
            return a * b
        return a + b if self.merge_mode == "sum" else (a + b) / 2

    def backward(self, gradient, input_gradient=True):
        """Each layer gets its part of the gradient; dL/dx is the sum of what they return."""
        if self.merge_mode == "concat":
            d_a, d_b = np.split(gradient, 2, axis=-1)
        elif self.merge_mode == "mul":
            a, b = self.factors
            d_a, d_b = gradient * b, gradient * a
        else:
            d_a = d_b = gradient if self.merge_mode == "sum" else gradient / 2
        d_x = self.forward_layer.backward(d_a, input_gradient)
        d_x_too = self.backward_layer.backward(self.in_time_order(d_b), input_gradient)
        for prefix, layer in self.directions():
            self.gradients |= {f"{prefix}_{name}": array for name, array in layer.gradients.items()}
        return d_x + d_x_too if input_gradient else None

    def in_time_order(self, sequence):
        """Reverse what the backward layer returns, or the gradient it gets, where there is a time axis."""
        return sequence[:, ::-1] if self.layer.return_sequences else sequence


def copy_of(layer: Recurrent, name: str, go_backwards: bool) -> Recurrent:
    """Return a new layer like `layer`, without its weights."""
    copy = type(layer)(**{**deserialize(serialize(layer.get_config())), "name": name, "go_backwards": go_backwards})
    copy.zero_masked_outputs = layer.return_sequences
    return copy
