"""A walk along a cliff: Example 6.6 of Sutton and Barto, Reinforcement Learning (2018)."""

from typing import Any

import gymnasium
import numpy as np

ROWS, COLUMNS = 4, 12
MOVES = ((-1, 0), (0, 1), (1, 0), (0, -1))  # up, right, down, left, as in Gymnasium's CliffWalking


class Cliff(gymnasium.Env):
    """4 × 12 fields: start at the lower left, goal at the lower right, between them the cliff.

    A state is the number of a field, row · 12 + column. Actions are 0 up, 1 right, 2 down, 3 left; at the edge of the
    grid one stays. Each step costs 1; a step into the cliff costs 100 and leads back to the start. The goal ends the
    episode (terminated), the limit of steps cuts it off (truncated).

    Args:
        limit: steps after which an episode is truncated; None for never.
    """

    rows, columns = ROWS, COLUMNS
    start, goal = (ROWS - 1) * COLUMNS, ROWS * COLUMNS - 1
    cliff = range(start + 1, goal)

    def __init__(self, limit: int | None = None) -> None:
        self.limit, self.steps, self.state = limit, 0, self.start
        self.action_space = gymnasium.spaces.Discrete(len(MOVES))
        self.observation_space = gymnasium.spaces.Discrete(ROWS * COLUMNS)

    def reset(self, *, seed: int | None = None, options: dict | None = None) -> tuple[int, dict]:
        """The start, and an empty dict."""
        super().reset(seed=seed)
        self.steps, self.state = 0, self.start
        return self.state, {}

    def step(self, action: Any) -> tuple[int, float, bool, bool, dict]:
        """One move: the new state, the reward, terminated, truncated, and an empty dict."""
        self.state, reward = self.move(self.state, int(action))
        self.steps += 1
        terminated = self.state == self.goal
        return self.state, reward, terminated, not terminated and self.steps == self.limit, {}

    def move(self, state: int, action: int) -> tuple[int, float]:
        """Where an action leads from a state, and its reward."""
        row, column = divmod(state, COLUMNS)
        down, right = MOVES[action]
        row, column = min(max(row + down, 0), ROWS - 1), min(max(column + right, 0), COLUMNS - 1)
        new = row * COLUMNS + column
        return (self.start, -100.0) if new in self.cliff else (new, -1.0)

    def model(self) -> tuple[np.ndarray, np.ndarray]:
        """All that can happen: probabilities P (48, 4, 48) of the next state, and rewards R (48, 4).

        From the goal every action leads back to the goal, for nothing.
        """
        P, R = np.zeros((ROWS * COLUMNS, len(MOVES), ROWS * COLUMNS)), np.zeros((ROWS * COLUMNS, len(MOVES)))
        for state in range(ROWS * COLUMNS):
            for action in range(len(MOVES)):
                new, R[state, action] = (state, 0.0) if state == self.goal else self.move(state, action)
                P[state, action, new] = 1.0
        return P, R
