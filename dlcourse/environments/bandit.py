"""A row of slot machines: one step, one reward, no states."""

from collections.abc import Sequence
from typing import Any

import gymnasium
import numpy as np


class Bandit(gymnasium.Env):
    """k arms. Each gives a normal reward with a mean of its own and standard deviation 1.

    There is one state, 0, and an episode ends only by the limit of steps.

    Args:
        means: of the rewards, one for each arm.
        limit: steps after which an episode is truncated; None for never.
    """

    def __init__(self, means: Sequence[float], limit: int | None = None) -> None:
        self.means, self.limit, self.steps = np.array(means, dtype=float), limit, 0
        self.action_space = gymnasium.spaces.Discrete(len(self.means))
        self.observation_space = gymnasium.spaces.Discrete(1)

    def reset(self, *, seed: int | None = None, options: dict | None = None) -> tuple[int, dict]:
        """The only state, 0, and an empty dict."""
        super().reset(seed=seed)
        self.steps = 0
        return 0, {}

    def step(self, action: Any) -> tuple[int, float, bool, bool, dict]:
        """Pull an arm: state 0, the reward, terminated (never), truncated, and an empty dict."""
        reward = float(self.np_random.normal(self.means[action]))
        self.steps += 1
        return 0, reward, False, self.steps == self.limit, {}
