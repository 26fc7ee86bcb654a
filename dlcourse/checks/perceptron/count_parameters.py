"""The check of `count_parameters`."""

from itertools import pairwise

import numpy as np

from dlcourse.checks.core import (
    BY_HAND,
    criterion,
    equal,
    exercise,
)


@exercise(rules=[BY_HAND])
def count_parameters(answer, rng):
    """`count_parameters(sizes)`: weights and biases of a fully connected network with these layer sizes.

    Requirements:
    - "all its weights and biases" → gives every unit a bias
    - "3 · 4 weights + 4 biases" → counts one layer
    - "the number of inputs, then the units of each layer" → adds up all the layers
    - "lists the number of inputs" → gives 0 for inputs alone
    """
    with criterion(
        "gives every unit a bias",
        hint="One bias for each unit that computes something: not for the inputs, which only pass numbers on.",
    ):
        equal(answer([5, 1]), 6, what="count_parameters([5, 1])")
        equal(answer([1, 1]), 2, what="count_parameters([1, 1])")
    with criterion("counts one layer", hint="A layer with n inputs and m units has n·m weights and m biases."):
        equal(answer([3, 2]), 8, what="count_parameters([3, 2])")
        equal(answer([1, 5]), 10, what="count_parameters([1, 5])")
    with criterion("adds up all the layers", hint="Go through neighbouring pairs of sizes: (784, 128), (128, 10)."):
        equal(answer([784, 128, 10]), 101_770, what="count_parameters([784, 128, 10])")
        sizes = [int(size) for size in rng.integers(1, 9, size=6)]
        arrays = [np.zeros(shape) for n, m in pairwise(sizes) for shape in ((n, m), (m,))]
        equal(answer(list(sizes)), sum(array.size for array in arrays), what=f"count_parameters({sizes})")
    with criterion(
        "gives 0 for inputs alone",
        trivial=True,
        hint="Without a second layer there are no weights and no biases: the sum is empty.",
    ):
        equal(answer([4]), 0, what="count_parameters([4])")
