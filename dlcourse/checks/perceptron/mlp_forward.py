"""The check of `mlp_forward`."""

import numpy as np

from dlcourse.checks.core import (
    BY_HAND,
    close,
    criterion,
    exercise,
    unchanged,
)

FLOAT32 = {"rtol": 1e-5, "atol": 1e-5}  # who computes with 32 bits is right as well


@exercise(rules=[BY_HAND])
def mlp_forward(answer, rng):
    """`mlp_forward(X, layers)`: logits `(samples, outputs)`; sigmoid after every layer but the last.

    Requirements:
    - "The last layer's sums are returned as they are" → the last layer stays linear
    - "a list of pairs (W, b)" → one layer is X W + b
    - "Apply sigmoid after every layer" → hidden layers use the sigmoid
    - "from the first layer to the last" → any number of layers
    - "Leave X and layers unchanged" → leaves its arguments as they were
    """

    def layer(n, m):
        return rng.normal(size=(n, m)), rng.normal(size=m)

    X = rng.normal(size=(5, 3))
    _one_layer(answer, X, *layer(3, 4))
    with criterion(
        "hidden layers use the sigmoid",
        weight=2,
        hint="Without a nonlinear activation between them, two layers are "
        "no more than one. Apply sigmoid to every hidden layer's sums.",
    ):
        (W1, b1), (W2, b2) = layer(3, 4), layer(4, 2)
        hidden = 0.5 * (1 + np.tanh((np.einsum("si,iu->su", X, W1) + b1) / 2))  # sigmoid, written another way
        logits = np.einsum("si,iu->su", hidden, W2) + b2
        close(answer(X, [(W1, b1), (W2, b2)]), logits, **FLOAT32, what="the logits of two layers")
    with criterion("any number of layers", hint="Loop over the layers; the output of one is the input of the next."):
        deep = [layer(3, 4), layer(4, 5), layer(5, 2), (np.zeros((2, 3)), np.array([1.0, 2.0, 3.0]))]
        close(
            answer(X, deep),
            np.tile([1.0, 2.0, 3.0], (5, 1)),
            **FLOAT32,
            what="the logits of four layers, the last with W = 0",
        )
        wide = [(np.zeros((3, 6)), np.zeros(6)), (np.zeros((6, 4)), np.zeros(4)), (np.ones((4, 1)), np.zeros(1))]
        close(
            answer(X, wide),
            np.full((5, 1), 2.0),
            **FLOAT32,
            what="the logits of three layers whose hidden units all give ½",
        )
    with criterion(
        "leaves its arguments as they were",
        trivial=True,
        hint="`X += b` writes into the caller's array; `X = X + b` makes a new one.",
    ):
        unchanged(answer, X.copy(), [(np.eye(3), np.ones(3))])
        unchanged(answer, X.copy(), [layer(3, 4), layer(4, 2)])


def _one_layer(answer, X, W, b) -> None:
    """The sums of a single layer, which is also the last one."""
    with criterion(
        "the last layer stays linear",
        hint="The caller chooses what to do with the logits: no sigmoid after the last layer.",
    ):
        twice = (2 * np.eye(3), np.zeros(3))
        close(answer(X, [twice]), X + X, **FLOAT32, what="the logits of one layer that doubles its inputs")
    with criterion(
        "one layer is X W + b",
        hint="Samples are rows, so X stands on the left: X @ W, with W of shape (inputs, units). Then add the bias.",
    ):
        close(answer(X, [(W, b)]), np.einsum("si,iu->su", X, W) + b, **FLOAT32, what="the logits of a single layer")
