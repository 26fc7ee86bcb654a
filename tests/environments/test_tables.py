"""The cliff and the bandit keep to Gymnasium's interface, and do what they say."""

import gymnasium
import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env

from dlcourse.environments import Bandit, Cliff

UP, RIGHT, DOWN, LEFT = range(4)


@pytest.mark.parametrize("env", [Cliff(limit=50), Bandit([0.0, 1.0], limit=50)], ids=["cliff", "bandit"])
def test_it_keeps_to_the_interface(env):
    check_env(env, skip_render_check=True)


def test_the_cliff_is_that_of_gymnasium():
    theirs = gymnasium.make("CliffWalking-v1").unwrapped
    P, R = Cliff().model()
    for state in set(range(48)) - {Cliff.goal, *Cliff.cliff}:
        for action in range(4):
            ((chance, new, reward, _),) = theirs.P[state][action]
            assert P[state, action, new] == chance == 1
            assert R[state, action] == reward


def test_a_walk_along_the_edge_takes_thirteen_steps():
    env = Cliff()
    state, _ = env.reset(seed=0)
    for number, action in enumerate([UP, *[RIGHT] * 11, DOWN], start=1):
        state, reward, terminated, truncated, _ = env.step(action)
        assert (reward, truncated, terminated) == (-1.0, False, number == 13)
    assert state == env.goal


def test_the_cliff_costs_a_hundred_and_leads_back():
    env = Cliff(limit=2)
    env.reset()
    assert env.step(RIGHT) == (env.start, -100.0, False, False, {})
    assert env.step(LEFT) == (env.start, -1.0, False, True, {}), "cut off by the limit, not ended"


def test_the_goal_leads_to_itself_for_nothing():
    P, R = Cliff().model()
    np.testing.assert_array_equal(P.sum(axis=2), 1)
    assert (P[Cliff.goal, :, Cliff.goal] == 1).all() and (R[Cliff.goal] == 0).all()


def test_a_bandits_rewards_have_their_means_and_a_seed_repeats_them():
    env = Bandit([-1.0, 2.0])

    def pulls(arm, seed):
        env.reset(seed=seed)
        return np.array([env.step(arm)[1] for _ in range(2000)])

    for arm, mean in enumerate([-1.0, 2.0]):
        assert pulls(arm, 0).mean() == pytest.approx(mean, abs=0.1)
        assert pulls(arm, 0).std() == pytest.approx(1.0, abs=0.1)
    np.testing.assert_array_equal(pulls(0, 5), pulls(0, 5))
    assert not np.array_equal(pulls(0, 5), pulls(0, 6))
