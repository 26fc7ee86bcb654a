"""Metrics against scikit-learn's, and against their definitions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import ndcg_score, root_mean_squared_error

from dlcourse import recommend

# Few different values, so that equal scores and equal relevance are common.
RANKINGS = st.integers(2, 12).flatmap(
    lambda n: st.tuples(
        st.lists(st.integers(0, 5), min_size=n, max_size=n), st.lists(st.integers(-3, 3), min_size=n, max_size=n)
    )
)
K = st.integers(1, 15)


@given(RANKINGS, K)
def test_ndcg_agrees_with_scikit_learn(ranking, k):
    relevance, scores = ranking
    assert recommend.ndcg_at_k(relevance, scores, k) == pytest.approx(ndcg_score([relevance], [scores], k=k), abs=1e-12)


@given(st.lists(st.floats(0.5, 5), min_size=1, max_size=20), K)
def test_ndcg_of_the_best_order_is_one(relevance, k):
    assert recommend.ndcg_at_k(relevance, relevance, k) == pytest.approx(1)


def test_ndcg_of_nothing_relevant_is_zero():
    assert recommend.ndcg_at_k([0, 0], [1, 2], k=2) == recommend.ndcg_at_k([], [], k=2) == 0.0


@pytest.mark.parametrize(
    ("relevance", "scores", "k", "message"),
    [([-1, 2], [0, 1], 2, "0 or more"), ([1, 2], [1], 2, r"\(items,\)"), ([1, 2], [1, 2], 0, "from 1")],
)
def test_ndcg_raises_for_arguments_without_meaning(relevance, scores, k, message):
    with pytest.raises(ValueError, match=message):
        recommend.ndcg_at_k(relevance, scores, k)


def test_precision_and_hits_count_the_first_k():
    ranked = [4, 2, 9, 7]
    assert [recommend.precision_at_k({2, 7}, ranked, k) for k in (1, 2, 3, 4)] == [0, 1 / 2, 1 / 3, 1 / 2]
    assert [recommend.hits_at_k({2, 7}, ranked, k) for k in (1, 2, 3, 4)] == [0, 1, 1, 1]
    assert recommend.precision_at_k([], np.array(ranked), 3) == recommend.hits_at_k([], np.array(ranked), 3) == 0
    assert recommend.precision_at_k([4], [4], k=10) == 0.1  # nine ranks stay empty


@given(st.lists(st.tuples(st.floats(0, 5), st.floats(0, 5)), min_size=1, max_size=20))
def test_rmse_agrees_with_scikit_learn_and_takes_the_output_of_keras(pairs):
    ratings, predictions = np.array(pairs).T
    expected = root_mean_squared_error(ratings, predictions)
    assert recommend.rmse(ratings, predictions) == pytest.approx(expected)
    assert recommend.rmse(ratings, predictions[:, None]) == pytest.approx(expected)
