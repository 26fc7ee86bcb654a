"""Gradient descent, with or without momentum."""

from dlcourse.nn.optimizers.optimizer import Optimizer


class SGD(Optimizer):
    """w ← w - η g; with momentum μ: v ← μ v - η g and w ← w + v.

    With `nesterov`: w ← w + μ v - η g.
    Sources: Polyak, 1964; Nesterov, 1983; in this form Sutskever et al., 2013 (ICML).
    """

    def __init__(self, learning_rate=0.01, momentum=0.0, nesterov=False, **kwargs):
        super().__init__(learning_rate, **kwargs)
        self.momentum = momentum
        self.nesterov = nesterov
        self.slot_values = (0.0,) if momentum else ()

    def update_step(self, gradient, parameter, learning_rate, velocity=None):
        if velocity is None:
            parameter -= learning_rate * gradient
            return
        step = learning_rate * gradient
        velocity *= self.momentum
        velocity -= step
        if self.nesterov:
            parameter += self.momentum * velocity - step
        else:
            parameter += velocity
