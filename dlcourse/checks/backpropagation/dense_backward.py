"""The check of `dense_backward`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, require, unchanged


@exercise(rules=[BY_HAND])
def dense_backward(answer, rng):
    """`dense_backward(dout, x, W)`: gradients (dx, dW, db) of a dense layer x @ W + b.

    Requirements:
    - "return `(dx, dW, db)`" → dx, back through the weights
    - "`dW = [[3, 6]]`" → dW, input times error
    - "`db = [1, 2]`" → db, one for each unit
    - "Leave the arguments unchanged" → leaves its arguments as they were
    """
    x, W, dout = rng.normal(size=(5, 3)), rng.normal(size=(3, 4)), rng.normal(size=(5, 4))

    def gradients():
        result = answer(dout.copy(), x.copy(), W.copy())
        require(
            isinstance(result, tuple | list) and len(result) == 3,
            f"dense_backward returned {result!r:.80}; expected (dx, dW, db).",
        )
        return result

    with criterion(
        "dx, back through the weights",
        hint="dx has x's shape, (batch, inputs). dout is (batch, units), W (inputs, units): which must be transposed?",
    ):
        close(gradients()[0], np.einsum("bu,iu->bi", dout, W), what="dx")
    with criterion(
        "dW, input times error",
        hint="dW has W's shape, (inputs, units): each weight's input times its unit's error, SUMMED over samples.",
    ):
        close(gradients()[1], np.einsum("bi,bu->iu", x, dout), what="dW")
    with criterion(
        "db, one for each unit",
        hint="A bias acts on every sample: SUM dout over the batch axis. A mean in the loss is already in dout.",
    ):
        close(gradients()[2], np.einsum("bu->u", dout), what="db")
    with criterion(
        "leaves its arguments as they were", trivial=True, hint="Make new arrays; do not write into the arguments."
    ):
        unchanged(answer, dout.copy(), x.copy(), W.copy())
