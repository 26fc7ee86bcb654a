"""Self-attention with several heads."""

import numpy as np

from dlcourse.nn import activations
from dlcourse.nn.layers.layer import Layer
from dlcourse.nn.layers.regularization.dropout import dropout_scale
from dlcourse.nn.random import make_generator

FAR_BELOW = -1e9  # the score of a step that may not be looked at: exp gives 0 for it


class MultiHeadAttention(Layer):
    """y = Σ over heads of softmax(Q Kᵀ / √key_dim) V W_o + b_o, with Q = x W_q + b_q and so on, for each head.

    This is self-attention, Keras' `layer(x, x)`. Input (batch, timesteps, features), output of the same shape.
    Weights: query, key and value kernels (features, num_heads, key_dim), each followed by its bias
    (num_heads, key_dim); output kernel (num_heads, key_dim, features), output bias (features,). `value_dim` takes the
    place of `key_dim` for values. With `use_causal_mask`, which Keras takes in the call, step t looks at steps up to t
    only. Masked steps are not looked at. `dropout` is the share of the attention weights dropped while training.
    Source: Vaswani et al., 2017, arXiv:1706.03762. Raises ValueError for a dropout outside [0, 1).
    """

    input_axes = ("batch", "timesteps", "features")
    supports_masking = True

    def __init__(
        self,
        num_heads,
        key_dim,
        value_dim=None,
        dropout=0.0,
        use_bias=True,
        use_causal_mask=False,
        kernel_initializer="glorot_uniform",
        bias_initializer="zeros",
        seed=None,
        **kwargs,
    ):
        super().__init__(**kwargs)
        if not 0 <= dropout < 1:
            raise ValueError(
                f"MultiHeadAttention layer {self.name!r} needs a dropout in [0, 1), but received {dropout}."
            )
        self.num_heads = num_heads
        self.key_dim = key_dim
        self.value_dim = value_dim
        self.dropout = dropout
        self.use_bias = use_bias
        self.use_causal_mask = use_causal_mask
        self.kernel_initializer = kernel_initializer
        self.bias_initializer = bias_initializer
        self.seed = seed
        self.generator = make_generator(seed)

    def build(self, input_shape):
        self.input_features = input_shape[-1]
        sizes = {"query": self.key_dim, "key": self.key_dim, "value": self.value_dim or self.key_dim}
        for name, size in sizes.items():
            self.add_weight(f"{name}_kernel", (self.input_features, self.num_heads, size), self.kernel_initializer)
            if self.use_bias:
                self.add_weight(f"{name}_bias", (self.num_heads, size), self.bias_initializer)
        shape = (self.num_heads, sizes["value"], self.input_features)
        self.add_weight("output_kernel", shape, self.kernel_initializer)
        if self.use_bias:
            self.add_weight("output_bias", (self.input_features,), self.bias_initializer)

    def forward(self, x, training=False, mask=None):
        self.x = x
        self.query, self.key, self.value = (self._project(x, name) for name in ("query", "key", "value"))
        scores = self.query @ self.key.swapaxes(-1, -2)
        scores *= self.query.dtype.type(self.key_dim**-0.5)
        self.hidden = self._hidden(x.shape[1], mask)
        if self.hidden is not None:
            np.copyto(scores, FAR_BELOW, where=self.hidden)
        self.weights = activations.softmax(scores, out=scores)  # (batch, heads, timesteps, timesteps)
        self.scale = None
        used = self.weights
        if training and self.dropout:
            self.scale = dropout_scale(self.generator, used.shape, self.dropout, used.dtype)
            used = used * self.scale
        self.used = used
        self.context = self._merged(used @ self.value)
        output_kernel = self.parameters["output_kernel"].reshape(-1, self.input_features)
        y = self.context @ output_kernel
        return y + self.parameters["output_bias"] if self.use_bias else y

    def _project(self, x, name):
        """x W + b, as (batch, heads, timesteps, size)."""
        kernel = self.parameters[f"{name}_kernel"]
        z = x @ kernel.reshape(self.input_features, -1)
        if self.use_bias:
            z += self.parameters[f"{name}_bias"].ravel()
        return z.reshape(*x.shape[:2], *kernel.shape[1:]).swapaxes(1, 2)

    def _hidden(self, steps, mask):
        """What may not be looked at, or None: true where the last two axes [t, s] hide step s from step t."""
        later = ~np.tri(steps, dtype=bool) if self.use_causal_mask else None
        if mask is None:
            return later
        masked = ~mask[:, None, None, :]
        return masked if later is None else masked | later

    def _merged(self, heads):
        """(batch, heads, timesteps, size) as (batch, timesteps, heads · size)."""
        return heads.swapaxes(1, 2).reshape(heads.shape[0], heads.shape[2], -1)

    def backward(self, gradient, input_gradient=True):
        """With A = softmax(S), S = Q Kᵀ / √key_dim and C = A V, for each head, and δ = dL/dC = dL/dy W_oᵀ:

        dL/dV = Aᵀ δ,  dL/dS = A · (dL/dA - Σ dL/dA · A) with dL/dA = δ Vᵀ,
        dL/dQ = dL/dS K / √key_dim,  dL/dK = dL/dSᵀ Q / √key_dim.
        """
        kernel = self.parameters["output_kernel"]
        rows = gradient.reshape(-1, self.input_features)
        self.gradients["output_kernel"] = (self.context.reshape(len(rows), -1).T @ rows).reshape(kernel.shape)
        if self.use_bias:
            self.gradients["output_bias"] = rows.sum(axis=0)
        d_context = gradient @ kernel.reshape(-1, self.input_features).T
        d_context = d_context.reshape(*gradient.shape[:2], *kernel.shape[:2]).swapaxes(1, 2)
        d_value = self.used.swapaxes(-1, -2) @ d_context
        d_weights = d_context @ self.value.swapaxes(-1, -2)
        if self.scale is not None:
            d_weights *= self.scale
        d_scores = activations.softmax_backward(d_weights, self.weights)
        if self.hidden is not None:  # for steps from which everything is hidden; elsewhere it is 0 already
            np.copyto(d_scores, 0, where=self.hidden)
        d_scores *= d_scores.dtype.type(self.key_dim**-0.5)
        d_query, d_key = d_scores @ self.key, d_scores.swapaxes(-1, -2) @ self.query
        parts = [
            self._project_backward(name, self._merged(d), input_gradient)
            for name, d in (("query", d_query), ("key", d_key), ("value", d_value))
        ]
        return sum(parts) if input_gradient else None

    def _project_backward(self, name, delta, input_gradient):
        """dL/dW = xᵀ δ, dL/db = Σ δ, dL/dx = δ Wᵀ, as in a dense layer."""
        kernel = self.parameters[f"{name}_kernel"]
        rows = delta.reshape(-1, delta.shape[-1])
        self.gradients[f"{name}_kernel"] = (self.x.reshape(len(rows), -1).T @ rows).reshape(kernel.shape)
        if self.use_bias:
            self.gradients[f"{name}_bias"] = rows.sum(axis=0).reshape(kernel.shape[1:])
        return delta @ kernel.reshape(self.input_features, -1).T if input_gradient else None
