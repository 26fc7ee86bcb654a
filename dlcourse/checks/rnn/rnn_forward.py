"""The check of `rnn_forward`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise
from dlcourse.checks.rnn.keras_reference import draw_weights, keras_layer


@exercise(rules=[BY_HAND], seconds=20)
def rnn_forward(answer, rng):
    """`rnn_forward(X, U, W, b)`: all states (batch, time, units), from a state of zeros."""
    X, weights = rng.normal(size=(4, 6, 3)), draw_weights(rng, 3, 5)
    with criterion(
        "a state for every step", hint="(batch, time, units): samples first, as in X; one state for each step."
    ):
        close(np.shape(answer(X, *weights)), [4, 6, 5], what="the shape of the states of 4 series of 6 steps")
    with criterion("begins with zeros", hint="Before the first step nothing has been seen: the state is all zeros."):
        close(
            np.asarray(answer(X, *weights))[:, 0],
            np.tanh(X[:, 0] @ weights[0] + weights[2]),
            what="the states after the first step",
        )
    with criterion(
        "walks along time", hint="X is (batch, TIME, features): step t of every sample is X[:, t], not X[t]."
    ):
        square = rng.normal(size=(5, 5, 3))
        close(
            answer(square, *weights),
            _keras_states(square, *weights),
            rtol=1e-4,
            atol=1e-5,
            what="the states of 5 sequences of 5 steps",
        )
    with criterion("equal to Keras", hint="The state AFTER each step goes into the next one, with the same weights."):
        close(answer(X, *weights), _keras_states(X, *weights), rtol=1e-4, atol=1e-5, what="the states")
    with criterion("any length", hint="Read the number of steps from X."):
        for steps in (1, 11):
            more = rng.normal(size=(2, steps, 3))
            wanted = _keras_states(more, *weights)
            close(answer(more, *weights), wanted, rtol=1e-4, atol=1e-5, what=f"the states of {steps} steps")
    with criterion(
        "each sequence starts afresh",
        hint="Earlier input must not matter: no state survives from one call, or one sample, to the next.",
    ):
        answer(rng.normal(size=(4, 6, 3)), *weights)
        alone = np.concatenate([np.asarray(answer(X[i : i + 1], *weights)) for i in range(4)])
        close(alone, _keras_states(X, *weights), rtol=1e-4, atol=1e-5, what="the states, one sample at a time")


def _keras_states(X, U, W, b) -> np.ndarray:
    return np.asarray(keras_layer(X, U, W, b)(X.astype("float32")))
