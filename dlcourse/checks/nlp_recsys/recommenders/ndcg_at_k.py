"""The check of `ndcg_at_k`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise


@exercise(rules=[BY_HAND])
def ndcg_at_k(answer, rng):
    """`ndcg_at_k(relevance, scores, k)`: gain of the k best by score, discounted, over the best that was possible.

    Requirements:
    - "the film with the largest score comes first" → ordered by the scores
    - "The film at rank" → later counts less, by the logarithm
    - "the only good film stands second, 1 / log₂ 3 = 0.631" → later counts less, by the logarithm
    - "below and above the fraction's line" → a perfect order is 1
    - "Only the first k films count" → only the first k
    - "There may be fewer than k" → fewer films than k
    - "If nothing is relevant, return 0" → nothing relevant is 0
    """
    from sklearn.metrics import ndcg_score

    relevance, scores = rng.integers(0, 5, size=12).astype(float), rng.permutation(12).astype(float)
    relevance[:2] = [4, 3]
    hint = "argsort sorts in ascending order: the LARGEST score is rank 1."
    with criterion("ordered by the scores", hint=hint, trivial=True):
        for best in range(3):
            found = answer(np.eye(3)[best], 0.1 * np.arange(3) + np.eye(3)[best], 3)
            close(found, 1.0, what="the NDCG where the only relevant film has the largest score")
    hint = "The item at rank 1, 2, 3 … is divided by log2(2), log2(3), log2(4) …: rank + 1, and base 2."
    with criterion("later counts less, by the logarithm", weight=2, hint=hint):
        found = answer(np.array([0.0, 1.0]), np.array([2.0, 1.0]), 2)
        close(found, 1 / np.log2(3), what="the NDCG of one relevant item, at rank 2")
        found = answer(np.array([0, 0, 1.0, 0]), np.array([9.0, 8, 7, 6]), 4)
        close(found, 0.5, what="the NDCG of one relevant item, at rank 3")
    hint = "Divide by the DCG of the best possible order, cut at k as well."
    with criterion("a perfect order is 1", hint=hint, trivial=True):
        close(answer(relevance.copy(), relevance + 0.01 * np.arange(12), 5), 1.0, what="the NDCG of a perfect order")
        found = answer(np.array([1.0, 1, 1, 0]), np.array([4.0, 3, 2, 1]), 2)
        close(found, 1.0, what="the NDCG at 2 with 3 relevant items")
    with criterion("only the first k", hint="Cut the order after k items, in the DCG and in the ideal one."):
        for k in (1, 3, 5, 12):
            wanted = ndcg_score(relevance[None], scores[None], k=k)
            close(answer(relevance.copy(), scores, k), wanted, rtol=1e-6, what=f"the NDCG at {k} of 12 items")
    with criterion("fewer films than k", hint="With 3 films and k = 10 there are 3 ranks: as many weights as films."):
        found = answer(relevance[:3].copy(), scores[:3], 10)
        close(found, ndcg_score(relevance[None, :3], scores[None, :3]), rtol=1e-6, what="the NDCG at 10 of 3 items")
    with criterion("nothing relevant is 0", hint="The ideal DCG is then 0: do not divide by it.", trivial=True):
        close(answer(np.zeros(4), np.arange(4.0), 3), 0.0, what="the NDCG where nothing is relevant")
