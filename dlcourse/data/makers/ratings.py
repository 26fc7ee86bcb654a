"""`ratings`: who liked which film, from three hidden tastes, so that you can see whether a model finds them."""

import numpy as np

from dlcourse.data.dataset import Dataset

SEED, USERS, ITEMS, RANK, RATINGS, TEST_SHARE = 25, 400, 250, 3, 16_000, 0.2
MEAN, NOISE = 3.5, 0.35
FIRST_DAY, JOINING_DAYS, RELEASE_DAYS, DELAY_DAYS = np.datetime64("2022-01-01"), 600, 500, 90
TASTES = ("action", "romance", "comedy")


def ratings(seed: int = SEED) -> Dataset:
    """rating = 3.5 + user's bias + film's bias + user's tastes · film's traits + noise, rounded to half stars.

    `extra["times_train"]` and `extra["times_test"]` are the dates of the ratings, in the order of `x_train`, `x_test`.
    People join and films come out over 600 days, so many of the last ratings are newcomers'; tastes do not
    change with time. The train and test parts are a random split: to split by time, put both together first.
    Another `seed` gives other people, films and ratings of the same kind.
    """
    rng = np.random.default_rng(seed)
    user_bias, item_bias = rng.normal(0, 0.3, USERS), rng.normal(0, 0.35, ITEMS)
    user_factors = rng.normal(0, 0.75, size=(USERS, RANK))
    item_factors = rng.normal(0, 0.75, size=(ITEMS, RANK))
    true = MEAN + user_bias[:, None] + item_bias + user_factors @ item_factors.T

    pairs = _pairs(rng)
    stars = true[pairs[:, 0], pairs[:, 1]] + rng.normal(0, NOISE, RATINGS)
    stars = np.clip(np.round(2 * stars) / 2, 0.5, 5.0)
    train, test = _parts(rng, pairs)
    times = _times(rng, pairs)  # drawn last, so that nothing above depends on it
    return Dataset(
        name="ratings",
        title="400 people rate 250 films",
        kind="made",
        task="ratings",
        about="x holds the numbers of a person and a film, y the stars from 0.5 to 5. Behind them are three tastes. "
        "extra['times_train'] and extra['times_test'] are the days on which they were given.",
        source="made by dlcourse/data/makers/ratings.py",
        licence="CC0 1.0",
        features=("person", "film"),
        extra={
            "true": true,
            "user_factors": user_factors,
            "item_factors": item_factors,
            "tastes": TASTES,
            "shape": (USERS, ITEMS),
            "times_train": times[train],
            "times_test": times[test],
        },
        x_train=pairs[train],
        y_train=stars[train],
        x_test=pairs[test],
        y_test=stars[test],
    )


def _pairs(rng: np.random.Generator) -> np.ndarray:
    """Who rates what: `(RATINGS, 2)`, the numbers of a person and a film. No pair comes twice."""
    # Few films are seen by many, and few people see many films; everyone and every film appears.
    seen = np.outer(rng.lognormal(0, 0.6, USERS), rng.lognormal(0, 0.8, ITEMS)).ravel()
    pairs = rng.choice(USERS * ITEMS, size=RATINGS, replace=False, p=seen / seen.sum())
    return np.stack(np.divmod(pairs, ITEMS), axis=1).astype(np.int32)


def _parts(rng: np.random.Generator, pairs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The numbers of the ratings for training and for the test."""
    # A user or a film must not appear in the test part alone: keep the first rating of each for training.
    first = np.zeros(RATINGS, dtype=bool)
    for column in (0, 1):
        first[np.unique(pairs[:, column], return_index=True)[1]] = True
    test = rng.permutation(np.flatnonzero(~first))[: int(RATINGS * TEST_SHARE)]
    return np.setdiff1d(np.arange(RATINGS), test), test


def _times(rng: np.random.Generator, pairs: np.ndarray) -> np.ndarray:
    """The day of each rating, as datetime64[D]."""
    # Nobody rates before they join or before the film is out.
    joined, released = rng.integers(0, JOINING_DAYS, USERS), rng.integers(0, RELEASE_DAYS, ITEMS)
    days = np.maximum(joined[pairs[:, 0]], released[pairs[:, 1]]) + rng.exponential(DELAY_DAYS, RATINGS)
    return FIRST_DAY + days.astype("timedelta64[D]")
