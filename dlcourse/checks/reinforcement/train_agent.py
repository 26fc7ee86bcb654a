"""The check of `train_agent`."""

from typing import Any

import numpy as np

from dlcourse.agent.function_source import FunctionSource
from dlcourse.checks.core import close, criterion, exercise, finite, require
from dlcourse.checks.core.remote_answer import function_beside
from dlcourse.checks.models import network, outputs
from dlcourse.environments import CartPoles

EPISODES, LEAST, CHANCE = 100, 475, 100
MOST_CARTS, MOST_ROOMS = 1000, 100
_CARTS = "__import__('dlcourse.environments', fromlist=['Elsewhere']).Elsewhere"
TRAIN = FunctionSource(
    "lambda answer, open, reset, step: answer(lambda n: (lambda room:"
    f" {_CARTS}(n, lambda seed: reset(room, seed), lambda actions: step(room, actions)))(open(n)))"
)


def disguise(rng: np.random.Generator) -> tuple[list[int], list[float]]:
    """Order and factors of the four numbers. None stays in its place, and the last two are never angle and velocity."""
    order = np.arange(4)
    while (order == np.arange(4)).any() or set(order[2:]) == {2, 3}:
        order = rng.permutation(4)
    factors = rng.choice([-1, 1], size=4) * 2.0 ** rng.uniform(-1, 1, size=4)
    return order.tolist(), factors.tolist()


class Hidden:
    """The carts in disguise, here and not beside the answer: it can push them and see them, and nothing more.

    Args:
        salt: is added to each seed. Whoever knows a seed knows the first states, and with them the disguise.
    """

    def __init__(self, order: list[int], factors: list[float], salt: int) -> None:
        self.order, self.factors, self.salt = order, factors, salt
        self.rooms: list[CartPoles] = []

    def open(self, n: int) -> int:
        """Make n carts, and give the number of their room."""
        if not 1 <= n <= MOST_CARTS or len(self.rooms) == MOST_ROOMS:
            raise ValueError(f"make_env(n) makes 1 to {MOST_CARTS} carts, {MOST_ROOMS} times at most")
        self.rooms.append(CartPoles(int(n), self.order, self.factors))
        number = len(self.rooms) - 1
        self.reset(number, number)
        return number

    def reset(self, room: int, seed: int | None) -> np.ndarray:
        """Start the carts of a room anew."""
        return self.rooms[room].reset(seed=None if seed is None else self.salt + abs(int(seed)))[0]

    def step(self, room: int, actions: list[int]) -> list[np.ndarray]:
        """Push them."""
        env = self.rooms[room]
        *seen, _ = env.step(np.array(actions))
        return [*seen, env.observations]

    def trained(self, answer: Any) -> Any:
        """What the answer makes of a make_env(n) for these carts."""
        return function_beside(answer, TRAIN)(answer, self.open, self.reset, self.step)


def returns(model: Any, env: CartPoles) -> np.ndarray:
    """The returns (n,) of the first episode of each cart, for the larger logit of a rebuilt model."""
    total, going = np.zeros(env.n), np.ones(env.n, bool)
    while going.any():
        _, rewards, terminated, truncated, _ = env.step(
            outputs(model, env.observations, check_mixing=False).argmax(axis=1)
        )
        total += rewards * going
        going &= ~(terminated | truncated)
    return total


@exercise(seconds=100)
def train_agent(answer, rng):
    """`train_agent(make_env)`: a policy learned in a disguised CartPole. The check plays 100 episodes with it.

    Requirements:
    - "Return a Keras model of Keras' own layers" → a network of Keras' own layers
    - "from observations `(n, 4)` to logits `(n, 2)`" → two logits for each observation
    - "Train" → better than chance
    - "a mean return of 475 or more" → a mean return of 475
    """
    order, factors = disguise(rng)
    env, hidden = CartPoles(EPISODES, order, factors), Hidden(order, factors, int(rng.integers(1 << 62)))
    seen, _ = env.reset(seed=int(rng.integers(1 << 30)))
    found = network(lambda: hidden.trained(answer), seen)
    if found is None:
        return
    total = np.zeros(EPISODES)
    with criterion(
        "two logits for each observation",
        required=True,
        weight=0,
        hint="The policy, not the critic: Dense(2) at the end, and an input of four numbers.",
    ):
        logits = outputs(found[1], seen)
        close(logits.shape, [EPISODES, 2], what=f"the shape of the logits for {EPISODES} observations")
        finite(logits, what="the logits")
        total = returns(found[1], env)
    played = f"the mean return of {EPISODES} fresh episodes is {total.mean():.1f}"
    with criterion(
        "better than chance",
        hint="A random policy gets about 22. Does anything learn, and is the trained network the one that you return? A"
        " line for the usual CartPole does not know which number is the angle here.",
    ):
        require(total.mean() >= CHANCE, f"{played}; expected {CHANCE} at least.")
    with criterion(
        "a mean return of 475",
        weight=3,
        hint="Many poles fall too soon. Train for more rounds; let the rate fall to 0; normalise the advantages; and is"
        " a cut-off episode treated as an end?",
    ):
        require(total.mean() >= LEAST, f"{played}, the least is {total.min():.0f}; expected a mean of {LEAST} or more.")
