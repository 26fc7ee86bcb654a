"""The check of `lstm_forward`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, equal, exercise, require
from dlcourse.checks.lstm.keras_reference import (
    draw_weights,
    keras_lstm,
    keras_lstm_cell,
)


@exercise(rules=[BY_HAND])
def lstm_forward(answer, rng):
    """`lstm_forward(X, W, R, b)`: every output H and memory C, each (batch, timesteps, units).

    Requirements:
    - "Return `H` and `C`, each `(batch, timesteps, u)`" → H and C
    - "for each sequence anew" → each sequence for itself
    - "reads one step after another" → time moves forward
    - "Both states start at zero" → starts from zeros
    - "equal to Keras'" → as in Keras
    - "the outputs and the memories after every step" → the memory too
    """
    X, (W, R, b) = rng.normal(size=(3, 6, 2)), draw_weights(rng, 2, 4)
    wanted = keras_lstm(X, W, R, b)

    def outputs(X):
        return np.asarray(answer(X, W, R, b)[0], dtype=float)

    with criterion("H and C", hint="Return (H, C), each (batch, timesteps, units): batch first, time is axis 1."):
        found = answer(X, W, R, b)
        equal(len(found), 2, what="the number of values you return")
        close([np.shape(part) for part in found], [[3, 6, 4]] * 2, what="the shapes of H and C")
    with criterion("each sequence for itself", hint="Set h and c to zero for each call, one row for each sequence."):
        first = outputs(X)
        close(outputs(X[1:2]), first[1:2], what="the outputs of one sequence on its own")
        close(outputs(X), first, what="the outputs at a second call")
        close(outputs(X[::-1]), first[::-1], what="the outputs with the sequences in another order")
    with criterion("time moves forward", hint="Step t reads X[:, t], and its outputs belong at H[:, t]."):
        changed = X.copy()
        changed[:, 3] += 1
        close(outputs(changed)[:, :3], outputs(X)[:, :3], what="the outputs before a step that changed")
        require(not np.allclose(outputs(changed)[:, 3:], outputs(X)[:, 3:]), "no output at or after that step changed.")
    with criterion("starts from zeros", hint="Before the first step h and c are zero, for every sequence."):
        close(outputs(X)[:, 0], wanted[:, 0], rtol=1e-5, atol=1e-7, what="the outputs of the first step")
    with criterion("as in Keras", weight=2, hint="Hand the NEW h and c on to the next step, both of them."):
        close(outputs(X), wanted, rtol=1e-5, atol=1e-7, what="H")
    with criterion("the memory too", hint="C[:, t] is the cell state after step t; h = o · tanh(c)."):
        C = np.asarray(answer(X, W, R, b)[1], dtype=float)
        h, c = (np.concatenate([np.zeros((3, 1, 4)), part[:, :-1]], axis=1) for part in (wanted, C))
        expected = keras_lstm_cell(X.reshape(18, 2), h.reshape(18, 4), c.reshape(18, 4), W, R, b)[1]
        close(C, expected.reshape(3, 6, 4), rtol=1e-5, atol=1e-7, what="C")
