"""Adagrad."""

import numpy as np

from dlcourse.nn.optimizers.optimizer import Optimizer


class Adagrad(Optimizer):
    """s ← s + g², w ← w - η g / √(s + ε): a rate for each weight, smaller the more it has moved.

    Source: Duchi, Hazan and Singer, 2011, JMLR 12.
    """

    def __init__(self, learning_rate=0.001, initial_accumulator_value=0.1, epsilon=1e-7, **kwargs):
        super().__init__(learning_rate, **kwargs)
        self.initial_accumulator_value = initial_accumulator_value
        self.epsilon = epsilon
        self.slot_values = (initial_accumulator_value,)

    def update_step(self, gradient, parameter, learning_rate, accumulator):
        accumulator += gradient * gradient
        parameter -= learning_rate * gradient / np.sqrt(accumulator + self.epsilon)
