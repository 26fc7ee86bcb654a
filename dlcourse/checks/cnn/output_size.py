"""The check of `output_size`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, criterion, equal, exercise, require
from dlcourse.nn.layers.windows import output_size as fits


@exercise(rules=[BY_HAND])
def output_size(answer, rng):
    """`output_size(n, kernel, stride, padding)`: how many places a kernel has along an axis of n pixels.

    Requirements:
    - "the places of a kernel" → valid: the kernel stays inside
    - "output_size(28, 3, 1, "valid") is 26" → valid: the kernel stays inside
    - "that moves by stride pixels" → valid with a stride
    - "output_size(28, 3, 2, "same") is 14" → same with a stride
    - "padding is "valid" or "same"" → same: as many as there are pixels
    - "Return an int" → a whole number
    """
    with criterion(
        "valid: the kernel stays inside",
        hint="A kernel of size 1 has n places, and each further pixel of the kernel costs one.",
    ):
        for n, kernel, wanted in ((28, 3, 26), (28, 5, 24), (7, 7, 1), (5, 1, 5)):
            equal(answer(n, kernel, 1, "valid"), wanted, what=f"output_size({n}, {kernel}, 1, 'valid')")
    with criterion(
        "valid with a stride", hint="Count the whole steps of `stride` after the first place, then add the first."
    ):
        for n, kernel, stride, wanted in ((28, 3, 2, 13), (28, 2, 2, 14), (7, 3, 2, 3), (9, 3, 3, 3), (10, 3, 3, 3)):
            equal(answer(n, kernel, stride, "valid"), wanted, what=f"output_size({n}, {kernel}, {stride}, 'valid')")
        n, kernel, stride = int(rng.integers(20, 60)), int(rng.integers(2, 8)), int(rng.integers(2, 5))
        wanted = fits(n, kernel, stride)
        equal(answer(n, kernel, stride, "valid"), wanted, what=f"output_size({n}, {kernel}, {stride}, 'valid')")
    with criterion(
        "same: as many as there are pixels",
        trivial=True,
        hint='With stride 1, "same" keeps the size, whatever the kernel.',
    ):
        for n, kernel in ((28, 3), (28, 5), (5, 4)):
            equal(answer(n, kernel, 1, "same"), n, what=f"output_size({n}, {kernel}, 1, 'same')")
    with criterion(
        "same with a stride", hint="n / stride, rounded UP; the kernel does not matter: zeros are added as needed."
    ):
        for n, kernel, stride, wanted in ((28, 3, 2, 14), (7, 3, 2, 4), (10, 5, 3, 4), (9, 2, 3, 3)):
            equal(answer(n, kernel, stride, "same"), wanted, what=f"output_size({n}, {kernel}, {stride}, 'same')")
    with criterion("a whole number", hint="An array cannot have 13.0 rows: divide with //.", trivial=True):
        for padding in ("valid", "same"):
            found = answer(28, 3, 2, padding)
            require(
                isinstance(found, int | np.integer),
                f"output_size returned {found!r}, a {type(found).__name__}; expected an int.",
            )
