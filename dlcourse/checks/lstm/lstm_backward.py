"""The check of `lstm_backward`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, equal, exercise, require
from dlcourse.checks.lstm.keras_reference import (
    draw_weights,
    keras_lstm_gradients,
)


@exercise(rules=[BY_HAND])
def lstm_backward(answer, rng):
    """`lstm_backward(dH, X, W, R, b)`: dX, dW, dR and db, through all time steps.

    Requirements:
    - "Return `dX, dW, dR, db`, each with the shape of what it belongs to" → four gradients
    - "Sum over the batch and over time" → sums over the batch
    - "hands $dc$ to $f$, $i$, $g$" → nothing to forget at the first step
    - "through σ and tanh to $dz$" → a single step
    - "and to the memory before" → along the conveyor
    - "and the $h$ before" → through h as well
    - "for every step" → every output counts
    - "to $W$, $R$, $b$, $x$" → the recurrent kernel
    """
    X, (W, R, b) = rng.normal(size=(3, 7, 2)), draw_weights(rng, 2, 4)
    dH = rng.normal(size=(3, 7, 4))
    last = np.zeros_like(dH)
    last[:, -1] = dH[:, -1]
    names = ("dX", "dW", "dR", "db")
    cases = {"one step": (dH[:, :1], X[:, :1], R), "no R": (last, X, 0 * R), "last": (last, X, R), "all": (dH, X, R)}
    tape = {case: keras_lstm_gradients(dH, X, W, R, b) for case, (dH, X, R) in cases.items()}

    def compare(case, *which):
        """The gradients named in `which` against GradientTape's."""
        dH, X, R = cases[case]
        wanted, found = tape[case], answer(dH, X, W, R, b)
        equal(len(found), 4, what="the number of gradients you return")
        for name, expected, given in zip(names, wanted, found, strict=True):
            if name in which:
                close(given, expected, rtol=1e-4, atol=1e-8, what=name)

    with criterion(
        "four gradients", trivial=True, hint="Return dX, dW, dR, db: each with the shape of what it belongs to."
    ):
        shapes = [list(np.shape(part)) for part in answer(dH, X, W, R, b)]
        require(
            shapes == [[3, 7, 2], [2, 16], [4, 16], [16]], f"the shapes are {shapes}; expected those of X, W, R and b."
        )
    with criterion(
        "sums over the batch",
        trivial=True,
        hint="dW, dR and db are sums over the batch and over time: take no mean.",
    ):
        alone = [answer(dH[k : k + 1, :1], X[k : k + 1, :1], W, R, b)[1] for k in range(3)]
        close(answer(dH[:, :1], X[:, :1], W, R, b)[1], np.sum(alone, axis=0), what="dW of three sequences of one step")
    with criterion(
        "nothing to forget at the first step",
        hint="df = dc · (memory BEFORE) · f (1 − f), and before the first step the memory is 0.",
    ):
        close(np.asarray(answer(*cases["one step"][:2], W, R, b)[3])[4:8], np.zeros(4), what="db of f for one step")
    with criterion(
        "a single step", hint="Through o and through tanh(c): sigmoid' = s(1 − s), tanh' = 1 − tanh². Then i, f, g, o."
    ):
        compare("one step", "dX", "dW", "db")
    _many_steps(compare)


def _many_steps(compare) -> None:
    """The criteria on what comes back from later steps."""
    with criterion(
        "along the conveyor",
        hint="dL/dc of the step before gets f · dL/dc: pass it back through ALL steps, do not cut.",
    ):
        compare("no R", "dX", "dW", "db")
    with criterion("through h as well", hint="dL/dh of the step before also gets dz Rᵀ, with all four gates in dz."):
        compare("last", "dX", "dW", "db")
    with criterion("every output counts", hint="At step t, dH[:, t] is ADDED to what comes back from step t + 1."):
        compare("all", "dX", "dW", "db")
    with criterion("the recurrent kernel", hint="dR sums h of the step BEFORE times dz; before step 0, h is zero."):
        compare("all", "dR")
