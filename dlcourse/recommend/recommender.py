"""What all recommenders share: numbers of users and items, the mean rating, and what to say of the unknown."""

import numpy as np


class Recommender:
    """Learns from triples (user, item, rating); users and items are numbered from 0.

    A subclass learns in `_learn` and answers in `_known`. Someone who has rated nothing, or an item that nobody has
    rated, adds nothing to the mean rating: that is the cold start.
    """

    def fit(self, users, items, ratings, shape: tuple[int, int] | None = None):
        """Learn from int arrays `users` and `items` and a float array `ratings`, all (ratings,). Returns itself.

        `shape` is (users, items), where there are more of them than these ratings name. Raises ValueError for arrays
        of different lengths, none at all, and numbers below 0 or outside `shape`.
        """
        users, items, ratings = np.asarray(users), np.asarray(items), np.asarray(ratings, dtype=float)
        if not users.shape == items.shape == ratings.shape == (len(ratings),) or not len(ratings):
            raise ValueError(
                f"users, items and ratings are three arrays of one length, not {users.shape}, {items.shape}, "
                f"{ratings.shape}."
            )
        self.shape = shape or (int(users.max()) + 1, int(items.max()) + 1)
        if min(users.min(), items.min()) < 0 or users.max() >= self.shape[0] or items.max() >= self.shape[1]:
            raise ValueError(f"Users and items are numbered from 0, and shape={self.shape} is room for all of them.")
        self.mean = float(ratings.mean())
        self._learn(users, items, ratings)
        return self

    def predict(self, users, items) -> np.ndarray:
        """The rating that each user would give to the item beside it, both (pairs,). Returns (pairs,).

        A number beyond those of `fit` is a cold start, not an error.
        """
        users, items = np.broadcast_arrays(np.atleast_1d(users), np.atleast_1d(items))
        if min(users.min(initial=0), items.min(initial=0)) < 0:
            raise ValueError("Users and items are numbered from 0.")
        # One row and one column more than there are: the place of everybody unknown.
        return self._known(np.minimum(users, self.shape[0]), np.minimum(items, self.shape[1]))

    def scores(self, user: int) -> np.ndarray:
        """The predicted rating of every item for one user, (items,): the higher, the sooner recommended."""
        items = np.arange(self.shape[1])
        return self.predict(np.full(len(items), user), items)

    def _learn(self, users: np.ndarray, items: np.ndarray, ratings: np.ndarray) -> None:
        raise NotImplementedError

    def _known(self, users: np.ndarray, items: np.ndarray) -> np.ndarray:
        """Predictions, where user `shape[0]` and item `shape[1]` stand for everybody unknown."""
        raise NotImplementedError


def damped_means(ids: np.ndarray, values: np.ndarray, count: int, damping: float) -> np.ndarray:
    """The mean value of each id, pulled towards 0 as if `damping` zeros came with it: (count + 1,), the last is 0.

    Two ratings are weak evidence; with damping, one enthusiast does not make the best film of the year.

    >>> damped_means(np.array([0, 0, 1]), np.array([1.0, 1.0, 1.0]), count=3, damping=1.0).round(2)
    array([0.67, 0.5 , 0.  , 0.  ])
    """
    sums = np.bincount(ids, weights=values, minlength=count + 1)
    sizes = np.bincount(ids, minlength=count + 1)
    return sums / np.maximum(sizes + damping, 1e-12)
