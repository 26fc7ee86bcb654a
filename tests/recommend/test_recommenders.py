"""The recommenders: closed forms where there are any, their common interface, and which is better than which."""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcourse import data, recommend
from dlcourse.recommend.recommender import damped_means

ALL = [
    recommend.Popularity,
    recommend.Means,
    recommend.ItemNeighbours,
    recommend.MatrixFactorization,
]
TRIPLES = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 4), st.integers(1, 5)),
    min_size=1,
    max_size=20,
    unique_by=lambda triple: triple[:2],
).map(lambda triples: [np.array(column) for column in zip(*triples, strict=True)])


@pytest.fixture(scope="module")
def ratings():
    return data.load("ratings")


def fitted(kind, ratings):
    return kind().fit(*ratings.x_train.T, ratings.y_train, shape=ratings.extra["shape"])


@pytest.mark.parametrize("kind", ALL)
@given(triples=TRIPLES)
def test_scores_are_the_predictions_for_all_items(kind, triples):
    model = kind().fit(*triples, shape=(7, 6))
    for user in (0, 6, 1000):
        scores = model.scores(user)
        assert scores.shape == (6,) and np.isfinite(scores).all()
        np.testing.assert_array_equal(scores, model.predict([user] * 6, range(6)))
        np.testing.assert_allclose(scores[3], model.predict([user], [3])[0])


@pytest.mark.parametrize("kind", ALL)
def test_the_cold_start(kind, ratings):
    """User and item unknown: the mean rating. One of them unknown: a prediction from the other alone."""
    model = fitted(kind, ratings)
    users, items = ratings.extra["shape"]
    mean = ratings.y_train.mean()
    np.testing.assert_allclose(model.predict([users, 10**6], [items, 10**6]), mean)
    new_user = model.predict(np.full(items, users), np.arange(items))
    expected = mean + damped_means(ratings.x_train[:, 1], ratings.y_train - mean, items, 3.0)[:-1]
    assert np.corrcoef(new_user, expected)[0, 1] > 0.8
    new_item = model.predict(np.arange(users), np.full(users, items))
    generosity = [ratings.y_train[ratings.x_train[:, 0] == user].mean() for user in range(users)]
    if kind is recommend.Popularity:
        np.testing.assert_allclose(new_item, mean)
    else:
        assert np.corrcoef(new_item, generosity)[0, 1] > 0.5


@pytest.mark.parametrize("kind", ALL)
def test_a_user_in_the_shape_without_ratings_is_unknown_too(kind):
    model = kind().fit([0, 1], [0, 1], [1.0, 5.0], shape=(3, 3))
    assert model.predict([2], [2]) == pytest.approx(3.0)
    np.testing.assert_array_equal(model.scores(2), model.scores(99))


def test_a_new_user_gets_the_popular_items():
    model = recommend.Popularity().fit([0, 1, 2, 0], [0, 0, 0, 1], [5.0, 5.0, 4.0, 2.0])
    assert model.scores(user=50).argmax() == 0


def test_popularity_and_means_without_damping_are_means():
    users, items, stars = [0, 0, 1, 1, 2], [0, 1, 0, 2, 2], [5.0, 3.0, 3.0, 1.0, 2.0]
    popularity = recommend.Popularity(damping=0).fit(users, items, stars)
    np.testing.assert_allclose(popularity.scores(0), [4, 3, 1.5])
    means = recommend.Means(damping=0).fit(users, items, stars)
    np.testing.assert_allclose(means.scores(0), np.array([4, 3, 1.5]) + 0.5)  # the user's differences are 1 and 0


def test_one_rating_moves_an_item_less_than_many():
    model = recommend.Popularity(damping=3).fit([0, 1, 2, 3, 4, 5, 6], [0, 1, 1, 1, 1, 1, 2], [5, 5, 5, 5, 5, 5, 1])
    assert model.mean < model.scores(0)[0] < model.scores(0)[1] < 5


