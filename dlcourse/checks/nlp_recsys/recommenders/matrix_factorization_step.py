"""The check of `matrix_factorization_step`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, require, unchanged


@exercise(rules=[BY_HAND])
def matrix_factorization_step(answer, rng):
    """`matrix_factorization_step(p, q, rating, learning_rate, l2)`: the new p and q after one step of SGD.

    Requirements:
    - "one step of gradient descent on $L$ for one rating" → a smaller error
    - "Return the pair of new vectors" → downhill for p
    - "Both gradients are taken at the old p and q" → q moves by the old p
    - "l2 being $\\lambda$" → l2 draws towards zero
    - "the arguments stay as they were" → leaves p and q as they were
    """
    p, q, rating = rng.normal(size=4), rng.normal(size=4), float(rng.uniform(3, 5))

    def step(*given):
        found = answer(given[0].copy(), given[1].copy(), *given[2:])
        require(
            isinstance(found, list | tuple) and len(found) == 2,
            "matrix_factorization_step should return two vectors: the new p and q.",
        )
        return [np.asarray(part, dtype=float) for part in found]

    def slopes(l2: float) -> tuple[np.ndarray, np.ndarray]:
        """Central differences of ½(rating − p·q)² + ½ l2 (|p|² + |q|²)."""

        def loss(both):
            return 0.5 * (rating - both[:4] @ both[4:]) ** 2 + 0.5 * l2 * both @ both

        both, h = np.concatenate([p, q]), 1e-5
        steps = h * np.eye(8)
        found = np.array([(loss(both + step) - loss(both - step)) / (2 * h) for step in steps])
        return found[:4], found[4:]

    with criterion(
        "a smaller error",
        hint="error = rating − p·q. Where the product is too small, each vector moves TOWARDS the other.",
    ):
        near, other = np.abs(p), np.abs(q)
        new_p, new_q = step(near, other, float(near @ other) + 2, 0.01, 0.0)
        before, after = 2.0, float(near @ other) + 2 - new_p @ new_q
        require(abs(after) < abs(before), f"the error is {before:.4f} before the step, {after:.4f} after it.")
    with criterion(
        "downhill for p", weight=2, hint="p moves by learning_rate · error · q, the OLD q: it is the slope of p·q in p."
    ):
        close(step(p, q, rating, 0.05, 0.0)[0], p - 0.05 * slopes(0.0)[0], rtol=1e-5, atol=1e-7, what="the new p")
    with criterion(
        "q moves by the old p",
        weight=2,
        hint="Both steps start from the same place: once p has changed, q's step uses the wrong p and error.",
    ):
        close(step(p, q, rating, 0.5, 0.0)[1], q - 0.5 * slopes(0.0)[1], rtol=1e-5, atol=1e-7, what="the new q")
    with criterion(
        "l2 draws towards zero", hint="Where the error is 0, only the penalty is left: vectors get SHORTER."
    ):
        for found, old, name in zip(step(p, q, float(p @ q), 0.1, 0.2), (p, q), "pq", strict=True):
            close(found, 0.98 * old, rtol=1e-5, what=f"the new {name} without an error (rate 0.1, l2 0.2)")
        for found, old, slope, name in zip(step(p, q, rating, 0.1, 0.3), (p, q), slopes(0.3), "pq", strict=True):
            close(found, old - 0.1 * slope, rtol=1e-5, atol=1e-7, what=f"the new {name} (rate 0.1, l2 0.3)")
    with criterion("leaves p and q as they were", trivial=True, hint="p += … writes into the caller's array."):
        unchanged(lambda p, q: answer(p, q, rating, 0.1, 0.1), p, q)
