"""How good are predictions, and how good is an order? Each function is for one user, or one set of predictions."""

from collections.abc import Collection, Sequence

import numpy as np


def rmse(ratings, predictions) -> float:
    """Root mean squared error, in stars. Both arrays hold one number per rating.

    >>> rmse([3.0, 5.0], [4.0, 4.0])
    1.0
    """
    ratings, predictions = np.ravel(ratings), np.ravel(predictions)
    return float(np.sqrt(np.mean((ratings - predictions) ** 2)))


def precision_at_k(relevant: Collection[int], ranked: Sequence[int], k: int) -> float:
    """The share of relevant items among the first `k` of a ranking; places that stay empty count as misses.

    >>> precision_at_k(relevant={1, 2, 3}, ranked=[3, 7, 1, 2], k=2)
    0.5
    """
    _check(k)
    return float(np.isin(ranked[:k], list(relevant)).sum() / k)


def hits_at_k(relevant: Collection[int], ranked: Sequence[int], k: int) -> float:
    """1.0 if one of the first `k` items of a ranking is relevant, else 0.0; its mean over users is the hit rate.

    >>> hits_at_k(relevant={2}, ranked=[3, 7, 2], k=2)
    0.0
    """
    _check(k)
    return float(np.isin(ranked[:k], list(relevant)).any())


def ndcg_at_k(relevance, scores, k: int) -> float:
    """Normalised discounted cumulative gain of ranking items by `scores`: 1.0 for the best order. Both are (items,).

    Place r counts 1 / log2(r + 1), so that the top matters most. The sum of relevance × weight over the first `k`
    places is divided by that of the best order. Items with equal scores share the weights of their places, as if all
    their orders were tried. 0.0 if nothing is relevant. Järvelin and Kekäläinen (2002), "Cumulated gain-based
    evaluation of IR techniques".

    Raises ValueError for negative relevance, for which the best order has no meaning.

    >>> round(ndcg_at_k(relevance=[3, 2, 0], scores=[0.5, 0.9, 0.1], k=2), 4)
    0.9134
    """
    _check(k)
    relevance, scores = np.asarray(relevance, dtype=float), np.asarray(scores, dtype=float)
    if relevance.shape != scores.shape or relevance.ndim != 1:
        raise ValueError(f"relevance and scores are (items,), not {relevance.shape} and {scores.shape}.")
    if (relevance < 0).any():
        raise ValueError("Relevance is 0 or more.")
    weights = 1 / np.log2(np.arange(len(scores)) + 2)
    weights[k:] = 0
    best = np.sort(relevance)[::-1] @ weights
    _, group = np.unique(-scores, return_inverse=True)  # 0 for the best score, 1 for the next …
    sizes = np.bincount(group)
    group_weights = np.add.reduceat(weights, np.cumsum(sizes) - sizes) / sizes if len(scores) else weights
    return float(relevance @ group_weights[group] / best) if best > 0 else 0.0


def _check(k: int) -> None:
    if k < 1:
        raise ValueError(f"k counts places from 1, so it is not {k}.")
