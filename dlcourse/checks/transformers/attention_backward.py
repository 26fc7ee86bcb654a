"""The check of `attention_backward`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, require, unchanged

NAMES = ("dq", "dk", "dv")


def tape_gradients(dout, q, k, v, mask) -> list[np.ndarray]:
    """dq, dk and dv of Σ dout · attention(q, k, v), from TensorFlow."""
    import tensorflow as tf

    inputs = [tf.constant(array) for array in (q, k, v)]
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        scores = tf.matmul(inputs[0], inputs[1], transpose_b=True) / np.sqrt(q.shape[-1])
        if mask is not None:
            scores = tf.where(mask, scores, tf.constant(-np.inf, scores.dtype))
        loss = tf.reduce_sum(dout * tf.matmul(tf.nn.softmax(scores), inputs[2]))
    return [gradient.numpy() for gradient in tape.gradient(loss, inputs)]


@exercise(rules=[BY_HAND], seconds=10)
def attention_backward(answer, rng):
    r"""`attention_backward(dout, q, k, v, mask)`: dq, dk and dv of scaled dot-product attention.

    Requirements:
    - "Return the three gradients dq, dk, dv, each with the shape of what it belongs to" → three gradients
    - "$dV = A^\top\, dout$" → the values' gradient
    - "what raises all of them alike changes nothing" → equal values, no gradient
    - "$dQ = dS\, K / \sqrt d$" → the queries' gradient
    - "$dK = dS^\top Q / \sqrt d$" → the keys' gradient
    - "Where it is False, the weight is 0, and no gradient passes" → with a mask
    - "any axes in front" → any axes in front
    - "Leave the arguments as they are" → leaves its arguments unchanged
    """
    q, k, v = rng.normal(size=(2, 4, 9)), rng.normal(size=(2, 5, 9)), rng.normal(size=(2, 5, 3))
    dout = rng.normal(size=(2, 4, 3))
    allowed = rng.random((2, 4, 5)) < 0.5
    allowed[..., 0] = True
    allowed[..., 1] = False
    free, masked = (dict(zip(NAMES, tape_gradients(dout, q, k, v, mask), strict=True)) for mask in (None, allowed))

    def gradients(*given):
        found = answer(*given)
        require(isinstance(found, list | tuple) and len(found) == 3, "attention_backward should return dq, dk and dv.")
        return dict(zip(NAMES, found, strict=True))

    with criterion(
        "three gradients",
        trivial=True,
        hint="Return dq, dk, dv in this order: each has the shape of what it belongs to. Do the shapes not fit? For "
        "dv and dk, A and dS have their last two axes swapped.",
    ):
        shapes = {name: list(np.shape(found)) for name, found in gradients(dout, q, k, v, None).items()}
        wanted = {"dq": [2, 4, 9], "dk": [2, 5, 9], "dv": [2, 5, 3]}
        require(shapes == wanted, f"the shapes are {shapes}; expected {wanted}.")
    with criterion(
        "the values' gradient",
        hint="output = A @ v. A value gets from EVERY query what that query's weight lets through: swap A's last axes.",
    ):
        close(gradients(dout, q, k, v, None)["dv"], free["dv"], what="dv")
    with criterion(
        "equal values, no gradient",
        hint="If all values are the same, the output does not depend on the weights. Take off the weighted mean, Σ A "
        "· dA, in each row.",
    ):
        same = np.repeat(v[:, :1], 5, axis=1)
        for name in ("dq", "dk"):
            found = gradients(dout, q, k, same, None)[name]
            close(found, np.zeros_like(free[name]), atol=1e-9, what=f"{name} for five equal values")
    _queries_and_keys(gradients, dout, (q, k, v), free)
    _masks_and_axes(answer, gradients, (dout, q, k, v, allowed), free, masked)


def _queries_and_keys(gradients, dout, inputs, free) -> None:
    """The criteria on what goes through the scores."""
    with criterion(
        "the queries' gradient",
        weight=2,
        hint="dS = A · (dA − its weighted mean), entry by entry; then dS @ k. The forward pass divides by √d, so "
        "does the way back.",
    ):
        close(gradients(dout, *inputs, None)["dq"], free["dq"], rtol=1e-5, what="dq")
    with criterion(
        "the keys' gradient",
        hint="Each key adds up over all QUERIES: dS with its last two axes swapped, times q, over √d.",
    ):
        close(gradients(dout, *inputs, None)["dk"], free["dk"], rtol=1e-5, what="dk")


def _masks_and_axes(answer, gradients, given, free, masked) -> None:
    """The criteria on masks, on axes in front, and on what is left as it was."""
    dout, q, k, v, allowed = given
    with criterion(
        "with a mask",
        hint="The weights of the forward pass with THIS mask: where it is False they are 0, and so is what passes.",
    ):
        for name, found in gradients(dout, q, k, v, allowed).items():
            close(found, masked[name], rtol=1e-5, what=f"{name} with a mask")
    with criterion("any axes in front", hint="Swap the LAST two axes, sum over the LAST one: .T reverses all axes."):
        for name, found in gradients(dout[0], q[0], k[0], v[0], None).items():
            close(found, free[name][0], rtol=1e-5, what=f"{name} without a batch axis")
        for name, found in gradients(*(array[:, None] for array in (dout, q, k, v, allowed))).items():
            close(found, masked[name][:, None], rtol=1e-5, what=f"{name} with two axes in front")
    with criterion(
        "leaves its arguments unchanged", trivial=True, hint="Write into new arrays: -= changes an argument."
    ):
        unchanged(answer, dout, q, k, v, allowed)
