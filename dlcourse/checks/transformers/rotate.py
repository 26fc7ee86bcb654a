"""The check of `rotate`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, as_array, close, criterion, exercise, unchanged


def turned(q: np.ndarray, positions: np.ndarray) -> np.ndarray:
    """Each pair of columns as a complex number, times exp(i t ω)."""
    d = q.shape[-1]
    turns = np.exp(1j * np.outer(positions, 10000.0 ** (-2 * np.arange(d // 2) / d)))
    found = (q[..., ::2] + 1j * q[..., 1::2]) * turns
    return np.stack([found.real, found.imag], axis=-1).reshape(q.shape)


@exercise(rules=[BY_HAND])
def rotate(answer, rng):
    r"""`rotate(q, positions)`: pairs of neighbouring columns turned by their place times the pair's speed.

    Requirements:
    - "Return the turned vectors, same shape" → turns keep the length
    - "each pair of neighbouring columns" → neighbours are a pair
    - "of their places only the difference is left in their dot product" → only the difference counts
    - "A pair $(a, b)$ becomes" → turned to the left
    - "with the $\omega_i$ of Exercise 6" → each pair at its own speed
    - "in any order, and not always whole numbers from 0" → any places
    - "with any axes in front" → any axes in front
    - "Leave q as it is" → leaves its arguments unchanged
    """
    q, k = rng.normal(size=(2, 6, 8))
    places = np.arange(6)
    with criterion(
        "turns keep the length",
        trivial=True,
        hint="A turn changes no length: cos and sin of the SAME angle for both columns of a pair, and nothing added. "
        "Do you write into q while you still read from it?",
    ):
        found = as_array(answer(q, places))
        close(found.shape, q.shape, what="the shape of the result")
        close(np.linalg.norm(found, axis=-1), np.linalg.norm(q, axis=-1), rtol=1e-5, what="the lengths of the vectors")
    with criterion(
        "neighbours are a pair",
        trivial=True,
        hint="Columns 0 and 1 are a pair, 2 and 3 are the next: q[..., 0::2] and q[..., 1::2]. And place 0 turns "
        "nothing.",
    ):
        found = as_array(answer(q, places))
        sizes = np.hypot(found[:, ::2], found[:, 1::2])
        close(sizes, np.hypot(q[:, ::2], q[:, 1::2]), rtol=1e-5, what="the lengths of the pairs")
        close(found[0], q[0], rtol=1e-5, what="the vector at place 0")
    with criterion(
        "only the difference counts",
        trivial=True,
        hint="Turn by the place itself: then a query at 3 and a key at 1 are as far as 13 and 11.",
    ):
        close(np.shape(answer(q, places + 10)), q.shape, what="the shape of the result, ten places later,")
        one, other = (
            np.sum(as_array(answer(q, np.arange(6) + s)) * as_array(answer(k, np.full(6, 2 + s))), axis=-1)
            for s in (0, 10)
        )
        close(other, one, rtol=1e-4, atol=1e-5, what="the products, ten places later,")
    with criterion(
        "turned to the left",
        hint="At place 1 the first pair turns by one radian, from (1, 0) towards (0, 1). Is a sign wrong? Does "
        "anything turn?",
    ):
        right = np.zeros((2, 8))
        right[:, 0] = 1.0
        expected = [np.cos(1.0), np.sin(1.0)]
        close(as_array(answer(right, places[:2]))[1, :2], expected, rtol=1e-5, what="(1, 0) at place 1")
    with criterion(
        "each pair at its own speed", weight=2, hint="10000^(−2i/d), with i the number of the pair, d of q."
    ):
        close(answer(q, places), turned(q, places), rtol=1e-5, atol=1e-6, what="the turned vectors")
    _places_and_axes(answer, rng, q, k)
    with criterion("leaves its arguments unchanged", trivial=True, hint="Write into a new array, np.empty(q.shape)."):
        unchanged(answer, q, places)


def _places_and_axes(answer, rng, q, k) -> None:
    """The criteria on places and on axes in front."""
    with criterion("any places", hint="Use `positions` as they are, not the numbers of the rows: 2.5 is a place, too."):
        places = rng.permutation(40)[:6] + 0.5
        close(answer(q, places), turned(q, places), rtol=1e-5, atol=1e-6, what=f"the vectors at {places.tolist()}")
    with criterion(
        "any axes in front", hint="The words are the axis before the last: q[..., 0::2], whatever stands before."
    ):
        deep = rng.normal(size=(2, 3, 6, 8))
        close(answer(deep, np.arange(6)), turned(deep, np.arange(6)), rtol=1e-5, atol=1e-6, what="a shape (2, 3, 6, 8)")
