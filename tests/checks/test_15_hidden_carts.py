"""The carts of `train_agent` are those of its disguise; what an answer is given leads to nothing but what is seen of them."""

import numpy as np
import pytest

from dlcourse.checks.reinforcement.train_agent import MOST_CARTS, MOST_ROOMS, Hidden, disguise
from dlcourse.environments import CartPoles

ORDER, FACTORS = [3, 2, 1, 0], [1.0, -2.0, 0.5, -1.0]


def make_env(salt: int = 7):
    """What an answer is given."""
    return Hidden(ORDER, FACTORS, salt).trained(lambda make_env: make_env)


def test_they_move_as_carts_do():
    theirs, ours = make_env()(3), CartPoles(3, ORDER, FACTORS)
    observations, _ = theirs.reset(seed=5)
    ours.reset(seed=12)
    np.testing.assert_array_equal(observations, ours.observations)
    for step in range(60):
        actions = np.array([step % 2, 1, 0])
        for here, there in zip(ours.step(actions)[:4], theirs.step(actions)[:4], strict=True):
            np.testing.assert_array_equal(here, there)
        np.testing.assert_array_equal(theirs.observations, ours.observations)


def test_two_of_them_do_not_disturb_each_other():
    make = make_env()
    one, other = make(2), make(2)
    before = other.observations
    one.step(np.ones(2, int))
    np.testing.assert_array_equal(other.observations, before)
    assert not np.array_equal(one.reset(seed=0)[0], other.reset(seed=1)[0])


def test_a_seed_repeats_a_run_but_does_not_give_away_its_first_states():
    env = make_env()(4)
    first, _ = env.reset(seed=0)
    np.testing.assert_array_equal(env.reset(seed=0)[0], first)
    assert not np.array_equal(make_env(salt=8)(4).reset(seed=0)[0], first)


@pytest.mark.parametrize("name", ["state", "order", "factors", "rng", "env"])
def test_what_is_not_seen_is_not_there(name):
    assert not hasattr(make_env()(1), name)


@pytest.mark.parametrize("n", [0, -1, MOST_CARTS + 1])
def test_a_number_of_carts_that_makes_no_sense_is_refused(n):
    with pytest.raises(ValueError, match="make_env"):
        make_env()(n)


def test_there_is_an_end_to_rooms():
    make = make_env()
    for _ in range(MOST_ROOMS):
        make(1)
    with pytest.raises(ValueError, match=f"{MOST_ROOMS} times at most"):
        make(1)


def test_no_disguise_leaves_the_one_line_what_it_needs():
    for seed in range(50):
        order, factors = disguise(np.random.default_rng(seed))
        assert all(place != what for place, what in enumerate(order))
        assert set(order[2:]) != {2, 3}
        assert all(0.5 <= abs(factor) <= 2 for factor in factors)
