"""One number for each channel of a sequence."""

import numpy as np

from dlcourse.nn.layers.layer import Layer


class GlobalAveragePooling1D(Layer):
    """y = the mean over the steps that are not masked: (batch, timesteps, channels) to (batch, channels)."""

    input_axes = ("batch", "timesteps", "channels")

    def forward(self, x, training=False, mask=None):
        steps = np.ones((*x.shape[:2], 1), x.dtype) if mask is None else mask[..., None].astype(x.dtype)
        self.shares = steps / steps.sum(axis=1, keepdims=True)
        return (x * self.shares).sum(axis=1)

    def backward(self, gradient):
        """Every step that counts gets an equal share of the gradient."""
        return gradient[:, None] * self.shares


class GlobalMaxPooling1D(Layer):
    """y = the largest number of each channel: (batch, timesteps, channels) to (batch, channels). Masks do not count."""

    input_axes = ("batch", "timesteps", "channels")

    def forward(self, x, training=False, mask=None):
        self.x = x
        self.y = x.max(axis=1)
        return self.y

    def backward(self, gradient):
        """The gradient goes to the largest number; in equal shares to all of them, if several are equal."""
        largest = (self.x == self.y[:, None]).astype(gradient.dtype)
        return largest * (gradient / largest.sum(axis=1))[:, None]
