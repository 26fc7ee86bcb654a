"""Activation functions, each beside its backward rule.

Every rule here needs only the output y = f(x), not x itself, so a layer remembers one array, not two.
A rule takes the gradient of the loss with respect to y and returns the one with respect to x, in a new array.
All functions accept any shape. `out`, as in NumPy, names an array to write the result into (it may be x itself).

Formulas: Goodfellow, Bengio and Courville, "Deep Learning", sections 6.2.2 and 6.3;
ELU: Clevert, Unterthiner and Hochreiter, 2016, arXiv:1511.07289.
"""

from collections.abc import Callable

import numpy as np


def linear(x: np.ndarray, out: np.ndarray | None = None) -> np.ndarray:
    """Return x unchanged."""
    if out is None or out is x:
        return x
    np.copyto(out, x)
    return out


def linear_backward(gradient: np.ndarray, y: np.ndarray) -> np.ndarray:
    """dy/dx = 1."""
    return gradient


def sigmoid(x: np.ndarray, out: np.ndarray | None = None) -> np.ndarray:
    """Return 1 / (1 + exp(-x)), without overflow for any x.

    >>> sigmoid(np.array([-1000.0, 0.0, 1000.0]))
    array([0. , 0.5, 1. ])
    """
    # The same function as (1 + tanh(x / 2)) / 2, which is bounded at every stage.
    out = np.multiply(x, 0.5, out=out)
    np.tanh(out, out=out)
    out *= 0.5
    out += 0.5
    return out


def sigmoid_backward(gradient: np.ndarray, y: np.ndarray) -> np.ndarray:
    """dy/dx = y (1 - y), at most 1/4."""
    return gradient * (y * (1 - y))


def tanh(x: np.ndarray, out: np.ndarray | None = None) -> np.ndarray:
    """Return the hyperbolic tangent of x."""
    return np.tanh(x, out=out)


def tanh_backward(gradient: np.ndarray, y: np.ndarray) -> np.ndarray:
    """dy/dx = 1 - y², at most 1."""
    return gradient * (1 - y * y)


def relu(x: np.ndarray, out: np.ndarray | None = None) -> np.ndarray:
    """Return max(x, 0)."""
    return np.maximum(x, 0, out=out)


def relu_backward(gradient: np.ndarray, y: np.ndarray) -> np.ndarray:
    """dy/dx = 1 where x > 0, else 0 (also at 0, as Keras has it)."""
    return gradient * (y > 0)


LEAKY_RELU_SLOPE = 0.2


def leaky_relu(x: np.ndarray, out: np.ndarray | None = None) -> np.ndarray:
    """Return x where it is positive, 0.2 x elsewhere.

    >>> leaky_relu(np.array([-10.0, 10.0]))
    array([-2., 10.])
    """
    return np.maximum(x, LEAKY_RELU_SLOPE * x, out=out)


def leaky_relu_backward(gradient: np.ndarray, y: np.ndarray) -> np.ndarray:
    """dy/dx = 1 where x > 0, else 0.2."""
    return gradient * np.where(y > 0, y.dtype.type(1), y.dtype.type(LEAKY_RELU_SLOPE))


def elu(x: np.ndarray, out: np.ndarray | None = None) -> np.ndarray:
    """Return x where it is positive, exp(x) - 1 elsewhere."""
    negative_part = np.expm1(np.minimum(x, 0))
    out = np.maximum(x, 0, out=out)
    out += negative_part
    return out


def elu_backward(gradient: np.ndarray, y: np.ndarray) -> np.ndarray:
    """dy/dx = 1 where x > 0, else exp(x), which is y + 1."""
    return gradient * (np.minimum(y, 0) + 1)


def softmax(x: np.ndarray, out: np.ndarray | None = None) -> np.ndarray:
    """Return exp(x) / sum(exp(x)) along the last axis.

    >>> softmax(np.array([[1000.0, 1000.0]]))
    array([[0.5, 0.5]])
    """
    # Subtracting the maximum changes nothing but the size of the numbers: exp(1000) would overflow.
    out = np.subtract(x, x.max(axis=-1, keepdims=True), out=out)
    np.exp(out, out=out)
    out /= out.sum(axis=-1, keepdims=True)
    return out


def softmax_backward(gradient: np.ndarray, y: np.ndarray) -> np.ndarray:
    """dL/dx = y (dL/dy - Σ dL/dy · y), the sum along the last axis."""
    return y * (gradient - (gradient * y).sum(axis=-1, keepdims=True))


BACKWARD = {
    linear: linear_backward,
    sigmoid: sigmoid_backward,
    tanh: tanh_backward,
    relu: relu_backward,
    leaky_relu: leaky_relu_backward,
    elu: elu_backward,
    softmax: softmax_backward,
}


def get(activation: str | Callable | None) -> Callable:
    """Return the function for a name, None (linear) or one of the functions above.

    Raises ValueError for anything without a backward rule.
    """
    if activation is None:
        return linear
    for function in BACKWARD:
        if activation in (function, function.__name__):
            return function
    names = ", ".join(function.__name__ for function in BACKWARD)
    raise ValueError(f"Unknown activation {activation!r}. Known: {names}.")
