"""RMSprop."""

import numpy as np

from dlcourse.nn.optimizers.optimizer import Optimizer


class RMSprop(Optimizer):
    """s ← ρ s + (1 - ρ) g², w ← w - η g / √(s + ε): Adagrad with a moving average in place of the sum.

    With `momentum` μ the steps are added up: v ← μ v + step, w ← w - v.
    Source: Tieleman and Hinton, 2012, "Neural Networks for Machine Learning", lecture 6.5.
    """

    def __init__(self, learning_rate=0.001, rho=0.9, momentum=0.0, epsilon=1e-7, **kwargs):
        super().__init__(learning_rate, **kwargs)
        self.rho = rho
        self.momentum = momentum
        self.epsilon = epsilon
        self.slot_values = (0.0, 0.0) if momentum else (0.0,)

    def update_step(self, gradient, parameter, learning_rate, mean_square, velocity=None):
        mean_square *= self.rho
        mean_square += (1 - self.rho) * (gradient * gradient)
        step = learning_rate * gradient / np.sqrt(mean_square + self.epsilon)
        if velocity is None:
            parameter -= step
        else:
            velocity *= self.momentum
            velocity += step
            parameter -= velocity
