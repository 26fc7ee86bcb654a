"""Splitting ratings into those to learn from and those to test with."""

import numpy as np
from numpy.typing import ArrayLike


def split_in_time(times: ArrayLike, share: float = 0.2) -> tuple[np.ndarray, np.ndarray]:
    """Positions of the ratings to train on and of the last `share` of them to test on, each in order of time.

    A recommender is used after the time of the ratings it learned from. A random split lets it learn from later ratings
    than those it is tested with, and hides the cold start: many of the last ratings are of new users and new films.

    Raises ValueError if `share` leaves one of the two without ratings.

    >>> split_in_time([30, 10, 20, 40], share=0.25)
    (array([1, 2, 0]), array([3]))
    """
    order = np.argsort(np.asarray(times), kind="stable")
    cut = len(order) - round(len(order) * share)
    if not 0 < cut < len(order):
        raise ValueError(f"share={share} of {len(order)} ratings leaves nothing to train on, or nothing to test on.")
    return order[:cut], order[cut:]
