"""The sums that optimisers are checked against are what Keras' own optimisers do."""

import numpy as np
import pytest

from dlcourse.checks.optimizers import closed_forms

CASES = {
    "sgd": ("SGD", {"learning_rate": 0.05}, {}),
    "momentum": ("SGD", {"learning_rate": 0.05, "momentum": 0.8}, {}),
    "nesterov": ("SGD", {"learning_rate": 0.05, "momentum": 0.8}, {"nesterov": True}),
    "adagrad": ("Adagrad", {"learning_rate": 0.05, "initial_accumulator_value": 0.3}, {}),
    "rmsprop": ("RMSprop", {"learning_rate": 0.05, "rho": 0.7}, {}),
    "adam": ("Adam", {"learning_rate": 0.05, "beta_1": 0.8, "beta_2": 0.95}, {}),
}
DEFAULTS = {
    "sgd": ("SGD", {"learning_rate": 0.01}),
    "adagrad": ("Adagrad", {"learning_rate": 0.001, "initial_accumulator_value": 0.1}),
    "rmsprop": ("RMSprop", {"learning_rate": 0.001, "rho": 0.9}),
    "adam": ("Adam", {"learning_rate": 0.001, "beta_1": 0.9, "beta_2": 0.999}),
}


def keras_moves(name, settings, gradients):
    import keras

    variable = keras.Variable(np.zeros(gradients.shape[1:]), dtype="float64")
    optimizer = getattr(keras.optimizers, name)(**settings)
    for gradient in gradients:
        optimizer.apply([keras.ops.convert_to_tensor(gradient, dtype="float64")], [variable])
    return np.asarray(variable)


@pytest.mark.parametrize("rule", CASES)
def test_twenty_steps_are_those_of_keras(rule):
    gradients = np.random.default_rng(7).normal(size=(20, 3, 2))
    name, settings, more = CASES[rule]
    here = getattr(closed_forms, rule)(gradients, **settings)
    np.testing.assert_allclose(here, keras_moves(name, settings | more, gradients), atol=1e-6)


@pytest.mark.parametrize("rule", DEFAULTS)
def test_the_defaults_asked_for_are_those_of_keras(rule):
    gradients = np.random.default_rng(8).normal(size=(20, 4))
    name, settings = DEFAULTS[rule]
    here = getattr(closed_forms, rule)(gradients, **settings)
    np.testing.assert_allclose(here, keras_moves(name, {}, gradients), atol=1e-6)
