"""The check of `tf_idf`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, finite, unchanged


@exercise(rules=[BY_HAND])
def tf_idf(answer, rng):
    """`tf_idf(counts)`: share in the text times ln(texts / texts with the word), zero where nothing is counted."""
    from sklearn.feature_extraction.text import TfidfTransformer

    counts = rng.poisson(0.8, size=(7, 5)).astype(float)
    counts[:, 0] += 1  # a word in every text
    counts[0] = [1, 5, 0, 0, 2]
    counts[1:3, 1:] = [[1, 1, 1, 1], [0, 0, 0, 0]]
    raw = TfidfTransformer(norm=None, smooth_idf=False).fit_transform(counts).toarray() - counts  # it adds 1 to the log
    expected = raw / counts.sum(axis=1, keepdims=True)
    with criterion(
        "a word in every text weighs nothing",
        trivial=True,
        hint="It does not help to tell texts apart: ln(7/7) = 0. Without a logarithm it would weigh 1.",
    ):
        close(np.asarray(answer(counts.copy()))[:, 0], np.zeros(7), what="the column of a word that all texts have")
    with criterion(
        "share times rarity",
        weight=2,
        hint="tf: the word's count divided by the length of its text. idf: the log of (texts / texts that have it)"
        " – in how many TEXTS it is, not how often. Rarer means a larger weight.",
    ):
        close(answer(counts.copy()), expected, rtol=1e-5, what="the weights")
    with criterion(
        "no division by zero",
        hint="An empty text and a word that occurs nowhere have only zeros: let their weights be 0, not nan.",
        trivial=True,
    ):
        holes = counts.copy()
        holes[3], holes[:, 2] = 0, 0
        found = answer(holes)
        finite(found, what="the weights with an empty text and an unused word")
        close(np.asarray(found)[3], np.zeros(5), what="the weights of the empty text")
    with criterion("leaves the counts as they were", trivial=True, hint="counts /= … writes into the caller's array."):
        unchanged(answer, counts.copy())
