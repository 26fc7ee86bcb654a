"""The check of `receptive_field`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, criterion, equal, exercise


def reached(kernel: int, dilations: list[int]) -> int:
    """How many days back one output reaches, today included: an impulse is sent through layers of ones."""
    signal = np.ones(1)
    for dilation in dilations:
        row = np.zeros((kernel - 1) * dilation + 1)
        row[::dilation] = 1
        signal = np.convolve(signal, row)
    return len(signal)


@exercise(rules=[BY_HAND])
def receptive_field(answer, rng):
    """`receptive_field(kernel, dilations)`: days of the input that one output of a stack depends on.

    Requirements:
    - "`receptive_field(2, [1, 2, 4])` is 8" → the worked example
    - "Without a layer, an empty list, it is 1" → today counts
    - "today included" → today counts
    - "all with a kernel of so many rows" → wider kernels
    - "each with its dilation from the list" → any dilations
    """
    with criterion(
        "today counts",
        trivial=True,
        hint="Nothing before it: one output is one day of the input. Later layers add to this 1; a kernel of one"
        " row adds nothing.",
    ):
        equal(answer(3, []), 1, what="the receptive field of no layer")
        equal(answer(1, [1, 2, 4]), 1, what="the receptive field with kernels of one row")
    with criterion("the worked example", hint="Each layer adds (k − 1) · d days. Add them up."):
        equal(answer(2, [1, 2, 4]), 8, what="receptive_field(2, [1, 2, 4])")
    with criterion("wider kernels", hint="A kernel of k rows spans k − 1 gaps, each d days wide."):
        for kernel in (3, 5):
            equal(answer(kernel, [1, 2, 4]), reached(kernel, [1, 2, 4]), what=f"receptive_field({kernel}, [1, 2, 4])")
    with criterion("any dilations", hint="The dilations need not double: sum them, do not only count them."):
        for _ in range(4):
            dilations = [int(d) for d in rng.integers(1, 12, size=int(rng.integers(1, 6)))]
            kernel = int(rng.integers(2, 6))
            found, wanted = answer(kernel, dilations), reached(kernel, dilations)
            equal(found, wanted, what=f"receptive_field({kernel}, {dilations})")
