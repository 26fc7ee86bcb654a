"""The check of `optimal_discriminator`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, unchanged


@exercise(rules=[BY_HAND])
def optimal_discriminator(answer, rng):
    """`optimal_discriminator(p, q)`: p / (p + q), and ½ where both densities are 0.

    Requirements:
    - "Where both are equal it says ½" → undecided where both are equal
    - "the best it can say is" → the share of the real
    - "in proportion to $p(x)$" → sure where only one can be
    - "Where both densities are 0, return ½" → ½ where there is nothing
    - "Do not change `p` and `q`" → leaves p and q as they were
    """
    p, q = rng.uniform(0.1, 3, size=(2, 7))
    with criterion(
        "undecided where both are equal",
        hint="With equal densities, real and fake are equally likely. D* is a probability.",
    ):
        close(answer(p.copy(), p.copy()), np.full(7, 0.5), what="D*(x) where p = q")
    with criterion(
        "the share of the real", hint="How many of the samples found here are real? p is the real density, q the fake."
    ):
        close(answer(p.copy(), q.copy()), 1 / (1 + q / p), what="D*(x) for seven pairs of densities")
    with criterion("sure where only one can be", hint="Where q = 0 every sample is real; where p = 0 none is."):
        close(answer(np.array([0.4, 0.0]), np.array([0.0, 0.7])), [1.0, 0.0], what="D*(x) where one density is 0")
    with criterion(
        "½ where there is nothing", hint="Far from all data both densities are 0, and 0 / 0 is nan. Give ½ there."
    ):
        close(answer(np.array([0.0, 1.0]), np.array([0.0, 3.0])), [0.5, 0.25], what="D*(x) where both are 0")
    with criterion("leaves p and q as they were", hint="p += q writes into the caller's array.", trivial=True):
        unchanged(answer, p, q)
