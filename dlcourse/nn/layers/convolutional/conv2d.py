"""Convolution over images."""

import numpy as np

from dlcourse.nn import activations
from dlcourse.nn.layers.layer import Layer
from dlcourse.nn.layers.windows import Windows, check_window_arguments, pair


class Conv2D(Layer):
    """y[b, i, j, f] = f( Σ over r, c, k of x[b, i·stride + r, j·stride + c, k] W[r, c, k, f] + bias[f] ).

    (Cross-correlation, strictly: the kernel is not flipped.) Input (batch, height, width, channels),
    output (batch, rows, columns, filters); kernel W (kernel height, kernel width, channels, filters), bias (filters,).
    Source: Goodfellow, Bengio and Courville, "Deep Learning", chapter 9. Raises ValueError for an unknown padding.
    """

    input_axes = ("batch", "height", "width", "channels")

    def __init__(
        self,
        filters,
        kernel_size,
        strides=(1, 1),
        padding="valid",
        activation=None,
        use_bias=True,
        kernel_initializer="glorot_uniform",
        bias_initializer="zeros",
        kernel_regularizer=None,
        **kwargs,
    ):
        super().__init__(**kwargs)
        self.filters = filters
        self.kernel_size = pair(kernel_size)
        self.strides = pair(strides)
        self.padding = padding
        self.activation = activations.get(activation)
        self.use_bias = use_bias
        self.kernel_initializer = kernel_initializer
        self.bias_initializer = bias_initializer
        self.kernel_regularizer = kernel_regularizer
        check_window_arguments(self, self.strides, padding)

    def build(self, input_shape):
        self.input_features = input_shape[-1]
        shape = (*self.kernel_size, self.input_features, self.filters)
        self.kernel = self.add_weight("kernel", shape, self.kernel_initializer, self.kernel_regularizer)
        self.bias = self.add_weight("bias", (self.filters,), self.bias_initializer) if self.use_bias else None

    def forward(self, x, training=False, mask=None):
        """Write every window as a row (im2col); then all filters at all positions are one matrix product."""
        self.windows = Windows(self, x.shape, self.kernel_size, self.strides, self.padding)
        padded = self.windows.pad(x)
        columns = np.empty((len(x), *self.windows.outputs, *self.kernel.shape[:3]), x.dtype)
        for row, column, place in self.windows.offsets():
            columns[..., row, column, :] = padded[place]
        self.columns = columns.reshape(-1, self.kernel[..., 0].size)
        z = self.columns @ self.kernel.reshape(-1, self.filters)
        if self.use_bias:
            z += self.bias
        self.y = self.activation(z, out=z).reshape(len(x), *self.windows.outputs, self.filters)
        return self.y

    def backward(self, gradient, input_gradient=True):
        """dL/dW = columnsᵀ δ and dL/dx[position r, c of every window] += δ W[r, c]ᵀ, with δ = dL/d(pre-activation).

        dL/dx is summed one position at a time. This needs one (batch, rows, columns, channels) array at a time; the
        transposed matrix product needs kernel height × kernel width of them.
        """
        delta = activations.BACKWARD[self.activation](gradient, self.y).reshape(-1, self.filters)
        self.gradients["kernel"] = (self.columns.T @ delta).reshape(self.kernel.shape)
        if self.use_bias:
            self.gradients["bias"] = np.ones(len(delta), delta.dtype) @ delta
        if not input_gradient:
            return None
        batch, channels = len(gradient), self.input_features
        d_padded = np.zeros((batch, *self.windows.padded, channels), delta.dtype)
        for row, column, place in self.windows.offsets():
            d_padded[place] += (delta @ self.kernel[row, column].T).reshape(batch, *self.windows.outputs, channels)
        return self.windows.unpad(d_padded)
