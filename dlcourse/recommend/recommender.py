"""The base of all recommenders: numbers of users and items, the mean rating, and unknown users and items."""

from typing import Self

import numpy as np
from numpy.typing import ArrayLike


class Recommender:
    """Learns from triples (user, item, rating); users and items are numbered from 0.

    A subclass learns in `_learn` and predicts in `_known`. A user who has rated nothing, and an item that nobody has
    rated, adds nothing to the mean rating: this is the cold start.
    """

    def fit(self, users: ArrayLike, items: ArrayLike, ratings: ArrayLike, shape: tuple[int, int] | None = None) -> Self:
        """Learn from int arrays `users` and `items` and a float array `ratings`, all (ratings,). Returns itself.

        `shape` is (users, items); give it if there are more of them than in these ratings. Raises ValueError for
        arrays of different lengths, for empty arrays, and for numbers below 0 or outside `shape`.
        """
        users, items, ratings = np.asarray(users), np.asarray(items), np.asarray(ratings, dtype=float)
        if not users.shape == items.shape == ratings.shape == (len(ratings),) or not len(ratings):
            raise ValueError(
                f"users, items and ratings must be three arrays of one length, not {users.shape}, {items.shape}, "
                f"{ratings.shape}."
            )
        self.shape = shape or (int(users.max()) + 1, int(items.max()) + 1)
        if min(users.min(), items.min()) < 0 or users.max() >= self.shape[0] or items.max() >= self.shape[1]:
            raise ValueError(f"Users and items are numbered from 0, and shape={self.shape} must be room for all.")
        self.mean = float(ratings.mean())
        self._learn(users, items, ratings)
        return self

    def predict(self, users: ArrayLike, items: ArrayLike) -> np.ndarray:
        """The rating (pairs,) that each user would give to the item of the same pair; both arrays are (pairs,).

        A number beyond those of `fit` is a cold start, not an error. Raises ValueError for a number below 0.
        """
        users, items = np.broadcast_arrays(np.atleast_1d(users), np.atleast_1d(items))
        if min(users.min(initial=0), items.min(initial=0)) < 0:
            raise ValueError("Users and items are numbered from 0.")
        # The last row and the last column are for unknown users and items.
        return self._known(np.minimum(users, self.shape[0]), np.minimum(items, self.shape[1]))

    def scores(self, user: int) -> np.ndarray:
        """The predicted rating of every item for one user, (items,). Recommend those with the highest."""
        items = np.arange(self.shape[1])
        return self.predict(np.full(len(items), user), items)

    def _learn(self, users: np.ndarray, items: np.ndarray, ratings: np.ndarray) -> None:
        raise NotImplementedError

    def _known(self, users: np.ndarray, items: np.ndarray) -> np.ndarray:
        """Predictions, where user `shape[0]` and item `shape[1]` stand for all that are unknown."""
        raise NotImplementedError


def damped_means(ids: np.ndarray, values: np.ndarray, count: int, damping: float) -> np.ndarray:
    """The mean value of each id, computed as if there were `damping` more values of 0: (count + 1,), the last is 0.

    Two ratings are weak evidence: with damping, one high rating does not make a film the best of all.

    >>> damped_means(np.array([0, 0, 1]), np.array([1.0, 1.0, 1.0]), count=3, damping=1.0).round(2)
    array([0.67, 0.5 , 0.  , 0.  ])
    """
    sums = np.bincount(ids, weights=values, minlength=count + 1)
    sizes = np.bincount(ids, minlength=count + 1)
    return sums / np.maximum(sizes + damping, 1e-12)
