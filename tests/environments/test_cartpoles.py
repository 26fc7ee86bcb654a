"""CartPoles move as Gymnasium's CartPole-v1 does, step by step."""

import gymnasium
import numpy as np
import pytest

from dlcourse.environments import CartPoles


def push(observation) -> int:
    """Keeps most poles up."""
    return int(observation[2] + 0.2 * observation[3] > 0)


@pytest.mark.parametrize(
    "policy", [push, lambda _: 1, lambda o: int(np.sin(1e6 * o[0]) > 0)], ids=["up", "right", "odd"]
)
def test_each_step_is_that_of_gymnasium(policy):
    theirs, ours = gymnasium.make("CartPole-v1"), CartPoles(1)
    for seed in range(3):
        observation, _ = theirs.reset(seed=seed)
        ours.reset(seed=seed)
        over = False
        while not over:
            np.testing.assert_array_equal(ours.observations, [observation])
            action = policy(observation)
            observation, reward, terminated, truncated, _ = theirs.step(action)
            after, rewards, ends, cuts, _ = ours.step(np.array([action]))
            np.testing.assert_array_equal(after, [observation])
            assert (rewards[0], ends[0], cuts[0]) == (reward, terminated, truncated)
            over = terminated or truncated


def test_many_carts_do_not_disturb_each_other():
    many = CartPoles(5)
    many.reset(seed=0)
    alone = CartPoles(1)
    alone.state = many.state[3:4].copy()
    rng = np.random.default_rng(0)
    for _ in range(8):
        actions = rng.integers(2, size=5)
        after, *_ = many.step(actions)
        np.testing.assert_array_equal(alone.step(actions[3:4])[0], after[3:4])


def test_a_cart_starts_anew_where_its_episode_ends():
    env = CartPoles(4)
    env.reset(seed=1)
    for _ in range(30):
        after, _, terminated, truncated, _ = env.step(np.ones(4, int))
        assert not truncated.any()
        assert (np.abs(after[terminated, 2]) > 0.2).all(), "where the step led, not the new start"
        assert (np.abs(env.observations[terminated]) <= 0.05).all()
        np.testing.assert_array_equal(env.observations[~terminated], after[~terminated])
        if terminated.any():
            return
    pytest.fail("pushed to one side, a pole falls within thirty steps")


def test_the_limit_cuts_off_and_does_not_terminate():
    env = CartPoles(3, limit=4)
    env.reset(seed=2)
    cuts = [env.step(np.array([0, 1, step % 2]))[2:4] for step in range(8)]
    assert not any(terminated.any() for terminated, _ in cuts)
    assert [truncated.tolist() for _, truncated in cuts] == [[step in (3, 7)] * 3 for step in range(8)]


def test_a_disguise_shows_the_same_states_in_another_form():
    order, factors = [3, 0, 1, 2], [-1.0, 2.0, 0.5, -2.0]
    plain, disguised = CartPoles(6), CartPoles(6, order, factors)
    plain.reset(seed=3)
    disguised.reset(seed=3)
    for _ in range(20):
        np.testing.assert_allclose(disguised.observations, plain.observations[:, order] * factors, rtol=1e-6)
        plain.step(np.zeros(6, int))
        disguised.step(np.zeros(6, int))


@pytest.mark.parametrize("actions", [[0], [0, 2], [0.5, 1], 1], ids=str)
def test_actions_that_make_no_sense_are_refused(actions):
    with pytest.raises(ValueError, match="one action, 0 or 1, for each of 2 carts"):
        CartPoles(2).step(np.array(actions))
