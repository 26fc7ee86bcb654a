"""The check of `activation_gradients`."""

import math

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, unchanged


@exercise(
    defines=["sigmoid_gradient", "tanh_gradient", "relu_gradient", "leaky_relu_gradient", "elu_gradient"],
    rules=[BY_HAND],
)
def activation_gradients(sigmoid_gradient, tanh_gradient, relu_gradient, leaky_relu_gradient, elu_gradient, rng):
    """Derivatives of five activation functions with respect to their input, elementwise.

    Requirements:
    - "the derivatives of the table: of sigmoid" → sigmoid: between 0 and ¼
    - "sigmoid, tanh, ReLU" → tanh: between 0 and 1
    - "ReLU gives 0" → ReLU: 0 or 1
    - "leaky ReLU 0.01" → leaky ReLU: 0.01 or 1
    - "ELU 1" → ELU: exp(x) or 1
    - "an array `x` of any shape" → any shape
    - "Leave `x` unchanged" → leave x as it was
    """
    x = rng.normal(scale=2.0, size=(3, 4))
    x[0, :2] = [-1.5, 1.5]
    with criterion(
        "sigmoid: between 0 and ¼",
        hint="With s = sigmoid(x), not x itself: s · (1 − s). At 0 it is at its largest, 0.25.",
    ):
        close(sigmoid_gradient(np.array([0.0])), [0.25], what="sigmoid_gradient([0])")
        close(sigmoid_gradient(x.copy()), 0.25 / np.cosh(x / 2) ** 2, what="sigmoid_gradient(x)")
    with criterion("tanh: between 0 and 1", hint="Start from 1 and subtract the SQUARE of tanh(x). At 0 it is 1."):
        close(tanh_gradient(np.array([0.0])), [1.0], what="tanh_gradient([0])")
        close(tanh_gradient(x.copy()), 1 / np.cosh(x) ** 2, what="tanh_gradient(x)")
    with criterion("ReLU: 0 or 1", hint="It is a slope, not the output: 1 where x > 0, and 0 elsewhere, at 0 too."):
        close(relu_gradient(np.array([-2.0, 0.0, 3.0])), [0, 0, 1], what="relu_gradient([−2, 0, 3])")
        close(relu_gradient(x.copy()), (np.sign(x) + 1) / 2, what="relu_gradient(x)")
    with criterion("leaky ReLU: 0.01 or 1", hint="For x < 0 the slope is 0.01 (not 0, not 0.01·x); at 0 use 0.01."):
        close(leaky_relu_gradient(np.array([-2.0, 0.0, 3.0])), [0.01, 0.01, 1], what="leaky_relu_gradient([−2, 0, 3])")
        close(leaky_relu_gradient(x.copy()), 0.505 + 0.495 * np.sign(x), what="leaky_relu_gradient(x)")
    with criterion(
        "ELU: exp(x) or 1", hint="For x < 0, ELU is exp(x) − 1. What do you get when you differentiate that?"
    ):
        close(elu_gradient(np.array([-1.0, 0.0, 3.0])), [1 / math.e, 1, 1], what="elu_gradient([−1, 0, 3])")
        close(elu_gradient(x.copy()), np.minimum(1, math.e**x), what="elu_gradient(x)")
    with criterion("any shape", hint="Use array expressions: they work for every shape. Do not loop over rows."):
        for shape in ((), (3,), (2, 1, 3)):
            for function in (sigmoid_gradient, tanh_gradient, relu_gradient, leaky_relu_gradient, elu_gradient):
                close(np.shape(function(np.full(shape, -1.0))), shape, what=f"the shape of a result for shape {shape}")
    with criterion(
        "leave x as it was", trivial=True, hint="`x[x < 0] = …` writes into the caller's array: use np.where."
    ):
        for function in (sigmoid_gradient, tanh_gradient, relu_gradient, leaky_relu_gradient, elu_gradient):
            unchanged(function, x.copy())
