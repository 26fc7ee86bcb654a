"""The check of `ndcg_at_k`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, equal, exercise, finite


@exercise(rules=[BY_HAND])
def ndcg_at_k(answer, rng):
    """`ndcg_at_k(relevance, scores, k)`: gain of the k best by score, discounted, over the best that was possible."""
    from sklearn.metrics import ndcg_score

    relevance, scores = rng.integers(0, 5, size=12).astype(float), rng.permutation(12).astype(float)
    relevance[:2] = [4, 3]
    hint = "Divide by the DCG of the best possible order, cut at k as well."
    with criterion("a perfect order is 1", hint=hint, trivial=True):
        equal(float(answer(relevance.copy(), relevance + 0.01 * np.arange(12), 5)), 1.0, what="the NDCG of that order")
        close(
            answer(np.array([1.0, 1, 1, 0]), np.array([4.0, 3, 2, 1]), 2),
            1.0,
            what="the NDCG at 2 with 3 relevant items",
        )
    with criterion(
        "later counts less, by the logarithm",
        weight=2,
        hint="The item at rank 1, 2, 3 … is divided by log2(2), log2(3), log2(4) …: rank + 1, and base 2.",
    ):
        close(
            answer(np.array([0.0, 1.0]), np.array([2.0, 1.0]), 2),
            1 / np.log2(3),
            what="the NDCG of one relevant item, at rank 2",
        )
        found = answer(np.array([0, 0, 1.0, 0]), np.array([9.0, 8, 7, 6]), 4)
        close(found, 0.5, what="the NDCG of one relevant item, at rank 3")
    with criterion("ordered by the scores", hint="argsort sorts in ascending order: the LARGEST score is rank 1."):
        close(
            answer(relevance.copy(), scores, 12),
            ndcg_score(relevance[None], scores[None]),
            rtol=1e-6,
            what="the NDCG at 12",
        )
    with criterion("only the first k", hint="Cut the order after k items, in the DCG and in the ideal one."):
        for k in (1, 3, 5):
            wanted = ndcg_score(relevance[None], scores[None], k=k)
            close(answer(relevance.copy(), scores, k), wanted, rtol=1e-6, what=f"the NDCG at {k}")
    with criterion("nothing relevant is 0", hint="The ideal DCG is then 0: do not divide by it.", trivial=True):
        found = answer(np.zeros(4), np.arange(4.0), 3)
        finite(found, what="the NDCG where nothing is relevant")
        close(found, 0.0, what="the NDCG where nothing is relevant")
