"""Metrics of predictions and of rankings. Each function is for one user, or for one set of predictions."""

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import ArrayLike


def rmse(ratings: ArrayLike, predictions: ArrayLike) -> float:
    """Root mean squared error, in the unit of the ratings (stars). Both hold one number per rating, in any shape.

    >>> rmse([3.0, 5.0], [4.0, 4.0])
    1.0
    """
    ratings, predictions = np.ravel(ratings), np.ravel(predictions)
    return float(np.sqrt(np.mean((ratings - predictions) ** 2)))


def precision_at_k(relevant: Collection[int], ranked: Sequence[int], k: int) -> float:
    """The share of relevant items among the first `k` of a ranking. If it has fewer than `k`, the rest count as misses.

    Raises ValueError for a `k` below 1.

    >>> precision_at_k(relevant={1, 2, 3}, ranked=[3, 7, 1, 2], k=2)
    0.5
    """
    _check(k)
    return float(np.isin(ranked[:k], list(relevant)).sum() / k)


def hits_at_k(relevant: Collection[int], ranked: Sequence[int], k: int) -> float:
    """1.0 if one of the first `k` items of a ranking is relevant, else 0.0; its mean over users is the hit rate.

    Raises ValueError for a `k` below 1.

    >>> hits_at_k(relevant={2}, ranked=[3, 7, 2], k=2)
    0.0
    """
    _check(k)
    return float(np.isin(ranked[:k], list(relevant)).any())


def ndcg_at_k(relevance: ArrayLike, scores: ArrayLike, k: int) -> float:
    """Normalised discounted cumulative gain of ranking items by `scores`: 1.0 for the best order. Both are (items,).

    Rank r has the weight 1 / log2(r + 1), so the first ranks count most. The sum of relevance × weight over the first
    `k` ranks is divided by that of the best order. Items with equal scores get the mean weight of their ranks, which is
    the mean over all their orders. 0.0 if nothing is relevant. Järvelin and Kekäläinen (2002), "Cumulated gain-based
    evaluation of IR techniques".

    Raises ValueError for negative relevance, for other shapes, and for a `k` below 1.

    >>> round(ndcg_at_k(relevance=[3, 2, 0], scores=[0.5, 0.9, 0.1], k=2), 4)
    0.9134
    """
    _check(k)
    relevance, scores = np.asarray(relevance, dtype=float), np.asarray(scores, dtype=float)
    if relevance.shape != scores.shape or relevance.ndim != 1:
        raise ValueError(f"relevance and scores must be (items,), not {relevance.shape} and {scores.shape}.")
    if (relevance < 0).any():
        raise ValueError("Relevance must be 0 or more.")
    weights = 1 / np.log2(np.arange(len(scores)) + 2)
    weights[k:] = 0
    best = np.sort(relevance)[::-1] @ weights
    _, group = np.unique(-scores, return_inverse=True)  # 0 for the best score, 1 for the next …
    sizes = np.bincount(group)
    group_weights = np.add.reduceat(weights, np.cumsum(sizes) - sizes) / sizes if len(scores) else weights
    return float(relevance @ group_weights[group] / best) if best > 0 else 0.0


def _check(k: int) -> None:
    if k < 1:
        raise ValueError(f"k counts ranks from 1, so it must not be {k}.")
