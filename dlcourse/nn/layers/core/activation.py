"""An activation function as a layer of its own."""

from dlcourse.nn import activations
from dlcourse.nn.layers.layer import Layer


class Activation(Layer):
    """y = f(x), for inputs of any shape."""

    supports_masking = True

    def __init__(self, activation, **kwargs):
        super().__init__(**kwargs)
        self.activation = activations.get(activation)

    def forward(self, x, training=False, mask=None):
        self.logits = x
        self.y = self.activation(x)
        return self.y

    def backward(self, gradient, from_logits=False):
        """dL/dx = dL/dy f'(x); with `from_logits` the gradient given is dL/dx already."""
        return gradient if from_logits else activations.BACKWARD[self.activation](gradient, self.y)
