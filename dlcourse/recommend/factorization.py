"""Matrix factorisation (행렬 분해): a few numbers for each user and item, whose product is the rating."""

import numpy as np

from dlcourse.recommend.recommender import Recommender


class MatrixFactorization(Recommender):
    """rating = mean + user's bias + item's bias + user's factors · item's factors, learned by mini-batch SGD.

    For one rating with error e = rating − prediction, a step is
    `user_factors += learning_rate · (e · item_factors − l2 · user_factors)`, and the same for items and biases. The
    step of a batch is the sum of the steps of its ratings, all computed from the same parameters. Koren, Bell and
    Volinsky (2009), "Matrix Factorization Techniques for Recommender Systems".

    After `fit`: `user_factors` (users + 1, factors), `item_factors` (items + 1, factors), `user_bias` (users + 1,) and
    `item_bias` (items + 1,), whose last rows, zeros, are for unknown users and items; and `history`, the training RMSE
    of each epoch.
    """

    def __init__(
        self,
        factors: int = 8,
        epochs: int = 20,
        learning_rate: float = 0.03,
        l2: float = 0.05,
        seed: int = 0,
        batch_size: int = 128,
    ):
        self.factors, self.epochs, self.learning_rate = factors, epochs, learning_rate
        self.l2, self.seed, self.batch_size = l2, seed, batch_size

    def _learn(self, users: np.ndarray, items: np.ndarray, ratings: np.ndarray) -> None:
        rng = np.random.default_rng(self.seed)
        rows, columns = self.shape
        # Bias and factors of users (p) and of items (q) are one array each: a bias is multiplied by a 1 in the other.
        p = np.zeros((rows + 1, self.factors + 2))
        q = np.zeros((columns + 1, self.factors + 2))
        p[np.unique(users), 2:] = rng.normal(0, 0.1, (len(np.unique(users)), self.factors))
        q[np.unique(items), 2:] = rng.normal(0, 0.1, (len(np.unique(items)), self.factors))
        p[:, 1] = q[:, 0] = 1.0

        self.history = []
        for _ in range(self.epochs):
            order = rng.permutation(len(ratings))
            squares = 0.0
            for start in range(0, len(order), self.batch_size):
                batch = order[start : start + self.batch_size]
                u, i = users[batch], items[batch]
                pu, qi = p[u], q[i]
                error = ratings[batch] - self.mean - np.einsum("nf,nf->n", pu, qi)
                squares += error @ error
                dp = self.learning_rate * (error[:, None] * qi - self.l2 * pu)
                dq = self.learning_rate * (error[:, None] * pu - self.l2 * qi)
                dp[:, 1] = dq[:, 0] = 0.0
                np.add.at(p, u, dp)  # unlike p[u] += dp, this adds both steps of a user who is in the batch twice
                np.add.at(q, i, dq)
            self.history.append(float(np.sqrt(squares / len(order))))
        self.user_bias, self.user_factors = p[:, 0], p[:, 2:]
        self.item_bias, self.item_factors = q[:, 1], q[:, 2:]

    def _known(self, users: np.ndarray, items: np.ndarray) -> np.ndarray:
        taste = np.einsum("nf,nf->n", self.user_factors[users], self.item_factors[items])
        return self.mean + self.user_bias[users] + self.item_bias[items] + taste
