"""The check of `tf_idf`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, finite, unchanged


@exercise(rules=[BY_HAND])
def tf_idf(answer, rng):
    """`tf_idf(counts, training_counts)`: share in the text times ln(training texts / those with the word).

    Requirements:
    - "count in the text" → the share of the text
    - "words in the text" → the share of the text
    - "the first word is in both texts, so it weighs 0" → a word in every text weighs nothing
    - "Return their weights, same shape" → share times rarity
    - "None means that counts are those of the training texts" → share times rarity
    - "training_counts, shape (training texts, words), say how rare a word is" → rarity comes from the training texts
    - "An empty text gets weights 0. So does a word that no training text has" → no division by zero
    - "Leave counts as they are" → leaves the counts as they were
    """
    counts, new = _texts(rng)
    with criterion(
        "the share of the text",
        hint="tf: the word's count divided by the length of its text, so that a long text does not weigh more.",
    ):
        found = np.asarray(answer(counts.copy(), None), dtype=float)
        close(found.shape, counts.shape, what="the shape of the weights")
        close(
            found[0, 1] / found[1, 1], 5 / 8 / (1 / 4), rtol=1e-5, what="a weight for 5 of 8 words over one for 1 of 4"
        )
    with criterion(
        "a word in every text weighs nothing",
        trivial=True,
        hint="It does not help to tell texts apart: ln(7/7) = 0. Without a logarithm it would weigh 1.",
    ):
        close(
            np.asarray(answer(counts.copy(), None))[:, 0], np.zeros(7), what="the column of a word that all texts have"
        )
    with criterion(
        "share times rarity",
        weight=2,
        hint="idf: the logarithm of (texts / texts that have the word): in how many TEXTS it is, not how often. Rarer"
        " means a larger weight.",
    ):
        close(answer(counts.copy(), None), _expected(counts, counts), rtol=1e-5, what="the weights")
    with criterion(
        "rarity comes from the training texts",
        weight=2,
        hint="How many texts there are, and how many have the word: count both among the training texts alone.",
    ):
        close(answer(new, counts.copy()), _expected(new, counts), rtol=1e-5, what="the weights of two new texts")
        short = np.array([[0.0, 1, 0, 0, 0]])
        close(
            answer(short, counts.copy()), _expected(short, counts), rtol=1e-5, what="the weights of a text of one word"
        )
    with criterion(
        "no division by zero",
        hint="An empty text and a word that no training text has: let their weights be 0, not nan or infinite.",
        trivial=True,
    ):
        holes = counts.copy()
        holes[3], holes[:, 2] = 0, 0
        found = answer(holes, None)
        finite(found, what="the weights with an empty text and an unused word")
        close(np.asarray(found)[3], np.zeros(5), what="the weights of the empty text")
        found = answer(np.array([[1.0, 0, 3, 0, 0]]), holes)
        close(np.asarray(found)[:, 2], [0], what="the weight, in a new text, of a word that no training text has")
    with criterion("leaves the counts as they were", trivial=True, hint="counts /= … writes into the caller's array."):
        unchanged(answer, new.copy(), counts.copy())


def _texts(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """The words of seven training texts, one of them rare and one in all, and those of two new texts."""
    counts = rng.poisson(0.8, size=(7, 5)).astype(float)
    counts[:, 0] = 1  # a word in every text
    counts[0] = [1, 5, 0, 0, 2]
    counts[1:3, 1:] = [[1, 1, 1, 0], [0, 0, 0, 0]]
    counts[1:, 4] = 0  # a word in one text alone
    counts[3:, 1] = [2, 0, 0, 1]
    new = rng.poisson(1.5, size=(2, 5)).astype(float)
    new[:, :2] += [1, 2]
    return counts, new


def _expected(some: np.ndarray, training: np.ndarray) -> np.ndarray:
    """The weights, with scikit-learn's logarithms."""
    from sklearn.feature_extraction.text import TfidfTransformer

    transformer = TfidfTransformer(norm=None, smooth_idf=False).fit(training)  # it adds 1 to the logarithm
    return (transformer.transform(some).toarray() - some) / some.sum(axis=1, keepdims=True)
