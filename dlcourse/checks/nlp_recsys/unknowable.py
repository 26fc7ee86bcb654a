"""Random numbers for exercises in which an answer could draw the examiner's hidden data itself."""

import secrets

import numpy as np


def unknowable(rng: np.random.Generator) -> np.random.Generator:
    """A generator that no answer can have: it depends on 64 new random bits, besides the seed, which is known."""
    return np.random.default_rng([int(rng.integers(1 << 32)), secrets.randbits(64)])
