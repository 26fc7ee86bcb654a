"""The plain recurrent layer."""

import numpy as np

from dlcourse.nn import activations
from dlcourse.nn.layers.rnn.recurrent import Recurrent


class SimpleRNN(Recurrent):
    """h_t = tanh(x_t W + h_{t-1} R + b).

    kernel W (features, units), recurrent_kernel R (units, units), bias (units,). Shapes and arguments: `Recurrent`.
    Source: Elman, 1990, "Finding Structure in Time".
    """

    def start(self):
        self.h = self.make_state()
        self.states = [self.h]

    def step(self, t):
        z = self.drop(self.h[t]) @ self.recurrent_kernel
        z += self.projected[t]
        self.activation(z, out=self.h[t + 1])

    def start_backward(self):
        self.slope = activations.BACKWARD[self.activation](np.ones_like(self.h[1:]), self.h[1:])

    def step_backward(self, t, d_h):
        """δ_t = dL/dh_t f'(z_t);  dL/dh_{t-1} = δ_t Rᵀ."""
        np.multiply(d_h, self.slope[t], out=self.d_projected[t])
        return (self.drop(self.d_projected[t] @ self.recurrent_kernel.T),)

    def recurrent_gradients(self):
        self.gradients["recurrent_kernel"] = self.sum_over_steps(self.drop(self.h[:-1]), self.d_projected)
        if self.use_bias:
            self.gradients["bias"] = self.d_projected.sum(axis=(0, 1))
