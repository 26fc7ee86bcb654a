"""Transposed convolution: from a small image to a larger one."""

import numpy as np

from dlcourse.nn import activations
from dlcourse.nn.layers.layer import Layer
from dlcourse.nn.layers.windows import Windows, check_window_arguments, pair


class Conv2DTranspose(Layer):
    """y[b, u, v, f] = f( Σ of x[b, i, j, k] W[r, c, f, k] over k, i·stride + r = u and j·stride + c = v, + bias[f] ).

    Every number of the input adds a copy of the kernel to the output: what `Conv2D` does backward, to its input.
    Input (batch, rows, columns, channels), output (batch, height, width, filters): for "same", height is rows · stride;
    for "valid", what the copies need; kernel W (kernel height, kernel width, filters, channels), bias (filters,).
    Source: Dumoulin and Visin, 2016, arXiv:1603.07285. Raises ValueError for an unknown padding.
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
        shape = (*self.kernel_size, self.filters, self.input_features)
        self.kernel = self.add_weight("kernel", shape, self.kernel_initializer, self.kernel_regularizer)
        self.bias = self.add_weight("bias", (self.filters,), self.bias_initializer) if self.use_bias else None

    def _output_side(self, size, window, stride):
        return size * stride + (max(window - stride, 0) if self.padding == "valid" else 0)

    def forward(self, x, training=False, mask=None):
        sides = [self._output_side(*axis) for axis in zip(x.shape[1:3], self.kernel_size, self.strides, strict=True)]
        output_shape = (len(x), *sides, self.filters)
        self.windows = Windows(self, output_shape, self.kernel_size, self.strides, self.padding)
        self.rows, self.input_shape = x.reshape(-1, self.input_features), x.shape
        padded = np.zeros((len(x), *self.windows.padded, self.filters), x.dtype)
        for row, column, place in self.windows.offsets():
            padded[place] += (self.rows @ self.kernel[row, column].T).reshape(*x.shape[:3], self.filters)
        z = self.windows.unpad(padded)
        if self.use_bias:
            z += self.bias
        self.y = self.activation(z)
        return self.y

    def backward(self, gradient, input_gradient=True):
        """With the windows of δ = dL/d(pre-activation) as rows: dL/dW = columnsᵀ x, and dL/dx = columns W."""
        delta = activations.BACKWARD[self.activation](gradient, self.y)
        if self.use_bias:
            self.gradients["bias"] = np.ones(delta[..., 0].size, delta.dtype) @ delta.reshape(-1, self.filters)
        padded = self.windows.pad(delta)
        columns = np.empty((*self.input_shape[:3], *self.kernel.shape[:3]), delta.dtype)
        for row, column, place in self.windows.offsets():
            columns[..., row, column, :] = padded[place]
        columns = columns.reshape(len(self.rows), -1)
        self.gradients["kernel"] = (columns.T @ self.rows).reshape(self.kernel.shape)
        if not input_gradient:
            return None
        return (columns @ self.kernel.reshape(-1, self.input_features)).reshape(self.input_shape)
