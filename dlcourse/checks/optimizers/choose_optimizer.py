"""The check of `choose_optimizer`: the choice is trained here, on the check's own network, and judged by new rows."""

from collections.abc import Callable
from typing import Any

import numpy as np

from dlcourse.checks.core import BY_HAND, criterion, exercise, require
from dlcourse.checks.optimizers.sensors import KINDS, SENSORS, sensors
from dlcourse.nn import optimizers

# dlcourse's own, which its tests compare with Keras'.
NAMES: dict[str, Callable[[float], optimizers.Optimizer]] = {
    "SGD": optimizers.SGD,
    "Momentum": lambda rate: optimizers.SGD(rate, momentum=0.9),
    "Nesterov": lambda rate: optimizers.SGD(rate, momentum=0.9, nesterov=True),
    "Adagrad": optimizers.Adagrad,
    "RMSProp": optimizers.RMSprop,
    "Adam": optimizers.Adam,
}
BASELINES = (("SGD", 0.01), ("SGD", 0.1))
SMALL, LARGE = 0.01, 2.0  # factors of the measurements
ROWS, NEW_ROWS, EPOCHS, BATCH = 200, 2000, 10, 50
RUNS = 5  # of which the median counts: at the edge of what is stable, a single run is luck
MOST = 0.8  # of the better baseline's loss


@exercise(rules=[BY_HAND], seconds=20)  # a criterion may need two searches, of ten seconds each
def choose_optimizer(answer, rng):
    """`choose_optimizer(sizes, train_part, validation_part, epochs)`: the name and the learning rate of an optimiser.

    Requirements:
    - "Return the pair `(name, learning_rate)`" → a name and a learning rate
    - "the smallest loss on the validation part" → chosen on the validation part
    - "tiny measurements" → finds a rate for tiny inputs
    - "large measurements" → finds a rate for large inputs
    """
    seeds = [int(seed) for seed in rng.integers(2**31, size=5)]
    choices: dict[int, tuple[str, float]] = {}

    def choose(seed: int, train: tuple, validation: tuple) -> tuple[str, float]:
        if seed not in choices:
            choices[seed] = _checked(answer([SENSORS, KINDS], train, validation, EPOCHS))
        return choices[seed]

    with criterion(
        "a name and a learning rate",
        trivial=True,
        hint='Return a pair such as ("SGD", 0.1): a key of `kinds`, a number.',
    ):
        choose(seeds[0], *task(SMALL, seeds[0])[:2])
    with criterion(
        "chosen on the validation part",
        weight=2,
        hint="Compare the losses on the VALIDATION part after training on the training part. A choice by the training "
        "loss cannot see when learning does harm.",
    ):
        _stays_near_guessing(lambda *parts: choose(seeds[4], *parts), seeds[4])
    with criterion(
        "finds a rate for tiny inputs",
        hint="Where all inputs are tiny, weights must become large: try optimisers with adaptive steps, and rates "
        "up to 10.",
    ):
        _finds_a_rate(choose, SMALL, seeds[:2])
    with criterion(
        "finds a rate for large inputs",
        hint="Where inputs are large, so are the gradients: try rates down to 0.001, close enough to each other.",
    ):
        _finds_a_rate(choose, LARGE, seeds[2:4])


def _stays_near_guessing(choose: Callable, seed: int) -> None:
    """Raise MismatchError if a choice learns where the validation part's kinds are exchanged: it does harm there."""
    train, (X, y), _ = task(SMALL, seed)
    harmful, guessing = (X, (y + 1) % KINDS), np.log(KINDS)
    name, rate = choose(train, harmful)
    chosen = loss((name, rate), train, harmful, seed)
    require(
        chosen <= 1.1 * guessing,
        f"where the training part misleads, you chose {name} with {rate:g}, whose loss on the validation part is "
        f"{chosen:.2f}; there are choices that learn little, and stay at the loss of guessing, {guessing:.2f}.",
    )


def _finds_a_rate(choose: Callable, factor: float, seeds: list[int]) -> None:
    """Raise MismatchError if no choice is good enough: a search may be unlucky, so there are two tasks."""
    problems = []
    for seed in seeds:
        train, validation, new = task(factor, seed)
        problems.append(_problem(choose(seed, train, validation), train, new, seed))
        if not problems[-1]:
            return
    require(False, problems[0])


def task(factor: float, seed: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """A training part, a validation part and new measurements, all of the same sensors."""
    X, y = sensors(2 * ROWS + NEW_ROWS, factor, False, seed)
    return [(X[rows], y[rows]) for rows in (slice(ROWS), slice(ROWS, 2 * ROWS), slice(2 * ROWS, None))]


def loss(choice: tuple[str, float], train: tuple, new: tuple, seed: int) -> float:
    """The median loss on new measurements of softmax regressions that are trained with the chosen optimiser."""
    rng = np.random.default_rng(seed)
    with np.errstate(all="ignore"):  # a rate that is far too large leads to infinity
        losses = [_loss_of(_trained(choice, train, rng), new) for _ in range(RUNS)]
    return float(np.median(np.nan_to_num(losses, nan=np.inf)))


def _trained(choice: tuple[str, float], train: tuple, rng: np.random.Generator) -> np.ndarray:
    """Weights, with the bias as their last row, after EPOCHS epochs of batches of BATCH."""
    X, y = np.column_stack([train[0], np.ones(ROWS)]), np.eye(KINDS)[train[1]]
    W = rng.normal(scale=np.sqrt(2 / SENSORS), size=(SENSORS + 1, KINDS))
    W[-1] = 0
    optimizer = NAMES[choice[0]](choice[1])
    for _ in range(EPOCHS):
        for rows in rng.permutation(ROWS).reshape(-1, BATCH):
            optimizer.apply([X[rows].T @ (_softmax(X[rows] @ W) - y[rows]) / BATCH], [W])
    return W


def _softmax(z: np.ndarray) -> np.ndarray:
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _loss_of(W: np.ndarray, new: tuple) -> float:
    """Mean cross-entropy."""
    z = new[0] @ W[:-1] + W[-1]
    return float(np.mean(np.logaddexp.reduce(z, axis=1) - z[np.arange(len(z)), new[1]]))


def _problem(choice: tuple[str, float], train: tuple, new: tuple, seed: int) -> str:
    """What is wrong with a choice, or an empty string."""
    chosen, baseline = loss(choice, train, new, seed), min(loss(each, train, new, seed) for each in BASELINES)
    if chosen <= MOST * baseline:
        return ""
    return (
        f"you chose {choice[0]} with {choice[1]:g}: its loss on new rows is {chosen:.3f}, {chosen / baseline:.2f} "
        f"times that of the better SGD; expected at most {MOST:g} times."
    )


def _checked(choice: Any) -> tuple[str, float]:
    require(isinstance(choice, tuple | list) and len(choice) == 2, f"it returned {choice!r:.80}; expected a pair.")
    name, rate = choice
    require(isinstance(name, str) and name in NAMES, f"the name is {name!r:.40}; expected one of {', '.join(NAMES)}.")
    number = isinstance(rate, int | float | np.number) and not isinstance(rate, bool)
    require(number and 0 < rate < np.inf, f"the learning rate is {rate!r:.40}; expected a number above 0.")
    return name, float(rate)
