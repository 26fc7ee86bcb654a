"""Neural networks in NumPy, with Keras' names, defaults, layouts and order of weights.

>>> from dlcourse.nn import Input, Sequential, layers
>>> model = Sequential([Input((784,)), layers.Dense(64, activation="relu"), layers.Dense(10, activation="softmax")])
>>> model.compile("sgd", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
>>> model.count_params()
50890

Weights move both ways: `model.set_weights(keras_model.get_weights())`, and back.
"""

from dlcourse.nn import activations, callbacks, initializers, layers, losses, metrics, optimizers, regularizers
from dlcourse.nn.gradient_check import gradient_check, numerical_gradient, relative_error
from dlcourse.nn.random import set_random_seed
from dlcourse.nn.sequential import Input, Sequential

__all__ = [
    "Input",
    "Sequential",
    "activations",
    "callbacks",
    "gradient_check",
    "initializers",
    "layers",
    "losses",
    "metrics",
    "numerical_gradient",
    "optimizers",
    "regularizers",
    "relative_error",
    "set_random_seed",
]
