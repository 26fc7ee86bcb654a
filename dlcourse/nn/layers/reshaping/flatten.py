"""Changing the shape of each sample."""

from math import prod

from dlcourse.nn.layers.layer import Layer


class Flatten(Layer):
    """(batch, a, b, ...) to (batch, a · b · ...)."""

    def forward(self, x, training=False, mask=None):
        self.input_shape = x.shape
        return x.reshape(len(x), prod(x.shape[1:]))

    def backward(self, gradient):
        return gradient.reshape(self.input_shape)


class Reshape(Layer):
    """(batch, ...) to (batch, *target_shape); one entry may be -1.

    Raises ValueError when a sample does not have as many numbers as the target shape.
    """

    def __init__(self, target_shape, **kwargs):
        super().__init__(**kwargs)
        self.target_shape = tuple(target_shape)

    def forward(self, x, training=False, mask=None):
        size, known = prod(x.shape[1:]), prod(n for n in self.target_shape if n != -1)
        if size % known if -1 in self.target_shape else size != known:
            raise ValueError(
                f"Reshape layer {self.name!r} cannot turn samples of shape {x.shape[1:]} into {self.target_shape}."
            )
        self.input_shape = x.shape
        return x.reshape(len(x), *self.target_shape)

    def backward(self, gradient):
        return gradient.reshape(self.input_shape)
