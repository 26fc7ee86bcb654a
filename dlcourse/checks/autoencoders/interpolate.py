"""The check of `interpolate`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise


@exercise(rules=[BY_HAND])
def interpolate(answer, rng):
    """`interpolate(z0, z1, n)`: n codes at equal distances on the straight line from z0 to z1, both included.

    Requirements:
    - "both included" → begins at z0 and ends at z1
    - "on the straight line" → a straight line
    - "at equal distances" → equal steps
    - "or a stack of them `(m, latents)`" → stacks of codes
    """
    z0, z1 = rng.normal(size=(2, 8))
    with criterion(
        "begins at z0 and ends at z1",
        hint="n codes, one below the other: n rows. t runs from 0 to 1, both included: "
        "it is 0 in the first row and 1 in the last.",
    ):
        for n in (2, 7):
            path = np.asarray(answer(z0, z1, n))
            close(path.shape, [n, 8], what=f"the shape for n = {n} and codes of 8 numbers")
            close(path[[0, -1]], [z0, z1], rtol=1e-5, atol=1e-6, what="the first and the last row")
    with criterion("a straight line", hint="Half-way lies the mean of both. The arc of chapter 09 goes another way."):
        close(answer(z0, z1, 3)[1], (z0 + z1) / 2, rtol=1e-5, atol=1e-6, what="the second of three steps")
        found = answer(np.array([0.0, 2.0]), np.array([4.0, 0.0]), 3)
        close(found, [[0, 2], [2, 1], [4, 0]], rtol=1e-5, atol=1e-6, what="the path from [0, 2] to [4, 0]")
    with criterion("equal steps", hint="Each step is the same vector: a share 1 / (n − 1) of the whole way."):
        steps = np.diff(answer(z0, z1, 6), axis=0)
        close(steps, np.tile((z1 - z0) / 5, (5, 1)), rtol=1e-4, atol=1e-6, what="the five steps of six codes")
    with criterion(
        "stacks of codes",
        hint="For codes (m, latents) each of the n steps is a stack: t needs an axis for each of theirs.",
    ):
        for shape in ((3, 8), (6, 2)):
            a, b = rng.normal(size=(2, *shape))
            wanted = [a + (b - a) * share for share in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)]
            close(answer(a, b, 6), wanted, rtol=1e-5, atol=1e-6, what=f"the path of codes {shape} with n = 6")
