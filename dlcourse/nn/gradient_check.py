"""Comparing backpropagated gradients with numerical ones (Goodfellow et al., "Deep Learning", section 11.5)."""

from collections.abc import Callable

import numpy as np

from dlcourse.nn.layers import Layer


def numerical_gradient(function: Callable[[], float], x: np.ndarray, h: float = 1e-5) -> np.ndarray:
    """Return df/dx by central differences, (f(x + h) - f(x - h)) / 2h, one number of `x` at a time.

    `function` takes no argument and reads `x`, a float64 array of any shape, which is changed and restored.
    Raises ValueError for another dtype: float32 is too coarse for small differences.

    >>> x = np.array([1.0, 2.0])
    >>> numerical_gradient(lambda: (x**2).sum(), x).round(6)
    array([2., 4.])
    """
    if x.dtype != np.float64:
        raise ValueError(
            f"A numerical gradient needs float64, but received {x.dtype}; make layers with dtype='float64'."
        )
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        value = x[index]
        x[index] = value + h
        above = function()
        x[index] = value - h
        below = function()
        x[index] = value
        gradient[index] = (above - below) / (2 * h)
    return gradient


def relative_error(a: np.ndarray, b: np.ndarray) -> float:
    """Return |a - b| / (|a| + |b|), with Euclidean lengths; 0 when both are zero."""
    length = np.linalg.norm(a) + np.linalg.norm(b)
    return float(np.linalg.norm(a - b) / length) if length else 0.0


def gradient_check(
    layer: Layer, x: np.ndarray, h: float = 1e-5, training: bool = False, mask: np.ndarray | None = None, seed: int = 0
) -> dict[str, float]:
    """Return {name: relative error} of a layer's gradients: "input", and each parameter.

    The function differentiated is Σ y · r with fixed random numbers r. Below 1e-7 the backward rule is right;
    above 1e-3 it is wrong, or the function has a kink near `x`. Raises ValueError unless layer and `x` are float64.
    """
    weights = np.random.default_rng(seed).standard_normal(layer(x, training=training, mask=mask).shape)

    def function():
        return float((layer(x, training=training, mask=mask) * weights).sum())

    function()
    d_input = layer.backward(weights)
    gradients = dict(layer.gradients)
    errors = {} if d_input is None else {"input": relative_error(d_input, numerical_gradient(function, x, h))}
    for name, parameter in layer.parameters.items():
        errors[name] = relative_error(gradients[name], numerical_gradient(function, parameter, h))
    return errors
