"""The check of `causal_mask` and `padding_mask`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, as_array, close, criterion, exercise, require


@exercise(defines=["causal_mask", "padding_mask"], rules=[BY_HAND])
def causal_mask(causal, padding, rng):
    """`causal_mask(n)`, (n, n), and `padding_mask(tokens)`, (batch, 1, 1, n); True where a query may look.

    Requirements:
    - "Masks are arrays of truth values" → True and False
    - "word i may look at itself and at all words before it" → itself and what was before
    - "never at later ones" → nothing that comes later
    - "Nobody may look at padding" → words, and no padding
    - "The shape is (batch, 1, 1, n)" → fits to the scores of all heads and queries
    """
    tokens = rng.integers(1, 50, size=(3, 6))
    tokens[:, 0] = 1
    lengths = [6, int(rng.integers(3, 6)), int(rng.integers(1, 3))]
    is_word = np.arange(6) < np.array(lengths)[:, None]
    tokens[~is_word] = 0
    n = int(rng.integers(5, 9))

    with criterion(
        "True and False",
        hint="A comparison gives truth values; ones and zeros become them with dtype=bool.",
    ):
        for name, mask in (("causal_mask", causal(n)), ("padding_mask", padding(tokens))):
            kind = as_array(mask).dtype
            require(kind.kind == "b", f"{name} gives an array of type {kind}; expected bool.")
    with criterion(
        "itself and what was before",
        hint="Row i is the query, column j the key. On the diagonal a word looks at itself, left of it at earlier "
        "ones.",
    ):
        mask = as_array(causal(n))
        close(mask.shape, [n, n], what=f"the shape of causal_mask({n})")
        for i in range(n):
            require(bool(mask[i, : i + 1].all()), f"word {i} may not look at all of the words 0 to {i}.")
    with criterion("nothing that comes later", hint="Right of the diagonal (j > i) everything is False."):
        mask = as_array(causal(n))
        later = [(i, j) for i in range(n) for j in range(i + 1, n) if mask[i, j]]
        require(not later, f"the pairs (query, key) that look ahead are {later[:3]} …")
    with criterion("words, and no padding", hint="0 is padding; every other number is a word: True for words."):
        flat = as_array(padding(tokens)).reshape(-1)
        require(flat.size == is_word.size, f"there are {flat.size} entries for {is_word.size} tokens.")
        close(flat.reshape(is_word.shape), is_word, what="padding_mask, in two axes,")
    with criterion(
        "fits to the scores of all heads and queries",
        hint="Axes of length 1 are repeated as needed: they stand where the HEADS and the QUERIES are, the keys are "
        "last.",
    ):
        close(np.shape(padding(tokens)), [3, 1, 1, 6], what="the shape of padding_mask for (3, 6) tokens")
        both = as_array(causal(6)) & as_array(padding(tokens))
        expected = np.array([[[[j <= i and j < length for j in range(6)] for i in range(6)]] for length in lengths])
        close(both, expected, what="both masks together")
