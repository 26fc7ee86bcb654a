"""Batch normalisation."""

import numpy as np

from dlcourse.nn.layers.layer import Layer


class BatchNormalization(Layer):
    """y = γ (x - μ) / √(σ² + ε) + β, for each feature (the last axis) by itself.

    While training, μ and σ² are those of the batch, and the moving averages take a step towards them;
    in inference the moving averages are used. Input and output (..., features).
    Weights: gamma, beta, and the untrained moving_mean and moving_variance, each (features,).
    Source: Ioffe and Szegedy, 2015, arXiv:1502.03167.
    """

    input_axes = ("batch", "...", "features")
    supports_masking = True

    def __init__(self, momentum=0.99, epsilon=1e-3, center=True, scale=True, **kwargs):
        super().__init__(**kwargs)
        self.momentum = momentum
        self.epsilon = epsilon
        self.center = center
        self.scale = scale

    def build(self, input_shape):
        self.input_features = input_shape[-1]
        shape = (self.input_features,)
        self.gamma = self.add_weight("gamma", shape, "ones") if self.scale else None
        self.beta = self.add_weight("beta", shape, "zeros") if self.center else None
        self.moving_mean = self.add_weight("moving_mean", shape, "zeros", trainable=False)
        self.moving_variance = self.add_weight("moving_variance", shape, "ones", trainable=False)

    def forward(self, x, training=False, mask=None):
        self.training = training
        self.mask = mask
        if training:
            # Masked time steps are normalised too, but do not count in the mean and variance.
            samples = x.reshape(-1, self.input_features) if mask is None else x[mask]
            self.count = len(samples)
            mean, variance = samples.mean(axis=0), samples.var(axis=0)
            self.moving_mean += (1 - self.momentum) * (mean - self.moving_mean)
            self.moving_variance += (1 - self.momentum) * (variance - self.moving_variance)
        else:
            mean, variance = self.moving_mean, self.moving_variance
        self.inverse_stddev = 1 / np.sqrt(variance + self.epsilon)
        self.normalized = (x - mean) * self.inverse_stddev
        y = self.normalized * self.gamma if self.scale else self.normalized
        return y + self.beta if self.center else y

    def backward(self, gradient, input_gradient=True):
        """In training, μ and σ² depend on x too; written out (section 3 of the paper), with x̂ the normalised x:

        dL/dγ = Σ dL/dy · x̂,  dL/dβ = Σ dL/dy,
        dL/dx = (dL/dx̂ - mean(dL/dx̂) - x̂ · mean(dL/dx̂ · x̂)) / √(σ² + ε).
        """
        axes = tuple(range(gradient.ndim - 1))
        if self.scale:
            self.gradients["gamma"] = (gradient * self.normalized).sum(axis=axes)
        if self.center:
            self.gradients["beta"] = gradient.sum(axis=axes)
        d_normalized = gradient * self.gamma if self.scale else gradient
        if not self.training:
            return d_normalized * self.inverse_stddev
        mean = d_normalized.sum(axis=axes) / self.count
        slope = (d_normalized * self.normalized).sum(axis=axes) / self.count
        through_statistics = mean + self.normalized * slope
        if self.mask is not None:
            through_statistics *= self.mask[..., None]
        return (d_normalized - through_statistics) * self.inverse_stddev
