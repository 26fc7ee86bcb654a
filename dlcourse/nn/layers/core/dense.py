"""The fully connected layer."""

from dlcourse.nn import activations
from dlcourse.nn.layers.layer import Layer


class Dense(Layer):
    """y = f(x W + b).

    Input (batch, ..., features), output (batch, ..., units); kernel W (features, units), bias b (units,).

    >>> Dense(4)([[1.0, 2.0, 3.0]]).shape
    (1, 4)
    """

    input_axes = ("batch", "...", "features")
    supports_masking = True

    def __init__(
        self,
        units,
        activation=None,
        use_bias=True,
        kernel_initializer="glorot_uniform",
        bias_initializer="zeros",
        kernel_regularizer=None,
        **kwargs,
    ):
        super().__init__(**kwargs)
        self.units = units
        self.activation = activations.get(activation)
        self.use_bias = use_bias
        self.kernel_initializer = kernel_initializer
        self.bias_initializer = bias_initializer
        self.kernel_regularizer = kernel_regularizer

    def build(self, input_shape):
        self.input_features = input_shape[-1]
        shape = (self.input_features, self.units)
        self.kernel = self.add_weight("kernel", shape, self.kernel_initializer, self.kernel_regularizer)
        self.bias = self.add_weight("bias", (self.units,), self.bias_initializer) if self.use_bias else None

    def forward(self, x, training=False, mask=None):
        self.x = x
        self.logits = x @ self.kernel
        if self.use_bias:
            self.logits += self.bias
        self.y = self.activation(self.logits)
        return self.y

    def backward(self, gradient, input_gradient=True, from_logits=False):
        """Textbook: dL/dW = xᵀ δ, dL/db = Σ δ over the batch, dL/dx = δ Wᵀ, with δ = dL/d(x W + b).

        With `from_logits` the gradient given is δ already, as it is when a loss is taken of the logits.
        """
        delta = gradient if from_logits else activations.BACKWARD[self.activation](gradient, self.y)
        rows = delta.reshape(-1, self.units)
        self.gradients["kernel"] = self.x.reshape(-1, self.input_features).T @ rows
        if self.use_bias:
            self.gradients["bias"] = rows.sum(axis=0)
        return delta @ self.kernel.T if input_gradient else None
