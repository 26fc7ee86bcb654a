"""Many CartPoles at once: the dynamics of Gymnasium's CartPole-v1, for n carts in one array."""

from collections.abc import Sequence

import numpy as np

GRAVITY, CART, POLE, HALF_LENGTH, FORCE, SECONDS = 9.8, 1.0, 0.1, 0.5, 10.0, 0.02
MOST_X, MOST_ANGLE = 2.4, 12 * 2 * np.pi / 360
START = 0.05  # each number of a first state is uniform between −START and START


class CartPoles:
    """n carts, each with a pole that must not fall. An action for each: 0 pushes it to the left, 1 to the right.

    Each step is worth 1. An episode is terminated where the pole leans by more than 12° or the cart is more than 2.4
    from the middle, and truncated after `limit` steps. A cart whose episode has ended starts anew at once.

    Equations: Barto, Sutton and Anderson (1983), as in Gymnasium's `CartPole-v1`.

    Args:
        n: how many carts.
        order: which of position, velocity, angle and angular velocity each number of an observation is.
        factors: by which these numbers are multiplied: other units, other signs.
        limit: steps after which an episode is cut off.

    Attributes:
        observations: (n, 4), float32, what to act on next.
    """

    def __init__(
        self,
        n: int,
        order: Sequence[int] = (0, 1, 2, 3),
        factors: Sequence[float] = (1.0, 1.0, 1.0, 1.0),
        limit: int = 500,
    ) -> None:
        self.n, self.limit = n, limit
        self.order, self.factors = np.array(order), np.array(factors, dtype=float)
        self.rng = np.random.default_rng()
        self.state, self.steps = self._first(n), np.zeros(n, dtype=int)

    def reset(self, *, seed: int | None = None) -> tuple[np.ndarray, dict]:
        """Start all carts anew: observations (n, 4), and an empty dict."""
        if seed is not None:
            self.rng = np.random.default_rng(seed)
        self.state, self.steps = self._first(self.n), np.zeros(self.n, dtype=int)
        return self.observations, {}

    def step(self, actions: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, dict]:
        """Push each cart once.

        Args:
            actions: (n,), 0 for left and 1 for right.

        Returns:
            Where the step led, (n, 4), also where an episode has ended; rewards (n,); which carts are terminated and
            which truncated, (n,); and an empty dict. `observations` is what to act on next.

        Raises:
            ValueError: if there is not one action, 0 or 1, for each cart.
        """
        actions = np.asarray(actions)
        if actions.shape != (self.n,) or not np.isin(actions, (0, 1)).all():
            raise ValueError(f"one action, 0 or 1, for each of {self.n} carts: an array of the shape ({self.n},)")
        self.state = moved(self.state, actions)
        self.steps += 1
        terminated = (np.abs(self.state[:, 0]) > MOST_X) | (np.abs(self.state[:, 2]) > MOST_ANGLE)
        truncated = ~terminated & (self.steps >= self.limit)
        after = self.observations
        ended = terminated | truncated
        if ended.any():
            self.state[ended], self.steps[ended] = self._first(int(ended.sum())), 0
        return after, np.ones(self.n), terminated, truncated, {}

    @property
    def observations(self) -> np.ndarray:
        """What is seen of the carts now, (n, 4), float32."""
        return (self.state[:, self.order] * self.factors).astype("float32")

    def _first(self, n: int) -> np.ndarray:
        return self.rng.uniform(-START, START, size=(n, 4))


def moved(state: np.ndarray, actions: np.ndarray) -> np.ndarray:
    """The states (n, 4) 0.02 seconds later, by Euler's method: position, velocity, angle (radians) and its velocity."""
    x, v, angle, turning = state.T
    sin, cos = np.sin(angle), np.cos(angle)
    total = CART + POLE
    push = (np.where(actions == 1, FORCE, -FORCE) + POLE * HALF_LENGTH * turning**2 * sin) / total
    turn = (GRAVITY * sin - cos * push) / (HALF_LENGTH * (4 / 3 - POLE * cos**2 / total))
    speed_up = push - POLE * HALF_LENGTH * turn * cos / total
    return np.stack([x + SECONDS * v, v + SECONDS * speed_up, angle + SECONDS * turning, turning + SECONDS * turn], 1)
