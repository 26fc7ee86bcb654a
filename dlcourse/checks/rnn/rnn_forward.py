"""The check of `rnn_forward`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, require
from dlcourse.checks.rnn.keras_reference import draw_weights, keras_layer


@exercise(rules=[BY_HAND], seconds=20)
def rnn_forward(answer, rng):
    """`rnn_forward(X, U, W, b)`: all states (batch, time, units), from a state of zeros.

    Requirements:
    - "return all states as one array `(batch, time, units)`" → a state for every step
    - "nor calls of earlier calls" → nothing is kept from call to call
    - "walk along the time axis" → walks along time
    - "Samples know nothing of each other" → samples know nothing of each other
    - "Begin with a state of zeros" → begins with zeros
    - "of any length" → any length
    - "all states" → equal to Keras
    """
    X, weights = rng.normal(size=(4, 6, 3)), draw_weights(rng, 3, 5)

    def states(X):
        found = np.asarray(answer(X, *weights), dtype=float)
        close(np.shape(found), [*X.shape[:2], 5], what=f"the shape of the states of {len(X)} series")
        return found

    with criterion(
        "a state for every step", hint="(batch, time, units): samples first, as in X; one state for each step."
    ):
        close(np.shape(answer(X, *weights)), [4, 6, 5], what="the shape of the states of 4 series of 6 steps")
    with criterion(
        "nothing is kept from call to call", hint="Each call begins anew: no state survives from one call to the next."
    ):
        close(states(X), states(X), what="the states when the same series are read once more")
    with criterion(
        "walks along time",
        hint="X is (batch, TIME, features): step t of every sample is X[:, t], not X[t]. The state AFTER each step "
        "goes into the next one.",
    ):
        other = X.copy()
        other[:, 0] += 1
        changed = np.abs(states(X) - states(other)).max(axis=2) > 1e-9
        require(bool(changed[:, 1].all()), "a sample's second state does not depend on its first input.")
    with criterion(
        "samples know nothing of each other", hint="Samples lie side by side: no state goes from one to the next."
    ):
        other = X.copy()
        other[0] += 1
        close(states(other)[1:], states(X)[1:], what="the states of the other samples when the first one changes")
    with criterion("begins with zeros", hint="Before the first step nothing has been seen: the state is all zeros."):
        close(states(X)[:, 0], np.tanh(X[:, 0] @ weights[0] + weights[2]), what="the states after the first step")
    _many_steps(answer, rng, weights)


def _many_steps(answer, rng, weights) -> None:
    """The criteria with sequences of several lengths."""
    with criterion("any length", hint="Read the number of steps from X.", trivial=True):
        for steps in (1, 11):
            more = rng.normal(size=(2, steps, 3))
            close(
                answer(more, *weights)[:, 0],
                np.asarray(answer(more[:, :1], *weights))[:, 0],
                what=f"the first of {steps} states",
            )
    with criterion("equal to Keras", hint="At every step, the same: the input through U, the state before through W."):
        for steps in (6, 11):
            more = rng.normal(size=(4, steps, 3))
            wanted = _keras_states(more, *weights)
            close(answer(more, *weights), wanted, rtol=1e-4, atol=1e-5, what=f"the states of {steps} steps")


def _keras_states(X, U, W, b) -> np.ndarray:
    return np.asarray(keras_layer(X, U, W, b)(X.astype("float32")))
