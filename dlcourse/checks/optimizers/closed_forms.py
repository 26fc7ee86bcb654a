"""How far each optimiser moves a parameter, as a sum over all past gradients.

Every function takes the gradients `(steps, …)` and Keras' settings, and gives the whole displacement after the last
step. A student's class keeps a running state instead; both come to the same. Formulas: the update steps of
`keras.optimizers` (3.x), unrolled.
"""

import numpy as np


def sgd(g, learning_rate):
    """−η Σ g."""
    return -learning_rate * g.sum(axis=0)


def momentum(g, learning_rate, momentum):
    """The gradient of step s counts in every later step, each time μ as much: 1 + μ + … = (1 − μᵏ) / (1 − μ)."""
    remaining = np.arange(len(g), 0, -1)
    return -learning_rate * np.tensordot((1 - momentum**remaining) / (1 - momentum), g, axes=1)


def nesterov(g, learning_rate, momentum):
    """As momentum, but each gradient is one factor ahead: μ + μ² + … and once itself."""
    remaining = np.arange(len(g), 0, -1)
    share = 1 + momentum * (1 - momentum**remaining) / (1 - momentum)
    return -learning_rate * np.tensordot(share, g, axes=1)


def adagrad(g, learning_rate, initial_accumulator_value, epsilon=1e-7):
    """−η Σ g / √(a₀ + Σ g² + ε)."""
    return -learning_rate * (g / np.sqrt(initial_accumulator_value + np.cumsum(g**2, axis=0) + epsilon)).sum(axis=0)


def rmsprop(g, learning_rate, rho, epsilon=1e-7):
    """−η Σ g / √(mean of g² + ε)."""
    return -learning_rate * (g / np.sqrt(_exponential_mean(g**2, rho) + epsilon)).sum(axis=0)


def adam(g, learning_rate, beta_1, beta_2, epsilon=1e-7):
    """−η Σ √(1 − β₂ᵗ) / (1 − β₁ᵗ) · mean of g / (√(mean of g²) + ε)."""
    t = np.arange(1, len(g) + 1).reshape(-1, *[1] * (g.ndim - 1))
    rate = learning_rate * np.sqrt(1 - beta_2**t) / (1 - beta_1**t)
    return -(rate * _exponential_mean(g, beta_1) / (np.sqrt(_exponential_mean(g**2, beta_2)) + epsilon)).sum(axis=0)


def _exponential_mean(values, decay: float):
    """Exponential mean from 0 at every step: (1 − decay) Σ decay^(t − s) valueₛ, as one matrix product."""
    age = np.subtract.outer(np.arange(len(values)), np.arange(len(values)))
    weights = np.where(age >= 0, (1 - decay) * decay ** np.maximum(age, 0), 0.0)
    return np.tensordot(weights, values, axes=1)
