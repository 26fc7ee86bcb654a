"""The check of `rnn_backward`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, require, unchanged
from dlcourse.checks.rnn.keras_reference import draw_weights, keras_layer


@exercise(rules=[BY_HAND], seconds=20)
def rnn_backward(answer, rng):
    """`rnn_backward(dH, X, H, U, W)`: (dX, dU, dW, db) by backpropagation through time."""
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
    with criterion(
        "one step", hint="One step is a dense layer with tanh: multiply by 1 − h² first; db is the sum over the batch."
    ):
        short, states = X[:, :1], H[:, :1]
        _gradients_agree(
            gradients(dH[:, :1], short, states), _numerical_gradients(short, U, W, b, dH[:, :1]), "of one step"
        )
    _loss_on_the_last_state(gradients, (X, U, W, b), dH)
    numerical = _numerical_gradients(X, U, W, b, dH)
    with criterion(
        "losses at every step",
        hint="dH[:, t] comes straight from the loss of step t. Add it to what comes back from step t + 1.",
    ):
        _gradients_agree(gradients(dH), numerical, "for losses on all states")
    with criterion(
        "the state BEFORE goes with W", hint="W multiplied the state before: H[:, t − 1], and zeros at t = 0."
    ):
        close(gradients(dH)[2], numerical[2], rtol=1e-4, atol=1e-6, what="dW")
    with criterion(
        "equal to Keras", hint="Compare with the numbers above: which gradient is off, and from which step on?"
    ):
        found = gradients(dH)
        _gradients_agree(found[1:], _keras_gradients(X, U, W, b, dH), "compared with Keras", names="UWb", atol=1e-4)
    hint = "Copy dH before you add to it: += writes into the caller's array."
    with criterion("leaves its arguments as they were", hint=hint, trivial=True):
        unchanged(answer, dH, X, H, U, W)


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


def _keras_gradients(X, U, W, b, dH) -> list[np.ndarray]:
    """dU, dW and db from GradientTape."""
    import tensorflow as tf

    layer = keras_layer(X, U, W, b)
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(layer(X.astype("float32")) * dH.astype("float32"))
    return [np.asarray(g) for g in tape.gradient(loss, [weight.value for weight in layer.trainable_weights])]
