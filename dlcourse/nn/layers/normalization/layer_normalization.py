"""Layer normalisation."""

import numpy as np

from dlcourse.nn.layers.layer import Layer


class LayerNormalization(Layer):
    """y = γ (x - μ) / √(σ² + ε) + β, with μ and σ² over the features (the last axis) of each sample and step.

    The same in training and in inference, and for any batch. Input and output (..., features).
    Weights: gamma and beta, each (features,). Source: Ba, Kiros and Hinton, 2016, arXiv:1607.06450.
    """

    input_axes = ("batch", "...", "features")
    supports_masking = True

    def __init__(self, epsilon=1e-3, center=True, scale=True, **kwargs):
        super().__init__(**kwargs)
        self.epsilon = epsilon
        self.center = center
        self.scale = scale

    def build(self, input_shape):
        self.input_features = input_shape[-1]
        shape = (self.input_features,)
        self.gamma = self.add_weight("gamma", shape, "ones") if self.scale else None
        self.beta = self.add_weight("beta", shape, "zeros") if self.center else None

    def forward(self, x, training=False, mask=None):
        self.normalized = x - _mean(x)
        self.inverse_stddev = 1 / np.sqrt(_mean(self.normalized * self.normalized) + self.epsilon)
        self.normalized *= self.inverse_stddev
        y = self.normalized * self.gamma if self.scale else self.normalized
        return y + self.beta if self.center else y

    def backward(self, gradient, input_gradient=True):
        """μ and σ² depend on x too; written out, with x̂ the normalised x, and means over the features:

        dL/dγ = Σ dL/dy · x̂,  dL/dβ = Σ dL/dy,
        dL/dx = (dL/dx̂ - mean(dL/dx̂) - x̂ · mean(dL/dx̂ · x̂)) / √(σ² + ε).
        """
        ones = np.ones(gradient[..., 0].size, gradient.dtype)
        if self.scale:
            self.gradients["gamma"] = ones @ (gradient * self.normalized).reshape(-1, self.input_features)
        if self.center:
            self.gradients["beta"] = ones @ gradient.reshape(-1, self.input_features)
        if not input_gradient:
            return None
        d_normalized = gradient * self.gamma if self.scale else gradient
        through_variance = self.normalized * _mean(d_normalized * self.normalized)
        return (d_normalized - _mean(d_normalized) - through_variance) * self.inverse_stddev


def _mean(x: np.ndarray) -> np.ndarray:
    """The mean over the last axis, which stays, with length 1. As a matrix product, for speed."""
    features = x.shape[-1]
    return x @ np.full((features, 1), 1 / features, x.dtype)
