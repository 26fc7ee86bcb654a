"""The check of `solve_adding`."""

import numpy as np

from dlcourse.checks.core import WITH_KERAS, close, criterion, exercise, require
from dlcourse.checks.models import network, outputs
from dlcourse.checks.models.recurrence import require_nothing_around

LENGTH, ENOUGH = 30, 0.03  # time steps, and the squared error that counts as solved


@exercise(rules=[WITH_KERAS], seconds=60)
def solve_adding(answer, rng):
    """`solve_adding(X, y)`: a trained model that adds the two marked numbers of 30.

    Requirements:
    - "a model of Keras' own layers" → a network of Keras' own layers
    - "with one output" → one number for each sequence
    - "0.12 shows that it has begun to learn" → has learned something
    - "its mean squared error must be 0.03 or less" → solved: a squared error of 0.03 at most
    - "an LSTM or a GRU reads all 30 steps, and nothing goes around it" → by remembering
    """
    X, y = marked_numbers(2000, rng)
    new_X, new_y = marked_numbers(500, rng)
    found, error = network(lambda: answer(X, y), new_X[:50]), np.inf
    if found is None:
        return
    _, rebuilt = found
    with criterion("one number for each sequence", hint="One linear unit at the end: the answer may be any number."):
        sums = outputs(rebuilt, new_X)
        close(sums.shape, [500, 1], what="the shape of the output for 500 sequences")
        error = float(np.mean((sums[:, 0] - new_y) ** 2))
    seen = f"on 500 new sequences the mean squared error is {error:.3f}"
    with criterion(
        "has learned something", hint="Does fit run? Is time axis 1? Does the network remember long enough?"
    ):
        require(error < 0.12, f"{seen}; predicting the mean of y gives 0.167.")
    with criterion(
        "solved: a squared error of 0.03 at most",
        weight=2,
        hint="24 LSTM units, Adam with a learning rate of 0.01, and as many epochs as the loss needs to fall.",
    ):
        require(error <= ENOUGH, f"{seen}; expected at most {ENOUGH}.")
    with criterion(
        "by remembering", required=True, weight=0, hint="Let an LSTM (or a GRU) read all 30 steps; nothing around it."
    ):
        require_nothing_around(rebuilt, new_X[:50])


def marked_numbers(samples: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """New sequences of the adding problem: X (samples, LENGTH, 2) and y (samples,), as float32."""
    half = LENGTH // 2
    marks = [np.eye(half)[rng.integers(half, size=samples)] for _ in range(2)]
    X = np.stack([rng.random((samples, LENGTH)), np.concatenate(marks, axis=1)], axis=-1)
    return X.astype("float32"), X.prod(axis=-1).sum(axis=1).astype("float32")
