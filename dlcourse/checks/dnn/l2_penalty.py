"""The check of `l2_penalty`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, require, unchanged


@exercise(rules=[BY_HAND])
def l2_penalty(answer, rng):
    """`l2_penalty(weights, strength)`: strength · Σ w² over all arrays, and its gradient for each array.

    Requirements:
    - "the penalty (one number)" → the sum of all squares
    - "a list with its gradient for each array" → one gradient an array
    - "its gradient for each array" → the slope of the penalty
    - "Leave the arrays as they are" → leaves the weights as they were
    """
    weights = [rng.normal(size=(3, 4)), rng.normal(size=4)]

    def parts(arrays=weights, strength=0.3):
        result = answer([array.copy() for array in arrays], strength)
        require(
            isinstance(result, tuple | list) and len(result) == 2,
            "l2_penalty should return two values: a penalty and a list of gradients.",
        )
        return result

    with criterion("the sum of all squares", hint="Square every weight, and ADD over all arrays: no mean, no root."):
        close(parts([np.array([3.0, -4.0]), np.array([[1.0]])], 0.1)[0], 2.6, what="the penalty of [3, −4] and [[1]]")
        close(parts()[0], 0.3 * sum(np.linalg.norm(array) ** 2 for array in weights), what="the penalty")
    with criterion(
        "one gradient an array", trivial=True, hint="Return a list with one gradient for each array, and of its shape."
    ):
        shapes = [np.shape(gradient) for gradient in parts()[1]]
        require(shapes == [(3, 4), (4,)], f"for arrays of shape (3, 4) and (4,) the gradients have shapes {shapes}.")
    with criterion("the slope of the penalty", hint="What is the derivative of s · w² with respect to w?"):
        step, slopes = 1e-5, np.zeros(4)
        for i in range(4):
            up, down = weights[1].copy(), weights[1].copy()
            up[i] += step
            down[i] -= step
            slopes[i] = 0.3 * (up @ up - down @ down) / (2 * step)
        close(parts()[1][1], slopes, rtol=1e-6, what="the gradient of the second array")
        close(parts()[1][0], 0.6 * weights[0], what="the gradient of the first array")
    with criterion(
        "leaves the weights as they were", trivial=True, hint="`w *= …` writes into the network's own weights."
    ):
        unchanged(answer, [array.copy() for array in weights], 0.3)
