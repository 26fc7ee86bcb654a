"""The check of `causal_conv1d_backward`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, require, unchanged
from dlcourse.checks.forecasting.causal_conv1d import keras_layer

NAMES = ("dx", "dW", "db")


def tape_gradients(dout: np.ndarray, x: np.ndarray, W: np.ndarray, dilation: int) -> list[np.ndarray]:
    """dx, dW and db of Σ dout · output, from TensorFlow."""
    import tensorflow as tf

    layer = keras_layer(x, W, np.zeros(W.shape[2]), dilation)
    inputs = tf.constant(x)
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        loss = tf.reduce_sum(dout * layer(inputs))
    weights = [variable.value for variable in layer.trainable_variables]
    return [gradient.numpy() for gradient in tape.gradient(loss, [inputs, *weights])]


@exercise(rules=[BY_HAND], seconds=10)
def causal_conv1d_backward(answer, rng):
    """`causal_conv1d_backward(dout, x, W, dilation)`: dx, dW and db of a causal convolution.

    Requirements:
    - "Return dx, dW, db, each with the shape of what it belongs to" → three gradients
    - "db sums over both" → the bias's gradient
    - "its gradient is a sum over all such pairs of days" → the kernel's gradient
    - "A day helps to make today's output and **later** ones: dx looks into the future" → a day looks into the future
    - "What falls on the padding before the first day is thrown away" → the input's gradient
    - "is the gradient of the loss with respect to the output" → the input's gradient
    - "The kernel may reach further back than the series goes" → a kernel longer than the series
    - "Leave the arguments as they are" → leaves its arguments unchanged
    """
    x, W, dout = rng.normal(size=(3, 12, 2)), rng.normal(size=(3, 2, 4)), rng.normal(size=(3, 12, 4))
    wanted = {dilation: dict(zip(NAMES, tape_gradients(dout, x, W, dilation), strict=True)) for dilation in (1, 3)}

    def gradients(*given):
        found = answer(*given)
        require(isinstance(found, list | tuple) and len(found) == 3, "it should return dx, dW and db.")
        return dict(zip(NAMES, found, strict=True))

    with criterion(
        "three gradients",
        trivial=True,
        hint="Return dx, dW, db in this order, each in the shape of what it belongs to.",
    ):
        shapes = {name: list(np.shape(found)) for name, found in gradients(dout, x, W, 3).items()}
        expected = {"dx": [3, 12, 2], "dW": [3, 2, 4], "db": [4]}
        require(shapes == expected, f"the shapes are {shapes}; expected {expected}.")
    with criterion("the bias's gradient", hint="b is added on every day of every series: sum over batch AND time."):
        close(gradients(dout, x, W, 1)["db"], wanted[1]["db"], rtol=1e-4, atol=1e-6, what="db")
    with criterion(
        "the kernel's gradient",
        weight=2,
        hint="dW[j] = Σ over batch and days of x[t − (k − 1 − j) d] ⊗ dout[t]: the slice of the padded input that W[j]"
        " has met, and ALL of dout. A sum, not a mean.",
    ):
        for dilation, known in wanted.items():
            found = gradients(dout, x, W, dilation)["dW"]
            close(found, known["dW"], rtol=1e-4, atol=1e-6, what=f"dW for dilation {dilation}")
    _input(gradients, (dout, x, W), wanted)
    with criterion(
        "leaves its arguments unchanged", trivial=True, hint="Write into new arrays: += changes an argument."
    ):
        unchanged(answer, dout, x, W, 3)


def _input(gradients, given, wanted) -> None:
    """The criteria on dx, and on a kernel that reaches beyond the series."""
    dout, x, W = given
    with criterion(
        "a day looks into the future",
        hint="x[t] has helped to make out[t], out[t + d], …: dx[t] gathers from dout at these days, not earlier ones.",
    ):
        late = dout.copy()
        late[:, :6] = 0
        found = np.asarray(gradients(late, x, W, 3)["dx"])
        require(bool(np.any(found[:, 0] != 0)), "dx on day 0 is 0, though it helped to make day 6.")
        early = dout.copy()
        early[:, 6:] = 0
        close(np.asarray(gradients(early, x, W, 3)["dx"])[:, 6:], np.zeros((3, 6, 2)), what="dx after the last dout")
    with criterion(
        "the input's gradient",
        weight=2,
        hint="Add dout[t] @ W[j].T to the day that W[j] has met, for every j; days meet several rows of the kernel. Cut"
        " the padding off at the FRONT.",
    ):
        for dilation, expected in wanted.items():
            found = gradients(dout, x, W, dilation)["dx"]
            close(found, expected["dx"], rtol=1e-4, atol=1e-6, what=f"dx for dilation {dilation}")
    with criterion(
        "a kernel longer than the series",
        hint="With dilation 20 only the last row meets the series; the others have met padding, and their gradient is"
        " 0. With one row there is no padding: [:, -0:] and [:, :-0] are not what you think.",
    ):
        found = gradients(dout, x, W, 20)
        close(np.asarray(found["dW"])[:2], np.zeros((2, 2, 4)), what="the first rows of dW for dilation 20")
        close(found["dx"], dout @ W[-1].T, rtol=1e-4, atol=1e-6, what="dx for dilation 20")
        close(
            gradients(dout, x, W[:1], 2)["dx"], dout @ W[0].T, rtol=1e-4, atol=1e-6, what="dx for a kernel of one row"
        )
