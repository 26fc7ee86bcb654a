"""The check of `lstm_cell`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, equal, exercise, require, unchanged
from dlcourse.checks.lstm.keras_reference import (
    draw_weights,
    keras_lstm_cell,
)


@exercise(rules=[BY_HAND])
def lstm_cell(answer, rng):
    r"""`lstm_cell(x, h, c, W, R, b)`: the next h and c. Gates in the order i, f, g, o.

    Requirements:
    - "Return the new `h` and the new `c`, in this order" → h first, then c
    - "z = x W + h R + b" → x, h and b all count
    - "c' = f \cdot c" → an open forget gate keeps the memory
    - "+ i \cdot g" → an open input gate writes
    - "h' = o \cdot \tanh(c')" → the output is the squashed memory
    - "i, f, o = \sigma(z_i), \sigma(z_f), \sigma(z_o)" → gates between 0 and 1
    - "in Keras' order $i, f, g, o$" → as in Keras
    - "Change none of the arguments" → leaves its arguments as they were
    """
    units = 3
    x, h, c = rng.normal(size=(5, 2)), rng.normal(size=(5, units)), rng.normal(size=(5, units))
    W, R, b = draw_weights(rng, 2, units)
    wanted = keras_lstm_cell(x, h, c, W, R, b)
    zero_W, zero_R, one = np.zeros((1, 4)), np.zeros((1, 4)), np.ones((1, 1))

    def gates(i, f, g, o, memory=1.0):
        """h and c of one unit whose pre-activations are given."""
        return answer(one, one, memory * one, zero_W, zero_R, np.array([i, f, g, o], dtype=float))

    with criterion("h first, then c", hint="Return the pair (h, c), each of shape (batch, units)."):
        found = answer(x, h, c, W, R, b)
        equal(len(found), 2, what="the number of values you return")
        close([np.shape(part) for part in found], [[5, 3], [5, 3]], what="the shapes of h and c")
        new_h = gates(9, 9, 9, -30, memory=2.0)[0]
        require(
            abs(float(np.ravel(new_h)[0])) < 1, "h is large although the output gate is shut. Did you return c as h?"
        )
    with criterion("x, h and b all count", hint="z = x W + h R + b, with the OLD h: is one of the three missing?"):
        before = np.concatenate(answer(x, h, c, W, R, b), axis=1)
        for name, changed in (
            ("x", (x + 1, h, c, W, R, b)),
            ("h", (x, h + 1, c, W, R, b)),
            ("b", (x, h, c, W, R, b + 1)),
        ):
            after = np.concatenate(answer(*changed), axis=1)
            require(not np.allclose(before, after), f"h and c stay the same when {name} changes.")
    with criterion("an open forget gate keeps the memory", hint="The second quarter is f: it multiplies the OLD c."):
        close(gates(-30, 30, 0.7, 0, memory=1.6)[1], [[1.6]], rtol=1e-5, what="c with i ≈ 0 and f ≈ 1")
    with criterion("an open input gate writes", hint="First quarter i, third g: i · g is added. g is a tanh, no gate."):
        close(gates(30, -30, 0.7, 0)[1], [[np.tanh(0.7)]], rtol=1e-5, what="c with i ≈ 1 and f ≈ 0")
    with criterion("the output is the squashed memory", hint="h = o · tanh(new c): squash c, then let o through."):
        close(gates(30, 30, 30, 30, memory=-0.2)[0], [[np.tanh(0.8)]], rtol=1e-5, what="h with o ≈ 1, new c = 0.8")
    with criterion("gates between 0 and 1", hint="i, f and o are sigmoids. b holds the forget bias already."):
        close(gates(0, 0, 0.7, 0, memory=1.6)[1], [[0.8 + np.tanh(0.7) / 2]], what="c with half-open gates")
    with criterion(
        "as in Keras",
        weight=2,
        hint="z is cut into quarters i, f, g, o along the last axis: all of i, then all of f, then g, then o.",
    ):
        for part, given, name in zip(wanted, answer(x, h, c, W, R, b), "hc", strict=True):
            close(given, part, rtol=1e-5, atol=1e-7, what=f"the new {name}")
    with criterion("leaves its arguments as they were", hint="c *= f writes into the caller's array.", trivial=True):
        unchanged(answer, x, h, c, W, R, b)
