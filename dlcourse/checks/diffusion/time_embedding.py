"""The check of `time_embedding`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise


@exercise(rules=[BY_HAND])
def time_embedding(answer, rng):
    r"""`time_embedding(t, dim)`: sines and cosines of each step at dim / 2 frequencies.

    Requirements:
    - "Return `(n, dim)`" → a row for each step
    - "first `dim / 2` sines, then `dim / 2` cosines" → sines, then cosines
    - "of the angles $t\, \omega_i$" → pairs on the unit circle
    - "\omega_i = 10000^{-2i / \text{dim}}" → from fast to slow
    """
    steps, dim = rng.permutation(np.arange(1, 100))[:6], 2 * int(rng.integers(4, 12))
    with criterion("a row for each step", hint="t is (n,) and the frequencies (dim / 2,): t[:, None] makes a table."):
        for size in (dim, 2):
            close(np.shape(answer(steps, size)), [6, size], what=f"the shape for 6 steps and dim = {size}")
    with criterion(
        "sines, then cosines", hint="sin 0 = 0 and cos 0 = 1: at t = 0 the first half is 0, the second half is 1."
    ):
        wanted = np.repeat([[0.0, 1.0]], dim // 2, axis=1)
        close(answer(np.array([0]), dim), wanted, atol=1e-6, what="the row for t = 0")
    with criterion(
        "pairs on the unit circle",
        hint="Sine and cosine of the SAME angle: column i and column i + dim / 2 belong together.",
    ):
        square = np.asarray(answer(steps, dim)) ** 2
        close(square[:, : dim // 2] + square[:, dim // 2 :], np.ones((6, dim // 2)), rtol=1e-4, what="sin² + cos²")
    with criterion(
        "from fast to slow",
        weight=2,
        hint="The first frequency is 1, and each is 10000^(−2 / dim) times the one before. Is the exponent negative?"
        " The angle is t times the frequency, without 2π and without T.",
    ):
        turn = np.asarray(answer(np.array([1.0]), dim))[0]
        angles = [10_000.0 ** (-2 * i / dim) for i in range(dim // 2)]
        close(np.arctan2(turn[: dim // 2], turn[dim // 2 :]), angles, rtol=1e-3, atol=1e-6, what="the angles at t = 1")
        far = np.asarray(answer(np.array([37, 90]), dim))
        close(np.sum(far[0] * far[1]), np.cos(np.multiply(angles, 53)).sum(), rtol=1e-3, atol=1e-4,
              what="the product of the rows for t = 37 and t = 90")  # fmt: skip
