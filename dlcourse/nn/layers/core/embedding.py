"""A vector for every word."""

import numpy as np

from dlcourse.nn.layers.layer import Layer


class Embedding(Layer):
    """y[b, t] = E[x[b, t]]: look up row x of the table E.

    Input: whole numbers (batch, ...) in [0, input_dim); output (batch, ..., output_dim);
    embeddings E (input_dim, output_dim). With `mask_zero`, index 0 is padding, and later layers skip it.
    Raises ValueError for an index outside the table.
    """

    casts_input = False

    def __init__(self, input_dim, output_dim, embeddings_initializer="uniform", mask_zero=False, **kwargs):
        super().__init__(**kwargs)
        self.input_dim = input_dim
        self.output_dim = output_dim
        self.embeddings_initializer = embeddings_initializer
        self.mask_zero = mask_zero

    def build(self, input_shape):
        shape = (self.input_dim, self.output_dim)
        self.embeddings = self.add_weight("embeddings", shape, self.embeddings_initializer)

    def forward(self, x, training=False, mask=None):
        if x.size and not (x.min() >= 0 and x.max() < self.input_dim):
            raise ValueError(
                f"Embedding layer {self.name!r} has a table of shape {self.embeddings.shape}: "
                f"indices run from 0 to {self.input_dim - 1}, but the input of shape {x.shape} "
                f"has values from {x.min()} to {x.max()}."
            )
        self.indices = x.astype(np.intp)
        return self.embeddings[self.indices]

    def backward(self, gradient, input_gradient=True):
        """dL/dE[i] = Σ dL/dy[b, t] over all b, t with x[b, t] = i. Indices have no gradient: returns None."""
        d_embeddings = np.zeros_like(self.embeddings)
        np.add.at(d_embeddings, self.indices, gradient)
        self.gradients["embeddings"] = d_embeddings

    def compute_mask(self, x, mask):
        return np.asarray(x) != 0 if self.mask_zero else None
