"""Long short-term memory."""

import numpy as np

from dlcourse.nn import activations
from dlcourse.nn.layers.rnn.recurrent import Recurrent


class LSTM(Recurrent):
    """z_t = x_t W + h_{t-1} R + b, cut into four: input gate i, forget gate f, candidate g, output gate o.

    i, f, o = σ(·), g = tanh(·);  c_t = f c_{t-1} + i g  (the memory);  h_t = o tanh(c_t)  (the output).

    kernel W (features, 4 units), recurrent_kernel R (units, 4 units), bias (4 units,), the forget gate's part of it
    starting at 1. Shapes and arguments: `Recurrent`. After a call, `activated` (timesteps, batch, 4 units) holds the
    gates and `c` (timesteps + 1, batch, units) the memory.
    Sources: Hochreiter and Schmidhuber, 1997; forget gate: Gers et al., 2000; its bias: Jozefowicz et al., 2015.
    """

    gates = 4

    def __init__(self, units, activation="tanh", recurrent_activation="sigmoid", unit_forget_bias=True, **kwargs):
        super().__init__(units, activation, **kwargs)
        self.recurrent_activation = activations.get(recurrent_activation)
        self.unit_forget_bias = unit_forget_bias

    def build(self, input_shape):
        super().build(input_shape)
        if self.use_bias and self.unit_forget_bias:
            self.bias[self.units : 2 * self.units] = 1

    def start(self):
        self.h, self.c = self.make_state(), self.make_state()
        self.states = [self.h, self.c]
        self.tanh_c = np.empty_like(self.c[1:])
        self.activated = self.projected  # each step replaces x_t W + b by the values of its gates

    def step(self, t):
        z = self.activated[t]
        z += self.drop(self.h[t]) @ self.recurrent_kernel  # one product for the four gates
        self.recurrent_activation(z[:, : 2 * self.units], out=z[:, : 2 * self.units])
        i, f, g, o = self.split(z)
        self.activation(g, out=g)
        self.recurrent_activation(o, out=o)
        np.multiply(f, self.c[t], out=self.c[t + 1])
        self.c[t + 1] += i * g
        self.activation(self.c[t + 1], out=self.tanh_c[t])
        np.multiply(o, self.tanh_c[t], out=self.h[t + 1])

    def start_backward(self):
        """The local derivatives of all steps at once: dc/dz for i, f, g; dh/dz for o; and dh/dc."""
        d_gate, d_tanh = activations.BACKWARD[self.recurrent_activation], activations.BACKWARD[self.activation]
        i, f, g, o = self.split(self.activated)
        self.slopes = np.empty_like(self.activated)
        slope_i, slope_f, slope_g, slope_o = self.split(self.slopes)
        slope_i[...] = d_gate(g, i)
        slope_f[...] = d_gate(self.c[:-1], f)
        slope_g[...] = d_tanh(i, g)
        slope_o[...] = d_gate(self.tanh_c, o)
        self.slope_c = d_tanh(o, self.tanh_c)

    def step_backward(self, t, d_h, d_c):
        """dL/dc_t gets what comes through h_t; then dL/dz = (dL/dc, dL/dc, dL/dc, dL/dh) · local derivatives.

        dL/dh_{t-1} = dL/dz Rᵀ;  dL/dc_{t-1} = f dL/dc_t: multiplied by a gate, never by a matrix.
        """
        d_c = d_c + d_h * self.slope_c[t]
        d_z = self.d_projected[t]
        for d_part, slope, upstream in zip(
            self.split(d_z), self.split(self.slopes[t]), (d_c, d_c, d_c, d_h), strict=True
        ):
            np.multiply(upstream, slope, out=d_part)
        f = self.split(self.activated[t])[1]
        return self.drop(d_z @ self.recurrent_kernel.T), f * d_c

    def recurrent_gradients(self):
        self.gradients["recurrent_kernel"] = self.sum_over_steps(self.drop(self.h[:-1]), self.d_projected)
        if self.use_bias:
            self.gradients["bias"] = self.d_projected.sum(axis=(0, 1))

    def split(self, z):
        """Return the parts of z (..., 4 units) that belong to i, f, g and o; not copies."""
        return [z[..., k * self.units : (k + 1) * self.units] for k in range(4)]
