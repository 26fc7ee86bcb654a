"""Dropout."""

import numpy as np

from dlcourse.nn.layers.layer import Layer
from dlcourse.nn.random import make_generator


class Dropout(Layer):
    """While training, set a share `rate` of the inputs to zero and divide the others by (1 - rate).

    The division (inverted dropout) keeps the expected output the same, so inference needs no correction.
    Source: Srivastava et al., 2014, JMLR 15. Raises ValueError for a rate outside [0, 1).
    """

    supports_masking = True

    def __init__(self, rate, seed=None, **kwargs):
        super().__init__(**kwargs)
        if not 0 <= rate < 1:
            raise ValueError(f"Dropout layer {self.name!r} needs a rate in [0, 1), but received {rate}.")
        self.rate = rate
        self.seed = seed
        self.generator = make_generator(seed)

    def forward(self, x, training=False, mask=None):
        self.scale = dropout_scale(self.generator, x.shape, self.rate, x.dtype) if training and self.rate else None
        return x if self.scale is None else x * self.scale

    def backward(self, gradient):
        """dL/dx = dL/dy · scale, with the same zeros as forward."""
        return gradient if self.scale is None else gradient * self.scale


def dropout_scale(generator: np.random.Generator, shape: tuple[int, ...], rate: float, dtype: np.dtype) -> np.ndarray:
    """Return an array of zeros (a share `rate` of it) and 1 / (1 - rate)."""
    kept = generator.random(shape, dtype="float32") >= rate
    return kept.astype(dtype) / dtype.type(1 - rate)
