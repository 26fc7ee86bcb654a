"""Average pooling over images."""

import numpy as np

from dlcourse.nn.layers.layer import Layer
from dlcourse.nn.layers.windows import Windows, check_window_arguments, pair


class AveragePooling2D(Layer):
    """y = the mean of each window, for each channel by itself; numbers of the border do not count.

    Input (batch, height, width, channels), output (batch, rows, columns, channels). `strides` default to the pool
    size. Raises ValueError for an unknown padding.
    """

    input_axes = ("batch", "height", "width", "channels")

    def __init__(self, pool_size=(2, 2), strides=None, padding="valid", **kwargs):
        super().__init__(**kwargs)
        self.pool_size = pair(pool_size)
        self.strides = self.pool_size if strides is None else pair(strides)
        self.padding = padding
        check_window_arguments(self, self.strides, padding)

    def forward(self, x, training=False, mask=None):
        self.windows = Windows(self, x.shape, self.pool_size, self.strides, self.padding)
        padded, inside = self.windows.pad(x), self.windows.pad(np.ones((1, *x.shape[1:3], 1), x.dtype))
        self.counts = sum(inside[place] for _, _, place in self.windows.offsets())
        return sum(padded[place] for _, _, place in self.windows.offsets()) / self.counts

    def backward(self, gradient):
        """Every number of a window gets an equal share of the window's gradient."""
        share = gradient / self.counts
        d_padded = np.zeros((len(gradient), *self.windows.padded, gradient.shape[-1]), gradient.dtype)
        for _, _, place in self.windows.offsets():
            d_padded[place] += share
        return self.windows.unpad(d_padded)


class GlobalAveragePooling2D(Layer):
    """y = the mean over height and width: (batch, height, width, channels) to (batch, channels)."""

    input_axes = ("batch", "height", "width", "channels")

    def forward(self, x, training=False, mask=None):
        self.input_shape = x.shape
        return x.mean(axis=(1, 2))

    def backward(self, gradient):
        """Every place gets an equal share of the gradient."""
        _, height, width, _ = self.input_shape
        share = gradient[:, None, None, :] / (height * width)
        return np.broadcast_to(share, self.input_shape).copy()