def test_neighbours_agree_with_the_formula_written_out():
    rng = np.random.default_rng(0)
    pairs = rng.permutation(30)[:20]
    users, items, stars = pairs // 6, pairs % 6, rng.integers(1, 6, 20).astype(float)
    model = recommend.ItemNeighbours(k=2, shrinkage=5).fit(users, items, stars, shape=(5, 6))
    means = recommend.Means().fit(users, items, stars, shape=(5, 6))
    rest = {(u, i): s - means.predict([u], [i])[0] for u, i, s in zip(users, items, stars, strict=True)}

    def alike(i, j):
        common = [u for u in range(5) if (u, i) in rest and (u, j) in rest]
        product = sum(rest[u, i] * rest[u, j] for u in common)
        lengths = [np.sqrt(sum(r**2 for (_, item), r in rest.items() if item == one)) for one in (i, j)]
        return product / np.prod(lengths) * len(common) / (len(common) + 5)

    for user in range(5):
        for item in range(6):
            near = [(alike(item, j), rest[user, j]) for u, j in rest if u == user and j != item]
            near = sorted(near, key=lambda one: -abs(one[0]))[:2]
            step = sum(s * r for s, r in near) / (sum(abs(s) for s, _ in near) or 1)
            assert model.predict([user], [item])[0] == pytest.approx(means.predict([user], [item])[0] + step)


def test_factorization_takes_the_step_in_its_docstring():
    """One epoch of one batch, from the initial factors, against the numerical gradient of the loss."""
    users, items, stars = np.array([0, 0, 1]), np.array([0, 1, 1]), np.array([5.0, 1.0, 3.0])
    settings = dict(factors=2, learning_rate=0.1, l2=0.3, seed=4, batch_size=3)
    start = recommend.MatrixFactorization(epochs=0, **settings).fit(users, items, stars)
    after = recommend.MatrixFactorization(epochs=1, **settings).fit(users, items, stars)
    names = ("user_factors", "item_factors", "user_bias", "item_bias")

    def loss(p, q, a, b):
        error = stars - 3.0 - a[users] - b[items] - (p[users] * q[items]).sum(axis=1)
        penalties = sum((x[k] ** 2).sum() for x, k in ((p, users), (q, items), (a, users), (b, items)))
        return (error @ error + 0.3 * penalties) / 2

    parameters = [getattr(start, name).copy() for name in names]
    for name, array in zip(names, parameters, strict=True):
        gradient = np.zeros_like(array)
        for at in np.ndindex(array.shape):
            value, h = array[at], 1e-5
            array[at] = value + h
            above = loss(*parameters)
            array[at] = value - h
            gradient[at] = (above - loss(*parameters)) / (2 * h)
            array[at] = value
        np.testing.assert_allclose(getattr(after, name), array - 0.1 * gradient, atol=1e-8)


def test_factorization_is_the_same_for_a_seed_and_learns(ratings):
    one, again = (fitted(recommend.MatrixFactorization, ratings) for _ in range(2))
    np.testing.assert_array_equal(one.item_factors, again.item_factors)
    assert len(one.history) == 20 and one.history[-1] < 0.5 < one.history[0]


def test_taste_beats_popularity(ratings):
    errors = [recommend.rmse(ratings.y_test, fitted(kind, ratings).predict(*ratings.x_test.T)) for kind in ALL]
    popularity, means, neighbours, factorization = errors
    assert means < popularity
    assert neighbours < 0.7 * popularity and factorization < 0.5 * popularity


def test_a_hundred_thousand_ratings_and_twenty_epochs_take_seconds():
    rng = np.random.default_rng(0)
    users, items = rng.integers(0, 610, 100_000), rng.integers(0, 9_000, 100_000)
    started = time.process_time()
    recommend.MatrixFactorization(epochs=20).fit(users, items, rng.uniform(1, 5, 100_000))
    assert time.process_time() - started < 20


@pytest.mark.parametrize("kind", ALL)
def test_impossible_arguments_raise(kind):
    for users, items, stars in (([0], [0, 1], [1.0]), ([], [], []), ([[0]], [[0]], [[1.0]])):
        with pytest.raises(ValueError, match="one length"):
            kind().fit(users, items, stars)
    for users, shape in (([-1], None), ([2], (2, 2))):
        with pytest.raises(ValueError, match="numbered from 0"):
            kind().fit(users, [0], [1.0], shape=shape)
    with pytest.raises(ValueError, match="numbered from 0"):
        kind().fit([0], [0], [1.0]).predict([-1], [0])
