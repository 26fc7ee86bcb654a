"""The check of `rnn_cell`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, require
from dlcourse.checks.rnn.keras_reference import draw_weights


@exercise(rules=[BY_HAND])
def rnn_cell(answer, rng):
    """`rnn_cell(x, h, U, W, b)`: the next state tanh(xU + hW + b), (batch, units).

    Requirements:
    - "the new state, `(batch, units)`" → one state a sample
    - "`x` is `(batch, features)`" → sees its input
    - "by the formula above" → the input through U, then tanh
    - "`h` the state before" → remembers the state before
    - "by the formula above" → a bias
    - "by the formula above" → tanh of the sum
    """
    x, h, U, W, b = rng.normal(size=(4, 3)), rng.normal(size=(4, 5)), *draw_weights(rng, 3, 5)
    with criterion(
        "one state a sample",
        trivial=True,
        hint="x is (batch, features), U (features, units): the state is (batch, units).",
    ):
        for batch in (4, 2):
            close(np.shape(answer(x[:batch], h[:batch], U, W, b)), [batch, 5], what="the shape of the new state")
    with criterion("sees its input", hint="The input reaches the new state through U.", trivial=True):
        first, second = (np.asarray(answer(each, h, U, W, b), dtype=float) for each in (x, x + 1))
        require(not np.allclose(first, second), "for two different inputs, the new states are the same.")
    with criterion("the input through U, then tanh", hint="tanh comes last: it brings every sum into −1 … 1."):
        close(answer(x, 0 * h, U, 0 * W, 0 * b), np.tanh(np.einsum("bf,fu->bu", x, U)), what="the state with W = b = 0")
    with criterion(
        "remembers the state before", hint="The state before reaches the new one through W: h @ W, not h * W."
    ):
        close(answer(0 * x, h, U, W, 0 * b), np.tanh(np.einsum("bv,vu->bu", h, W)), what="the state with x = b = 0")
    with criterion("a bias", hint="Add b before the activation."):
        close(answer(0 * x, 0 * h, U, W, b), np.tile(np.tanh(b), (4, 1)), what="the state with x = h = 0")
    with criterion("tanh of the sum", hint="Add all three terms first; then take tanh, once."):
        wanted = np.tanh(np.einsum("bf,fu->bu", x, U) + np.einsum("bv,vu->bu", h, W) + b)
        close(answer(x, h, U, W, b), wanted, what="the new state")
