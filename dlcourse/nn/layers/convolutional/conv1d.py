"""Convolution over sequences."""

import numpy as np

from dlcourse.nn import activations
from dlcourse.nn.layers.layer import Layer
from dlcourse.nn.layers.windows import output_size, window_padding


class Conv1D(Layer):
    """y[b, t, f] = f( Σ over r, c of x[b, t·stride + r·dilation, c] W[r, c, f] + bias[f] ).

    Input (batch, timesteps, channels), output (batch, steps, filters); kernel W (kernel size, channels, filters), bias
    (filters,). "causal" padding puts all zeros in front, so that no output sees a later step.
    Source: van den Oord et al., 2016, arXiv:1609.03499, for dilated causal convolutions.
    Raises ValueError for an unknown padding, a stride or dilation below 1, both above 1, or too short a sequence.
    """

    input_axes = ("batch", "timesteps", "channels")

    def __init__(
        self,
        filters,
        kernel_size,
        strides=1,
        padding="valid",
        dilation_rate=1,
        activation=None,
        use_bias=True,
        kernel_initializer="glorot_uniform",
        bias_initializer="zeros",
        kernel_regularizer=None,
        **kwargs,
    ):
        super().__init__(**kwargs)
        self.filters = filters
        self.kernel_size = kernel_size
        self.strides = strides
        self.padding = padding
        self.dilation_rate = dilation_rate
        self.activation = activations.get(activation)
        self.use_bias = use_bias
        self.kernel_initializer = kernel_initializer
        self.bias_initializer = bias_initializer
        self.kernel_regularizer = kernel_regularizer
        if padding not in ("valid", "same", "causal"):
            raise ValueError(f"Conv1D layer {self.name!r} needs padding 'valid', 'same' or 'causal', not {padding!r}.")
        if min(strides, dilation_rate) < 1 or min(strides, dilation_rate) > 1:
            raise ValueError(
                f"Conv1D layer {self.name!r} needs strides and dilation_rate of 1 or more, and one of them 1, "
                f"not {strides} and {dilation_rate}."
            )

    def build(self, input_shape):
        self.input_features = input_shape[-1]
        shape = (self.kernel_size, self.input_features, self.filters)
        self.kernel = self.add_weight("kernel", shape, self.kernel_initializer, self.kernel_regularizer)
        self.bias = self.add_weight("bias", (self.filters,), self.bias_initializer) if self.use_bias else None

    def forward(self, x, training=False, mask=None):
        """Write every window as a row (im2col); then all filters at all steps are one matrix product."""
        span = (self.kernel_size - 1) * self.dilation_rate + 1  # steps from the first to the last that a window sees
        steps = x.shape[1]
        self.before, after = (
            (span - 1, 0) if self.padding == "causal" else window_padding(steps, span, self.strides, self.padding)
        )
        padded = np.pad(x, ((0, 0), (self.before, after), (0, 0))) if self.before or after else x
        self.input_steps, self.padded_shape = steps, padded.shape
        self.outputs = output_size(padded.shape[1], span, self.strides)
        if self.outputs < 1:
            raise ValueError(
                f"Conv1D layer {self.name!r} has windows of {span} steps, which do not fit on "
                f"inputs of shape {x.shape}."
            )
        columns = np.empty((len(x), self.outputs, *self.kernel.shape[:2]), x.dtype)
        for position, place in self._places():
            columns[:, :, position] = padded[:, place]
        self.columns = columns.reshape(-1, self.kernel[..., 0].size)
        z = self.columns @ self.kernel.reshape(-1, self.filters)
        if self.use_bias:
            z += self.bias
        self.y = self.activation(z, out=z).reshape(len(x), self.outputs, self.filters)
        return self.y

    def _places(self):
        """Yield (position, slice) for each position in a window: the steps at this position of all windows."""
        for position in range(self.kernel_size):
            first = position * self.dilation_rate
            yield position, slice(first, first + (self.outputs - 1) * self.strides + 1, self.strides)

    def backward(self, gradient, input_gradient=True):
        """dL/dW = columnsᵀ δ and dL/dx[position r of every window] += δ W[r]ᵀ, with δ = dL/d(pre-activation)."""
        delta = activations.BACKWARD[self.activation](gradient, self.y).reshape(-1, self.filters)
        self.gradients["kernel"] = (self.columns.T @ delta).reshape(self.kernel.shape)
        if self.use_bias:
            self.gradients["bias"] = np.ones(len(delta), delta.dtype) @ delta
        if not input_gradient:
            return None
        d_padded = np.zeros(self.padded_shape, delta.dtype)
        for position, place in self._places():
            d_padded[:, place] += (delta @ self.kernel[position].T).reshape(len(gradient), self.outputs, -1)
        return d_padded[:, self.before : self.before + self.input_steps]
