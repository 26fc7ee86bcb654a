"""The check of `gru_cell`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, unchanged
from dlcourse.checks.lstm.keras_reference import (
    draw_weights,
    keras_gru_cell,
)


@exercise(rules=[BY_HAND])
def gru_cell(answer, rng):
    r"""`gru_cell(x, h, W, R, b)`: the next h. Parts in the order z, r, g; two biases; reset after the product.

    Requirements:
    - "Return the new `h`" → the shape of h
    - "$z$ near 1 keeps" → z near 1 keeps the old state
    - "g = \tanh" → the candidate is a tanh
    - "how much of the past the candidate $g$ may see" → the reset gate closes the past off
    - "$r$ is applied after the product" → reset after the product
    - "holds $b_0$ and $b_1$" → two biases
    - "as Keras does" → as in Keras
    - "Change none of the arguments" → leaves its arguments as they were
    """
    x, h, (W, R, b) = rng.normal(size=(5, 2)), rng.normal(size=(5, 3)), draw_weights(rng, 2, 3, gates=3)
    zero, one = np.zeros((1, 3)), np.ones((1, 1))
    first_alone = b * [[1.0], [0.0]]
    wanted, without_input = keras_gru_cell(x, h, W, R, b), keras_gru_cell(0 * x, h, W, R, first_alone)

    def one_unit(z, r, g, memory=0.6, R=zero, second=(0, 0, 0)):
        """The next h of one unit whose pre-activations from x are given."""
        return answer(one, memory * one, zero, R, np.array([(z, r, g), second], dtype=float))

    with criterion(
        "the shape of h", trivial=True, hint="Return the new h alone, shape (batch, units). A GRU has no c."
    ):
        close(np.shape(answer(x, h, W, R, b)), [5, 3], what="the shape of your result for 5 samples, 3 units")
    with criterion("z near 1 keeps the old state", hint="In Keras h' = z · h + (1 − z) · g: z keeps, 1 − z renews."):
        close(one_unit(30, 30, 30), [[0.6]], rtol=1e-5, what="h with z ≈ 1")
        close(one_unit(-30, -30, 30), [[1.0]], rtol=1e-5, what="h with z ≈ 0 and g ≈ 1")
    with criterion("the candidate is a tanh", hint="g lies between −1 and 1: only z and r are sigmoids."):
        close(one_unit(-30, -30, 0.7), [[np.tanh(0.7)]], rtol=1e-5, what="h with z ≈ 0 and a_g = 0.7")
    with criterion("the reset gate closes the past off", hint="The second third is r. g = tanh(a_g + r · u_g)."):
        recurrent = np.array([[0.0, 0.0, 2.0]])
        close(one_unit(-30, -30, 0.4, R=recurrent), [[np.tanh(0.4)]], rtol=1e-5, what="h with z ≈ 0 and r ≈ 0")
        close(one_unit(-30, 30, 0.4, R=recurrent), [[np.tanh(1.6)]], rtol=1e-5, what="h with z ≈ 0 and r ≈ 1")
    with criterion("reset after the product", hint="First u = h R + b[1], then r times its last third: not (r · h) R."):
        found = answer(0 * x, h, W, R, first_alone)
        close(found, without_input, rtol=1e-5, atol=1e-7, what="h for x = 0 and b[1] = 0")
    with criterion("two biases", hint="b[0] goes with x W, b[1] with h R. r multiplies b[1]'s last third as well."):
        found = one_unit(-30, 0, 0.4, second=(0, 0, 0.8))
        close(found, [[np.tanh(0.8)]], rtol=1e-5, what="h with z ≈ 0, r = 0.5, a_g = 0.4 and b[1] = 0.8 for g")
    with criterion("as in Keras", weight=2, hint="Is x W in all three? Order z, r, g; b[0] goes with x W."):
        close(answer(x, h, W, R, b), wanted, rtol=1e-5, atol=1e-7, what="h")
    with criterion("leaves its arguments as they were", hint="Make new arrays, not h *= z.", trivial=True):
        unchanged(answer, x, h, W, R, b)
