"""The split in time: a model must not learn from later ratings."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcourse import data, recommend


@given(st.lists(st.integers(0, 20), min_size=4, max_size=40), st.sampled_from([0.25, 0.5]))
def test_each_rating_is_in_one_part_and_the_test_part_is_later(times, share):
    train, test = recommend.split_in_time(times, share)
    assert sorted([*train, *test]) == list(range(len(times)))
    assert len(test) == round(len(times) * share)
    times = np.array(times)
    assert (np.diff(times[train]) >= 0).all() and times[train].max() <= times[test].min()


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_neither_part_is_empty(share):
    with pytest.raises(ValueError, match="nothing to"):
        recommend.split_in_time([1, 2, 3], share)


def test_some_of_the_last_ratings_are_of_new_users():
    d = data.load("ratings")
    users = np.concatenate([d.x_train[:, 0], d.x_test[:, 0]])
    times = np.concatenate([d.extra["times_train"], d.extra["times_test"]])
    train, test = recommend.split_in_time(times, share=0.2)
    new = ~np.isin(users[test], users[train])
    assert 0.05 < new.mean() < 0.25
