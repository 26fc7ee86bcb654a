"""The gated recurrent unit."""

import numpy as np

from dlcourse.nn import activations
from dlcourse.nn.layers.rnn.recurrent import Recurrent


class GRU(Recurrent):
    """Update gate z, reset gate r, candidate g;  h_t = z h_{t-1} + (1 - z) g.

    With a = x_t W + b and u = h_{t-1} R + b', each cut into three:
    z = σ(a_z + u_z), r = σ(a_r + u_r), and g = tanh(a_g + r u_g) with `reset_after` (the default, as in Keras).
    Without, g = tanh(a_g + (r h_{t-1}) R_g) and there is no b'.

    kernel W (features, 3 units), recurrent_kernel R (units, 3 units), bias (2, 3 units) holding b and b', or (3 units,)
    without `reset_after`. Shapes and arguments: `Recurrent`. Source: Cho et al., 2014, arXiv:1406.1078.
    """

    gates = 3

    def __init__(self, units, activation="tanh", recurrent_activation="sigmoid", reset_after=True, **kwargs):
        super().__init__(units, activation, **kwargs)
        self.recurrent_activation = activations.get(recurrent_activation)
        self.reset_after = reset_after

    def bias_shape(self):
        return (2, 3 * self.units) if self.reset_after else (3 * self.units,)

    def input_bias(self):
        return self.bias[0] if self.reset_after else self.bias

    def start(self):
        self.h = self.make_state()
        self.states = [self.h]
        self.activated = np.empty_like(self.projected)
        self.recurrent = np.empty_like(self.projected)  # u; without reset_after its last part is (r h) R_g

    def step(self, t):
        h, u = self.drop(self.h[t]), self.recurrent[t]
        z, r, g = self.split(self.activated[t])
        gates = slice(0, 2 * self.units)
        candidate = slice(2 * self.units, None)
        if self.reset_after:
            np.matmul(h, self.recurrent_kernel, out=u)
            if self.use_bias:
                u += self.bias[1]
        else:
            u[:, gates] = h @ self.recurrent_kernel[:, gates]
        self.recurrent_activation(self.projected[t][:, gates] + u[:, gates], out=self.activated[t][:, gates])
        if self.reset_after:
            pre_g = r * u[:, candidate]
        else:
            u[:, candidate] = (r * h) @ self.recurrent_kernel[:, candidate]
            pre_g = u[:, candidate].copy()
        pre_g += self.projected[t][:, candidate]
        self.activation(pre_g, out=g)
        self.h[t + 1] = g + z * (self.h[t] - g)

    def start_backward(self):
        """The local derivatives of all steps at once: dh/d(pre-activation) for z and g, and dr/d(pre-activation)."""
        d_gate, d_tanh = activations.BACKWARD[self.recurrent_activation], activations.BACKWARD[self.activation]
        z, r, g = self.split(self.activated)
        self.slope_z = d_gate(self.h[:-1] - g, z)
        self.slope_r = d_gate(np.ones_like(r), r)
        self.slope_g = d_tanh(1 - z, g)
        self.d_recurrent = np.empty_like(self.recurrent)

    def step_backward(self, t, d_h):
        """δ_z = dL/dh (h_{t-1} - g) σ', δ_g = dL/dh (1 - z) tanh', and δ_r through the r in g.

        With `reset_after`: δ_r = δ_g u_g σ' and dL/du = (δ_z, δ_r, r δ_g). Without: δ_r = (δ_g R_gᵀ) h_{t-1} σ'.
        dL/dh_{t-1} is z dL/dh plus what comes through u.
        """
        z, r, _ = self.split(self.activated[t])
        d_z, d_r, d_g = self.split(self.d_projected[t])
        np.multiply(d_h, self.slope_z[t], out=d_z)
        np.multiply(d_h, self.slope_g[t], out=d_g)
        d_u = self.d_recurrent[t]
        _, _, d_u_g = self.split(d_u)
        if self.reset_after:
            np.multiply(d_g * self.split(self.recurrent[t])[2], self.slope_r[t], out=d_r)
            d_u[...] = self.d_projected[t]
            d_u_g *= r
            return (z * d_h + self.drop(d_u @ self.recurrent_kernel.T),)
        d_reset_h = d_g @ self.split(self.recurrent_kernel)[2].T
        np.multiply(d_reset_h * self.drop(self.h[t]), self.slope_r[t], out=d_r)
        gates = slice(0, 2 * self.units)
        through_gates = self.d_projected[t][:, gates] @ self.recurrent_kernel[:, gates].T
        return (z * d_h + self.drop(through_gates + r * d_reset_h),)

    def recurrent_gradients(self):
        h = self.drop(self.h[:-1])
        d_input_bias = self.d_projected.sum(axis=(0, 1))
        if self.reset_after:
            self.gradients["recurrent_kernel"] = self.sum_over_steps(h, self.d_recurrent)
            bias = np.stack([d_input_bias, self.d_recurrent.sum(axis=(0, 1))])
        else:
            _, r, _ = self.split(self.activated)
            d_kernel = self.sum_over_steps(h, self.d_projected)
            self.split(d_kernel)[2][...] = self.sum_over_steps(r * h, self.split(self.d_projected)[2])
            self.gradients["recurrent_kernel"] = d_kernel
            bias = d_input_bias
        if self.use_bias:
            self.gradients["bias"] = bias

    def split(self, array):
        """Return the parts of an array (..., 3 units) that belong to z, r and g; not copies."""
        return [array[..., k * self.units : (k + 1) * self.units] for k in range(3)]
