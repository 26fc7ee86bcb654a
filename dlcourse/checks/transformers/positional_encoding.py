"""The check of `positional_encoding`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, as_array, close, criterion, exercise


@exercise(rules=[BY_HAND])
def positional_encoding(answer, rng):
    r"""`positional_encoding(length, dim)`: sine in even columns, cosine in odd ones, (length, dim).

    Requirements:
    - "an array (length, dim), one row for each place" → a row for each place
    - "Columns come in pairs" → sine and cosine side by side
    - "each place $t = 0, 1, 2, \dots$" → the first pair turns one radian a place
    - "\omega_i = 10000^{-2i/\text{dim}}" → each pair at its own speed
    """
    length, dim = int(rng.integers(20, 40)), 2 * int(rng.integers(3, 8))
    with criterion("a row for each place", hint="Places go down, columns go right: (length, dim)."):
        close(np.shape(answer(length, dim)), [length, dim], what=f"the shape of positional_encoding({length}, {dim})")
    with criterion(
        "sine and cosine side by side",
        hint="Place 0 is 0, 1, 0, 1, …: sine in the columns 0, 2, 4, cosine in 1, 3, 5. Both of a pair have the SAME "
        "speed, so their squares sum to 1.",
    ):
        found = as_array(answer(length, dim))
        close(found[0], np.tile([0.0, 1.0], dim // 2), atol=1e-6, what="place 0")
        close(found[:, ::2] ** 2 + found[:, 1::2] ** 2, np.ones((length, dim // 2)), atol=1e-5, what="sin² + cos²")
    with criterion(
        "the first pair turns one radian a place",
        hint="Places count from 0 in steps of 1, in radians, and pair 0 has the speed 1.",
    ):
        waves = np.exp(1j * np.arange(length))
        close(as_array(answer(length, dim))[:, 0], waves.imag, rtol=1e-4, atol=1e-5, what="column 0")
        close(as_array(answer(length, dim))[:, 1], waves.real, rtol=1e-4, atol=1e-5, what="column 1")
    with criterion(
        "each pair at its own speed",
        weight=2,
        hint="ω = 10000^(−2i/dim), with i the number of the PAIR: 2i is its first column. The last pair is the "
        "slowest.",
    ):
        for size in (4, dim):
            waves = np.exp(1j * np.outer(np.arange(length), 10000.0 ** (-2 * np.arange(size // 2) / size)))
            expected = np.dstack([waves.imag, waves.real]).reshape(length, size)
            close(answer(length, size), expected, rtol=1e-4, atol=1e-5, what=f"positional_encoding({length}, {size})")
