"""Words made at random, which no answer can know."""

import numpy as np


def new_word(rng: np.random.Generator) -> str:
    """A word of five letters that differ from their neighbours."""
    return "".join(pair[rng.integers(6)] for pair in ("bdgkmp", "aeiouy", "lnrstv", "aeiouy", "bdgkmp"))


def in_any_order(vocabulary: dict[str, int], rng: np.random.Generator) -> dict[str, int]:
    """The same dict with its keys in another order, so that a word's place in it is not its number."""
    keys = list(vocabulary)
    return {keys[i]: vocabulary[keys[i]] for i in rng.permutation(len(keys))}
