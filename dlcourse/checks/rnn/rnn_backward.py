"""The check of `rnn_backward`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, require, unchanged
from dlcourse.checks.rnn.keras_reference import draw_weights


@exercise(rules=[BY_HAND], seconds=10)
def rnn_backward(answer, rng):
    """`rnn_backward(dH, X, H, U, W)`: (dX, dU, dW, db) by backpropagation through time.

    Requirements:
    - "each of the shape of what it belongs to" → shapes of what they belong to
    - "`H` holds the states that `rnn_forward` gave" → one step
    - "from the last step to the first" → back to the first step
    - "sums over all steps" → shared weights: a sum over all steps
    - "`dH`, of the same shape, holds the $g_t$" → losses at every step
    - "and $h_0=0$" → the state BEFORE goes with W
    - "Leave the arguments as they are" → leaves its arguments as they were
    """
    X, (U, W, b) = rng.normal(size=(3, 5, 2)), draw_weights(rng, 2, 4)
    dH = rng.normal(size=(3, 5, 4))
    H = _numpy_states(X, U, W, b)

    def gradients(dH, X=X, H=H):
        found = answer(dH.copy(), X.copy(), H.copy(), U.copy(), W.copy())
        require(
            isinstance(found, tuple | list) and len(found) == 4,
            "rnn_backward should return four gradients: dX, dU, dW, db.",
        )
        return found

    with criterion(
        "shapes of what they belong to", hint="Each gradient has the shape of its array: dX as X, dU as U, …"
    ):
        for name, found, owner in zip("XUWb", gradients(dH), (X, U, W, b), strict=True):
            close(np.shape(found), np.shape(owner), what=f"the shape of d{name}")
    _one_step(gradients, (X[:, :1], U, W, b), H[:, :1], dH[:, :1])
    _loss_on_the_last_state(gradients, (X, U, W, b), dH)
    numerical = _numerical_gradients(X, U, W, b, dH)
    with criterion(
        "losses at every step",
        hint="dH[:, t] comes straight from the loss of step t. Add it to what comes back from step t + 1.",
    ):
        _gradients_agree(gradients(dH), numerical, "for losses on all states")
    hint = "Copy dH before you add to it: += writes into the caller's array."
    with criterion("leaves its arguments as they were", hint=hint, trivial=True):
        unchanged(answer, dH, X, H, U, W)


def _one_step(gradients, arrays, H, dH) -> None:
    """The criteria with sequences of one step."""
    X, U, W, b = arrays
    with criterion(
        "one step",
        hint="One step is a dense layer with tanh: multiply by 1 − h² first, where h is the state, already after tanh. "
        "db is the sum over the batch.",
    ):
        dX, dU, _, db = gradients(dH, X, H)
        wanted = _numerical_gradients(X, U, W, b, dH)
        _gradients_agree((dX, dU, db), (wanted[0], wanted[1], wanted[3]), "of one step", names="XUb")
    with criterion(
        "the state BEFORE goes with W", hint="W multiplied the state before: H[:, t − 1], and zeros at t = 0."
    ):
        close(gradients(dH, X, H)[2], np.zeros((4, 4)), atol=1e-9, what="dW of one step, from zeros")


def _loss_on_the_last_state(gradients, arrays, dH) -> None:
    """The criteria with a loss on the last state only."""
    X, U, W, b = arrays
    last = np.zeros_like(dH)
    last[:, -1] = dH[:, -1]
    numerical = _numerical_gradients(X, U, W, b, last)
    with criterion(
        "back to the first step",
        hint="The last state depends on ALL steps: hand the gradient on through W, step by step, to the first.",
    ):
        close(gradients(last)[0], numerical[0], rtol=1e-4, atol=1e-6, what="dX, for a loss on the last state")
    with criterion(
        "shared weights: a sum over all steps",
        hint="U, W and b are used at every step: ADD the gradients of all steps, do not overwrite them.",
    ):
        _gradients_agree(gradients(last), numerical, "for a loss on the last state", skip=1)


def _numpy_states(X, U, W, b) -> np.ndarray:
    """The states in double precision, which numerical gradients need."""
    states = [np.zeros((len(X), len(b)))]
    for x in np.moveaxis(X, 1, 0):
        states.append(np.tanh(np.concatenate([x, states[-1]], axis=1) @ np.concatenate([U, W]) + b))
    return np.stack(states[1:], axis=1)


def _numerical_gradients(X, U, W, b, dH, step: float = 1e-5) -> list[np.ndarray]:
    """Central differences of L = Σ dH · H, for which ∂L/∂H is dH, with respect to X, U, W and b."""
    arrays, gradients = [X, U, W, b], []
    for place, array in enumerate(arrays):
        gradient = np.zeros_like(array)
        for index in np.ndindex(array.shape):
            sides = []
            for sign in (1, -1):
                moved = [each.copy() for each in arrays]
                moved[place][index] += sign * step
                sides.append((dH * _numpy_states(*moved)).sum())
            gradient[index] = (sides[0] - sides[1]) / (2 * step)
        gradients.append(gradient)
    return gradients


def _gradients_agree(found, wanted, which: str, *, names: str = "XUWb", skip: int = 0, atol: float = 1e-6) -> None:
    for name, one, other in list(zip(names, found, wanted, strict=True))[skip:]:
        close(one, other, rtol=1e-4, atol=atol, what=f"d{name} {which}")
