"""The check of `similarity`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, require


@exercise(defines=["cosine_similarity", "most_similar"], rules=[BY_HAND])
def similarity(cosine_similarity, most_similar, rng):
    """`cosine_similarity(a, B)` with each row of B, and `most_similar(word, vocabulary, E, k)`: the nearest k.

    Requirements:
    - "Return the cosine of a with each row of B" → the angle alone
    - "0 for a row of zeros" → a vector of zeros
    - "without the word itself" → never the word itself
    - "a list of the k words most similar to word" → as many as asked for
    - "the nearest first" → nearest first
    - "vocabulary is a dict from word to row of E, in any order; E may have more rows than that" → rows as the
      vocabulary numbers them
    """
    from sklearn.metrics import pairwise

    a, B = rng.normal(size=4), rng.normal(size=(6, 4)) * rng.uniform(0.1, 9, size=(6, 1))
    with criterion(
        "the angle alone", weight=2, hint="Divide by BOTH lengths: then a vector ten times as long is just as similar."
    ):
        close(cosine_similarity(a.copy(), B.copy()), pairwise.cosine_similarity(a[None], B)[0], what="the similarities")
        close(cosine_similarity(3 * a, np.stack([a, -a])), [1, -1], what="the similarity of 3a to a and −a")
    with criterion("a vector of zeros", hint="The row of [PAD] may be zero: let its similarity be 0, not nan."):
        close(cosine_similarity(a.copy(), np.stack([a, 0 * a])), [1, 0], what="the similarity of a to a and to zeros")
    words = ["cup", "mug", "pot", "car", "bus", "van", "red"]
    order = rng.permutation(7)
    vocabulary = {words[i]: place for place, i in enumerate(order)}
    angles = np.array([0.0, 0.2, -0.5, 1.2, 2.9, -2.2, 1.8])
    E = (np.stack([np.cos(angles), np.sin(angles)], axis=1) * rng.uniform(1, 5, size=(7, 1)))[order]
    from_cup = ["mug", "pot", "car", "red", "van", "bus"]
    hint = "Every word is nearest to itself: leave it out BY NAME, as others may point the same way, then take k."
    with criterion("never the word itself", hint=hint, trivial=True):
        twins = np.array([[3.0, 4.0], [6.0, 8.0], [4.0, -3.0]])
        for word in ("one", "two"):
            near = list(most_similar(word, {"one": 0, "two": 1, "far": 2}, twins.copy(), 1))
            require(word not in near, f"{word!r} is among its own neighbours.")
        require("pot" not in list(most_similar("pot", vocabulary, E.copy(), 3)), "'pot' is among its own neighbours.")
    with criterion("as many as asked for", hint="k words, not k − 1: leave the word itself out before you cut."):
        for k in (1, 3):
            found = list(most_similar("mug", vocabulary, E.copy(), k))
            require(len(found) == k, f"there are {len(found)} words for k = {k}: {found}.")
    with criterion(
        "nearest first",
        weight=2,
        hint="Sort by similarity, largest first: argsort sorts in ascending order, so reverse the sign or the order.",
    ):
        _require_words(most_similar("cup", vocabulary, E.copy(), 6), from_cup)
    with criterion(
        "rows as the vocabulary numbers them",
        hint="A word's row is vocabulary[word], not the word's place in the dict. Some rows have no word.",
    ):
        mixed = {word: vocabulary[word] + 2 for word in words}
        more = np.concatenate([np.zeros((1, 2)), E[vocabulary["cup"]][None], E, E[:1]])
        _require_words(most_similar("cup", mixed, more, 6), from_cup)


def _require_words(found, expected: list[str]) -> None:
    require(isinstance(found, list | tuple), f"your result is {found!r}; expected a list of words.")
    require(list(found) == expected, f"the nearest words are {list(found)}; expected {expected}.")
