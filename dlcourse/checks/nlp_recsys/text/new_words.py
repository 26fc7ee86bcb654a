"""Words made at random, which no answer can know."""

import numpy as np


def new_word(rng: np.random.Generator) -> str:
    """A word of five letters that differ from their neighbours."""
    return "".join(pair[rng.integers(6)] for pair in ("bdgkmp", "aeiouy", "lnrstv", "aeiouy", "bdgkmp"))
