"""The check of `conv2d_backward`."""

import itertools
from typing import Any

import numpy as np

from dlcourse.checks.cnn.correlate import correlate
from dlcourse.checks.core import BY_HAND, close, criterion, exercise, require, unchanged


def expected_gradients(
    dout: np.ndarray, x: np.ndarray, W: np.ndarray, stride: int, padding: str
) -> tuple[np.ndarray, np.ndarray]:
    """dL/dx and dL/dW for L = Σ dout · conv(x, W), entry by entry: conv is linear in both."""
    none = np.zeros(W.shape[-1])
    dx, dW = np.zeros_like(x), np.zeros_like(W)
    for gradient, place in ((dx, "x"), (dW, "W")):
        for index in np.ndindex(gradient.shape):
            unit = np.zeros_like(gradient)
            unit[index] = 1
            gradient[index] = (
                dout * correlate(*((unit, W) if place == "x" else (x, unit)), none, stride, padding)
            ).sum()
    return dx, dW


def three(found: Any) -> Any:
    """Give back what holds three things; raise MismatchError for anything else."""
    holds_three = isinstance(found, tuple | list) and len(found) == 3
    require(holds_three, "conv2d_backward should return three arrays: dx, dW, db.")
    return found


@exercise(rules=[BY_HAND])
def conv2d_backward(answer, rng):
    """`conv2d_backward(dout, x, W, stride, padding)`: the gradients (dx, dW, db).

    Requirements:
    - "Return a tuple (dx, dW, db), each of the shape of what it belongs to" → the bias's gradient
    - "db[f] = Σ_{n,i,j} dout[n, i, j, f]" → the bias's gradient
    - "dW[r, c, k, f] += Σ_n window[n, r, c, k] · dout[n, i, j, f]" → the weights' gradient
    - "dx_window[n, r, c, k] += Σ_f W[r, c, k, f] · dout[n, i, j, f]" → the images' gradient
    - "begins at pixel (i · stride, j · stride)" → with a stride
    - "compute the gradient of the padded images, then cut the border off" → with padding
    - "Leave the arguments as they are" → leaves its arguments unchanged
    """
    x, W = rng.normal(size=(2, 5, 6, 2)), rng.normal(size=(3, 3, 2, 3))
    cases = list(itertools.product((1, 2), ("valid", "same")))
    douts = {case: rng.normal(size=correlate(x, W, np.zeros(3), *case).shape) for case in cases}
    truth = {case: expected_gradients(douts[case], x, W, *case) for case in cases}

    def gradients(stride, padding):
        return three(answer(douts[stride, padding], x, W, stride, padding))

    with criterion(
        "the bias's gradient", hint="The bias is added at EVERY place of EVERY image: sum over all of these axes."
    ):
        for case in cases:
            close(gradients(*case)[2], douts[case].sum(axis=(0, 1, 2)), what=f"db for stride, padding = {case}")
    with criterion(
        "the weights' gradient", hint="Each place adds its window times its dout. Add up, over all images and places."
    ):
        close(gradients(1, "valid")[1], truth[1, "valid"][1], what="dW for stride 1")
    with criterion(
        "the images' gradient",
        hint="A pixel lies in several windows: each adds to its gradient (+=, not =) W times dout, over all filters.",
    ):
        close(gradients(1, "valid")[0], truth[1, "valid"][0], what="dx for stride 1")
    with criterion(
        "with a stride", hint="Use the same windows as in the forward pass: they begin at multiples of stride."
    ):
        for part, name in enumerate(("dx", "dW")):
            close(gradients(2, "valid")[part], truth[2, "valid"][part], what=f"{name} for stride 2")
    with criterion(
        "with padding",
        hint="Work on the padded images; at the end cut the border off dx, as much as was added on each side.",
    ):
        for stride, (part, name) in itertools.product((1, 2), enumerate(("dx", "dW"))):
            found = gradients(stride, "same")[part]
            close(found, truth[stride, "same"][part], what=f"{name} for stride {stride}, 'same'")
    with criterion("leaves its arguments unchanged", hint="Write into new arrays.", trivial=True):
        for padding in ("valid", "same"):
            unchanged(lambda *arrays, padding=padding: answer(*arrays, 1, padding), douts[1, padding], x, W)
