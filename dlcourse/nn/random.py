"""One source of randomness for weights, dropout and shuffling, so that one seed repeats a whole run."""

import numpy as np

_generator = np.random.default_rng()


def set_random_seed(seed: int) -> None:
    """Seed everything that is random in `dlcourse.nn`: the same seed gives the same numbers.

    >>> set_random_seed(0)
    >>> first = make_generator().random()
    >>> set_random_seed(0)
    >>> make_generator().random() == first
    True
    """
    global _generator
    _generator = np.random.default_rng(seed)


def make_generator(seed: int | None = None) -> np.random.Generator:
    """Return a new generator for `seed`, or the shared one if there is no seed."""
    return _generator if seed is None else np.random.default_rng(seed)
