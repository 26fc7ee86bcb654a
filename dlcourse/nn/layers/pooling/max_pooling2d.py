"""Max pooling over images."""

import numpy as np

from dlcourse.nn.layers.layer import Layer
from dlcourse.nn.layers.windows import Windows, check_window_arguments, pair


class MaxPooling2D(Layer):
    """y = the largest number of each window, for each channel by itself.

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
        self.padded = self.windows.pad(x, -np.inf)  # so that the border is never the largest
        self.y = None
        for _, _, place in self.windows.offsets():
            candidate = self.padded[place]
            self.y = candidate.copy() if self.y is None else np.maximum(self.y, candidate, out=self.y)
        return self.y

    def backward(self, gradient):
        """The whole gradient of a window goes to its largest number; to the first of them, if several are equal."""
        d_padded = np.zeros_like(self.padded)
        open_windows = np.ones(self.y.shape, bool)
        for _, _, place in self.windows.offsets():
            wins = (self.padded[place] == self.y) & open_windows
            d_padded[place] += gradient * wins
            open_windows &= ~wins
        return self.windows.unpad(d_padded)
