"""Initial values of weights.

An initializer is called with a shape and a dtype, and returns an array. The scale keeps the variance of signals the
same from layer to layer, so it depends on how many inputs (fan-in) and outputs (fan-out) a unit has.

Sources: Glorot and Bengio, 2010 (AISTATS); He et al., 2015, arXiv:1502.01852; Saxe et al., 2014, arXiv:1312.6120.
"""

from collections.abc import Sequence

import numpy as np

from dlcourse.nn.random import make_generator
from dlcourse.nn.serialization import Configurable

# A normal variable cut off at two standard deviations has this standard deviation itself.
TRUNCATED_NORMAL_STDDEV = 0.87962566103423978


def compute_fans(shape: Sequence[int]) -> tuple[int, int]:
    """Return (fan-in, fan-out) of a weight array whose last two axes are (inputs, outputs).

    >>> compute_fans((3, 3, 16, 32))
    (144, 288)
    """
    if len(shape) == 1:
        return shape[0], shape[0]
    receptive_field = int(np.prod(shape[:-2]))
    return shape[-2] * receptive_field, shape[-1] * receptive_field


def truncated_normal(generator: np.random.Generator, shape: tuple[int, ...], stddev: float) -> np.ndarray:
    """Draw normal numbers with standard deviation `stddev`; those beyond two standard deviations are drawn again."""
    values = generator.standard_normal(shape)
    while (outside := np.abs(values) > 2).any():
        values[outside] = generator.standard_normal(outside.sum())
    return values * stddev


class Initializer(Configurable):
    """Base of the initializers. The same `seed` gives the same numbers at every call, as in Keras."""

    def __init__(self, seed=None):
        self.seed = seed

    def __call__(self, shape: Sequence[int], dtype: str = "float32") -> np.ndarray:
        return self.draw(make_generator(self.seed), tuple(shape)).astype(dtype)

    def draw(self, generator: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
        """Return an array of this shape. Each initializer has its own way to draw it."""
        raise NotImplementedError


class Zeros(Initializer):
    """All zeros."""

    def draw(self, generator, shape):
        return np.zeros(shape)


class Ones(Initializer):
    """All ones."""

    def draw(self, generator, shape):
        return np.ones(shape)


class RandomUniform(Initializer):
    """Uniform between `minval` and `maxval`."""

    def __init__(self, minval=-0.05, maxval=0.05, seed=None):
        super().__init__(seed)
        self.minval = minval
        self.maxval = maxval

    def draw(self, generator, shape):
        return generator.uniform(self.minval, self.maxval, shape)


class GlorotUniform(Initializer):
    """Uniform with variance 2 / (fan-in + fan-out), for tanh and sigmoid."""

    def draw(self, generator, shape):
        limit = np.sqrt(6 / sum(compute_fans(shape)))
        return generator.uniform(-limit, limit, shape)


class GlorotNormal(Initializer):
    """Truncated normal with variance 2 / (fan-in + fan-out)."""

    def draw(self, generator, shape):
        return truncated_normal(generator, shape, np.sqrt(2 / sum(compute_fans(shape))) / TRUNCATED_NORMAL_STDDEV)


class HeUniform(Initializer):
    """Uniform with variance 2 / fan-in, for ReLU."""

    def draw(self, generator, shape):
        limit = np.sqrt(6 / compute_fans(shape)[0])
        return generator.uniform(-limit, limit, shape)


class HeNormal(Initializer):
    """Truncated normal with variance 2 / fan-in, for ReLU."""

    def draw(self, generator, shape):
        return truncated_normal(generator, shape, np.sqrt(2 / compute_fans(shape)[0]) / TRUNCATED_NORMAL_STDDEV)


class Orthogonal(Initializer):
    """A random matrix with orthonormal rows or columns (the shorter ones): it keeps lengths, for recurrent weights."""

    def __init__(self, gain=1.0, seed=None):
        super().__init__(seed)
        self.gain = gain

    def draw(self, generator, shape):
        rows, columns = int(np.prod(shape[:-1])), shape[-1]
        q, r = np.linalg.qr(generator.standard_normal((max(rows, columns), min(rows, columns))))
        q = q * np.sign(np.diag(r))  # without this QR's sign convention would make some rotations impossible
        return self.gain * (q.T if rows < columns else q).reshape(shape)


NAMES = {
    "zeros": Zeros,
    "ones": Ones,
    "uniform": RandomUniform,
    "random_uniform": RandomUniform,
    "glorot_uniform": GlorotUniform,
    "glorot_normal": GlorotNormal,
    "he_uniform": HeUniform,
    "he_normal": HeNormal,
    "orthogonal": Orthogonal,
}


def get(initializer: str | Initializer) -> Initializer:
    """Return the initializer for a name, or the initializer itself. Raises ValueError for an unknown name."""
    if isinstance(initializer, Initializer):
        return initializer
    if initializer not in NAMES:
        raise ValueError(f"Unknown initializer {initializer!r}. Known: {', '.join(NAMES)}.")
    return NAMES[initializer]()
