"""Neighbours: people like items that are similar to those they liked before."""

import numpy as np

from dlcourse.recommend.means import Means
from dlcourse.recommend.recommender import Recommender


class ItemNeighbours(Recommender):
    """A user's rating of an item, from the user's ratings of the `k` most similar items.

    Two items are similar if the same people rate both above, or both below, the prediction of `Means`. The similarity
    is the cosine of the two columns of those differences, times n / (n + `shrinkage`) for n people who rated both. The
    prediction is that of `Means` plus the mean of the user's differences for the neighbours, weighted by similarity.
    Sarwar et al. (2001), "Item-based Collaborative Filtering Recommendation Algorithms".

    `similarity` is (items + 1, items + 1): memory grows with the square of the number of items.
    """

    def __init__(self, k: int = 20, damping: float = 3.0, shrinkage: float = 5.0):
        self.k, self.damping, self.shrinkage = k, damping, shrinkage

    def _learn(self, users: np.ndarray, items: np.ndarray, ratings: np.ndarray) -> None:
        self.means = Means(self.damping).fit(users, items, ratings, self.shape)
        rows, columns = self.shape
        self.differences = np.zeros((rows + 1, columns + 1))
        self.differences[users, items] = ratings - self.means.predict(users, items)
        self.rated = np.zeros((rows + 1, columns + 1), dtype=bool)
        self.rated[users, items] = True

        lengths = np.maximum(np.linalg.norm(self.differences, axis=0), 1e-12)
        common = self.rated.T.astype(float) @ self.rated
        cosines = self.differences.T @ self.differences / np.outer(lengths, lengths)
        self.similarity = cosines * common / np.maximum(common + self.shrinkage, 1e-12)
        np.fill_diagonal(self.similarity, 0)

    def _known(self, users: np.ndarray, items: np.ndarray) -> np.ndarray:
        result = self.means.predict(users, items)
        for user in np.unique(users):
            asked = np.flatnonzero(users == user)
            rated = np.flatnonzero(self.rated[user])
            near = self.similarity[np.ix_(items[asked], rated)]
            if len(rated) > self.k:  # all but the k most similar get no weight
                bounds = np.partition(np.abs(near), -self.k, axis=1)[:, -self.k, None]
                near = np.where(np.abs(near) >= bounds, near, 0)
            weights = np.abs(near).sum(axis=1)
            result[asked] += near @ self.differences[user, rated] / np.maximum(weights, 1e-12)
        return result
