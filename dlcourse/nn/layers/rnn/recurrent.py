"""The base of the recurrent layers: the loop over time steps, forward and backward."""

import numpy as np

from dlcourse.nn import activations
from dlcourse.nn.layers.layer import Layer
from dlcourse.nn.layers.regularization.dropout import dropout_scale
from dlcourse.nn.random import make_generator


class Recurrent(Layer):
    """Base of SimpleRNN, LSTM and GRU.

    Input (batch, timesteps, features); output (batch, units), or (batch, timesteps, units) with `return_sequences`.
    Where a mask (batch, timesteps) is False, the step is skipped: the state does not change.
    `dropout` drops inputs and `recurrent_dropout` drops the previous output, each with one pattern for all steps of a
    sequence (Gal and Ghahramani, 2016, arXiv:1512.05287); Keras draws a pattern per gate for the latter.

    Arrays over time have time as their first axis, so that a step is contiguous in memory. A subclass writes:

    - `start()`: make the arrays that it keeps for each step, `states` among them. A state has one entry more than there
      are steps: step t reads `state[t]` and writes `state[t + 1]`. The first of the `states` is the output.
    - `step(t)`: compute `state[t + 1]` from `state[t]` and `self.projected[t]`, which is x_t W + b.
    - `start_backward()`: compute what can be computed for all steps at once.
    - `step_backward(t, *d_states)`: given dL/d(state[t + 1]), write dL/d(projected) to `self.d_projected[t]` and
      return dL/d(state[t]) as a tuple.
    - `recurrent_gradients()`: put dL/d(recurrent kernel), and any other gradients, into `gradients`.
    """

    input_axes = ("batch", "timesteps", "features")
    supports_masking = True
    gates = 1

    def __init__(
        self,
        units,
        activation="tanh",
        use_bias=True,
        kernel_initializer="glorot_uniform",
        recurrent_initializer="orthogonal",
        bias_initializer="zeros",
        kernel_regularizer=None,
        recurrent_regularizer=None,
        dropout=0.0,
        recurrent_dropout=0.0,
        seed=None,
        return_sequences=False,
        go_backwards=False,
        **kwargs,
    ):
        super().__init__(**kwargs)
        self.units = units
        self.activation = activations.get(activation)
        self.use_bias = use_bias
        self.kernel_initializer = kernel_initializer
        self.recurrent_initializer = recurrent_initializer
        self.bias_initializer = bias_initializer
        self.kernel_regularizer = kernel_regularizer
        self.recurrent_regularizer = recurrent_regularizer
        self.dropout = dropout
        self.recurrent_dropout = recurrent_dropout
        self.seed = seed
        self.return_sequences = return_sequences
        self.go_backwards = go_backwards
        self.generator = make_generator(seed)
        self.zero_masked_outputs = False  # Bidirectional sets it

    def build(self, input_shape):
        self.input_features = input_shape[-1]
        width = self.gates * self.units
        shape = (self.input_features, width)
        self.kernel = self.add_weight("kernel", shape, self.kernel_initializer, self.kernel_regularizer)
        self.recurrent_kernel = self.add_weight(
            "recurrent_kernel", (self.units, width), self.recurrent_initializer, self.recurrent_regularizer
        )
        self.bias = self.add_weight("bias", self.bias_shape(), self.bias_initializer) if self.use_bias else None

    def bias_shape(self):
        """Return the shape of the bias."""
        return (self.gates * self.units,)

    def input_bias(self):
        """Return the bias that is added to x_t W."""
        return self.bias

    def compute_mask(self, x, mask):
        return mask if self.return_sequences else None

    def forward(self, x, training=False, mask=None):
        self.batch, self.timesteps, _ = x.shape
        order = slice(None, None, -1 if self.go_backwards else 1)
        self.x_scale = self.draw_scale(self.dropout, self.input_features, training)
        self.h_scale = self.draw_scale(self.recurrent_dropout, self.units, training)
        self.mask = None if mask is None else np.asarray(mask, bool).T[order, :, None]
        self.x = np.ascontiguousarray(x.transpose(1, 0, 2)[order])
        if self.x_scale is not None:
            self.x = self.x * self.x_scale
        projected = self.x.reshape(-1, self.input_features) @ self.kernel  # for all steps at once
        if self.use_bias:
            projected += self.input_bias()
        self.projected = projected.reshape(self.timesteps, self.batch, -1)
        self.start()
        for t in range(self.timesteps):
            self.step(t)
            if self.mask is not None:
                for state in self.states:
                    np.copyto(state[t + 1], state[t], where=~self.mask[t])
        outputs = self.states[0][1:]
        if not self.return_sequences:
            return outputs[-1]
        if self.mask is not None and self.zero_masked_outputs:
            outputs = outputs * self.mask
        return outputs.transpose(1, 0, 2)

    def backward(self, gradient, input_gradient=True):
        """Backpropagation through time: the steps in reverse, the gradients of the weights summed over them.

        Source: Goodfellow, Bengio and Courville, "Deep Learning", section 10.2.2.
        """
        d_outputs = gradient.transpose(1, 0, 2) if self.return_sequences else None
        if d_outputs is not None and self.mask is not None and self.zero_masked_outputs:
            d_outputs = d_outputs * self.mask
        self.d_projected = np.empty_like(self.projected)
        self.start_backward()
        d_states = [np.zeros((self.batch, self.units), gradient.dtype) for _ in self.states]
        if d_outputs is None:
            d_states[0] = gradient
        for t in reversed(range(self.timesteps)):
            d_output, *others = d_states
            if d_outputs is not None:
                d_output = d_output + d_outputs[t]
            d_states = self.masked_step_backward(t, d_output, *others)
        rows = self.d_projected.reshape(-1, self.d_projected.shape[-1])
        self.gradients["kernel"] = self.x.reshape(-1, self.input_features).T @ rows
        self.recurrent_gradients()
        if not input_gradient:
            return None
        d_x = (rows @ self.kernel.T).reshape(self.x.shape)
        if self.x_scale is not None:
            d_x *= self.x_scale
        return (d_x[::-1] if self.go_backwards else d_x).transpose(1, 0, 2)

    def masked_step_backward(self, t, *d_states):
        """`step_backward`, but the gradient of a skipped step goes unchanged to the state before."""
        if self.mask is None:
            return self.step_backward(t, *d_states)
        through = self.step_backward(t, *(d_state * self.mask[t] for d_state in d_states))
        return [new + d_state * ~self.mask[t] for new, d_state in zip(through, d_states, strict=True)]

    def draw_scale(self, rate, size, training):
        """Return dropout's factors (batch, size), or None when nothing is dropped."""
        if not (training and rate):
            return None
        return dropout_scale(self.generator, (self.batch, size), rate, np.dtype(self.dtype))

    def make_state(self):
        """Return an array for a state, zero at the start."""
        state = np.empty((self.timesteps + 1, self.batch, self.units), self.dtype)
        state[0] = 0
        return state

    def drop(self, h):
        """Apply recurrent dropout to outputs h (…, batch, units), or to their gradient."""
        return h if self.h_scale is None else h * self.h_scale

    def sum_over_steps(self, inputs, gradients):
        """Return Σ inputs[t]ᵀ gradients[t], as one matrix product."""
        return inputs.reshape(-1, inputs.shape[-1]).T @ gradients.reshape(-1, gradients.shape[-1])
