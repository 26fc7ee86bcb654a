"""The check of `softmax`."""

import math

import numpy as np

from dlcourse.checks.core import (
    BY_HAND,
    close,
    criterion,
    exercise,
    finite,
    require,
    unchanged,
)

FLOAT32 = {"rtol": 1e-5, "atol": 1e-5}  # who computes with 32 bits is right as well


@exercise(rules=[BY_HAND])
def softmax(answer, rng):
    """`softmax(z)`: probabilities over the last axis, same shape as `z`.

    Requirements:
    - "Probabilities over the last axis of z" → each row sums to one
    - "what happens to" → ratios are those of the exponentials
    - "It must work for large logits" → large logits stay finite
    - "when you add the same number" → large logits stay finite
    - "to all logits of a row" → each row by itself
    - "an array of any number of axes" → a vector and a stack of matrices
    - "Leave z unchanged" → leaves z as it was
    """
    z = rng.normal(scale=2.0, size=(4, 5))
    with criterion(
        "each row sums to one",
        hint="Divide by the sum over the last axis only, and keep that axis so that the shapes fit.",
    ):
        close(np.asarray(answer(z.copy()), dtype=float).sum(axis=-1), np.ones(4), **FLOAT32, what="the sum of each row")
    with criterion(
        "ratios are those of the exponentials",
        hint="Two probabilities of a row have the ratio "
        "exp(z_i − z_j): normalize the exponentials, not the logits themselves.",
    ):
        p = np.asarray(answer(z.copy()), dtype=float)
        finite(p)
        require(bool(np.all(p > 0)), f"every probability should be above 0; the smallest is {p.min():.3g}.")
        close(np.log(p[:, 1:] / p[:, :-1]), z[:, 1:] - z[:, :-1], **FLOAT32, what="log(p_i / p_j)")
    _large_logits(answer)
    with criterion("a vector and a stack of matrices", hint="Use axis=-1: the last axis, however many axes there are."):
        close(answer(np.zeros(4)), np.full(4, 0.25), what="softmax of a vector of 4 zeros")
        close(
            np.asarray(answer(rng.normal(size=(2, 3, 4)))).sum(axis=-1),
            np.ones((2, 3)),
            **FLOAT32,
            what="the sums over the last axis for shape (2, 3, 4)",
        )
    with criterion(
        "leaves z as it was",
        trivial=True,
        hint="`z -= …` writes into the caller's array; `z = z - …` makes a new one.",
    ):
        unchanged(answer, z.copy())


def _large_logits(answer) -> None:
    """Logits whose exponentials no float can hold."""
    with criterion(
        "large logits stay finite",
        hint="exp(1000) is more than a float can hold. Softmax does not change "
        "when you subtract the same number from a whole row: which number makes every exponent safe? (Cutting large "
        "logits off is no way out: it makes different ones equal.)",
    ):
        close(answer(np.array([[1000.0, 0.0, 1000.0]])), [[0.5, 0.0, 0.5]], what="softmax([[1000, 0, 1000]])")
        close(answer(np.array([[-1000.0, -1000.0]])), [[0.5, 0.5]], what="softmax([[-1000, -1000]])")
        close(answer(np.array([[5000.0, 0.0]])), [[1.0, 0.0]], what="softmax([[5000, 0]])")
        p = 1 / (1 + math.exp(-1))
        close(answer(np.array([[1000.0, 999.0]])), [[p, 1 - p]], **FLOAT32, what="softmax([[1000, 999]])")
        close(answer(np.array([[-999.0, -1000.0]])), [[p, 1 - p]], **FLOAT32, what="softmax([[-999, -1000]])")
    with criterion(
        "each row by itself",
        hint="Subtract each row's own maximum, not that of the whole array: rows far below it would give 0 / 0.",
    ):
        close(
            answer(np.array([[0.0, 0.0], [5000.0, 5000.0]])),
            np.full((2, 2), 0.5),
            what="softmax([[0, 0], [5000, 5000]])",
        )
