"""The check of `neuron`."""

import math

from dlcourse.checks.core import (
    BY_HAND,
    criterion,
    equal,
    exercise,
)


@exercise(rules=[BY_HAND])
def neuron(answer, rng):
    """`neuron(x, w, b)`: 1 if the weighted sum of the inputs plus the bias is above 0, else 0.

    Requirements:
    - "Return 1 if" → fires when w·x + b is above 0
    - "b is one number" → adds the bias
    - "At exactly 0 the unit stays silent" → stays silent at exactly 0
    - "hold the same number of values (lists or arrays)" → takes any number of inputs
    """
    with criterion(
        "fires when w·x + b is above 0", hint="Multiply each input by its own weight, and add up the products."
    ):
        equal(answer([1.0, 2.0], [0.5, 0.25], -0.5), 1, what="neuron([1, 2], [0.5, 0.25], -0.5)")
        equal(answer([1.0, 2.0], [0.5, -1.0], 0.5), 0, what="neuron([1, 2], [0.5, -1], 0.5)")
    with criterion("adds the bias", hint="A larger bias makes the unit fire more easily: add b, do not subtract it."):
        equal(answer([1.0, 1.0], [1.0, 1.0], -3.0), 0, what="neuron([1, 1], [1, 1], -3)")
        equal(answer([0.0, 0.0], [1.0, 1.0], 0.5), 1, what="neuron([0, 0], [1, 1], 0.5)")
    with criterion(
        "stays silent at exactly 0", trivial=True, hint="The step is strict: fire above the threshold, not on it."
    ):
        equal(answer([1.0, 1.0], [1.0, 1.0], -2.0), 0, what="neuron([1, 1], [1, 1], -2)")
    with criterion("takes any number of inputs", hint="Do not spell out x[0] and x[1]; sum over all inputs."):
        for size in (1, 3, 7):
            x, w = rng.normal(size=size), rng.normal(size=size)
            total = math.fsum(a * b for a, b in zip(x, w, strict=True))
            equal(answer(x, w, 0.1 - total), 1, what=f"the output for {size} inputs with a sum of 0.1")
            equal(answer(x, w, -0.1 - total), 0, what=f"the output for {size} inputs with a sum of -0.1")
