"""Two means: how good an item is, and how generous a user is."""

import numpy as np

from dlcourse.recommend.recommender import Recommender, damped_means


class Means(Recommender):
    """rating = mean + item's bias + user's bias, each a damped mean of what the terms before it do not explain.

    The order of the items is the same for all users. Koren (2010), "Factor in the Neighbors", section 2.1, calls it the
    baseline estimate.

    >>> import numpy as np
    >>> users, items, stars = np.array([0, 0, 1]), np.array([0, 1, 0]), np.array([5.0, 3.0, 3.0])
    >>> Means(damping=0).fit(users, items, stars).predict([1], [1]).round(2)
    array([2.])
    """

    def __init__(self, damping: float = 3.0):
        self.damping = damping

    def _learn(self, users: np.ndarray, items: np.ndarray, ratings: np.ndarray) -> None:
        self.item_bias = damped_means(items, ratings - self.mean, self.shape[1], self.damping)
        rest = ratings - self.mean - self.item_bias[items]
        self.user_bias = damped_means(users, rest, self.shape[0], self.damping)

    def _known(self, users: np.ndarray, items: np.ndarray) -> np.ndarray:
        return self.mean + self.item_bias[items] + self.user_bias[users]
