"""Recommenders: they learn from ratings that people gave, and predict ratings that people would give.

>>> import numpy as np
>>> from dlcourse import recommend
>>> users, items, stars = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 2]), np.array([5.0, 1.0, 4.0, 2.0])
>>> model = recommend.MatrixFactorization(factors=2, epochs=5).fit(users, items, stars)
>>> model.scores(0).shape
(3,)

Every recommender has `fit(users, items, ratings, shape=None)`, `predict(users, items)` and `scores(user)`; see
`recommender.py`. For a user or an item that is not in the ratings, it predicts from means.
"""

from dlcourse.recommend.factorization import MatrixFactorization
from dlcourse.recommend.keras_models import dot_product_model, neural_collaborative_filtering
from dlcourse.recommend.means import Means
from dlcourse.recommend.metrics import hits_at_k, ndcg_at_k, precision_at_k, rmse
from dlcourse.recommend.neighbours import ItemNeighbours
from dlcourse.recommend.popularity import Popularity
from dlcourse.recommend.splits import split_in_time

__all__ = [
    "ItemNeighbours",
    "MatrixFactorization",
    "Means",
    "Popularity",
    "dot_product_model",
    "hits_at_k",
    "ndcg_at_k",
    "neural_collaborative_filtering",
    "precision_at_k",
    "rmse",
    "split_in_time",
]
