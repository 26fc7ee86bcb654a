"""The check of `similarity`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, require


@exercise(defines=["cosine_similarity", "most_similar"], rules=[BY_HAND])
def similarity(cosine_similarity, most_similar, rng):
    """`cosine_similarity(a, B)` with each row of B, and `most_similar(word, vocabulary, E, k)`: the nearest k."""
    from sklearn.metrics import pairwise

    a, B = rng.normal(size=4), rng.normal(size=(6, 4)) * rng.uniform(0.1, 9, size=(6, 1))
    with criterion(
        "the angle alone", weight=2, hint="Divide by BOTH lengths: then a vector ten times as long is just as similar."
    ):
        close(cosine_similarity(a.copy(), B.copy()), pairwise.cosine_similarity(a[None], B)[0], what="the similarities")
        close(cosine_similarity(3 * a, np.stack([a, -a])), [1, -1], what="the similarity of 3a to a and −a")
    with criterion("a vector of zeros", hint="The row of <PAD> may be zero: let its similarity be 0, not nan."):
        close(cosine_similarity(a.copy(), np.stack([a, 0 * a])), [1, 0], what="the similarity of a to a and to zeros")
    words = ["cup", "mug", "pot", "car", "bus", "van", "red"]
    order = rng.permutation(7)
    vocabulary = {words[i]: place for place, i in enumerate(order)}
    angles = np.array([0.0, 0.2, -0.5, 1.2, 2.9, -2.2, 1.8])
    E = (np.stack([np.cos(angles), np.sin(angles)], axis=1) * rng.uniform(1, 5, size=(7, 1)))[order]
    with criterion(
        "nearest first",
        hint="Sort by similarity, largest first: argsort sorts in ascending order, so reverse the sign or the order.",
    ):
        _require_words(most_similar("cup", vocabulary, E.copy(), 6), ["mug", "pot", "car", "red", "van", "bus"])
    hint = "Every word is nearest to itself: leave it out, then take k others."
    with criterion("never the word itself", hint=hint, trivial=True):
        require("pot" not in list(most_similar("pot", vocabulary, E.copy(), 3)), "'pot' is among its own neighbours.")
    with criterion("as many as asked for", hint="k words, not k − 1: leave the word itself out before you cut."):
        for k in (1, 3):
            found = list(most_similar("mug", vocabulary, E.copy(), k))
            require(len(found) == k, f"there are {len(found)} words for k = {k}: {found}.")


def _require_words(found, expected: list[str]) -> None:
    require(isinstance(found, list | tuple), f"your result is {found!r}; expected a list of words.")
    require(list(found) == expected, f"the nearest words are {list(found)}; expected {expected}.")
