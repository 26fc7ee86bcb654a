"""Carts that live somewhere else, in another process for example: only what is seen of them is here."""

from collections.abc import Callable, Sequence

import numpy as np


class Elsewhere:
    """The interface of `CartPoles`, for carts that functions are asked about.

    Args:
        n: how many carts.
        reset: is given a seed, and gives observations (n, 4).
        step: is given actions (n,), and gives the results of a step of `CartPoles`, but for the last one, and in its
            place what to act on next.

    Attributes:
        observations: (n, 4), float32, what to act on next.
    """

    def __init__(
        self, n: int, reset: Callable[[int | None], np.ndarray], step: Callable[[list[int]], Sequence]
    ) -> None:
        self.n, self._reset, self._step = n, reset, step
        self.observations = self._reset(None)

    def reset(self, *, seed: int | None = None) -> tuple[np.ndarray, dict]:
        """Start all carts anew: observations (n, 4), and an empty dict."""
        self.observations = self._reset(seed)
        return self.observations, {}

    def step(self, actions: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, dict]:
        """Push each cart once: the same results as those of `CartPoles.step`."""
        after, rewards, terminated, truncated, self.observations = self._step(np.asarray(actions).tolist())
        return after, rewards, terminated, truncated, {}
