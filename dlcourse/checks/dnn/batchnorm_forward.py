"""The check of `batchnorm_forward`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, finite, require
from dlcourse.checks.core.argument_copies import shared_arguments


@exercise(rules=[BY_HAND])
def batchnorm_forward(answer, rng):
    """`batchnorm_forward(x, state, training)` → (y, new state), as Keras' BatchNormalization."""
    x = rng.normal(size=(32, 4)) * [1, 5, 0.2, 3] + [0, 10, -2, 5]
    state = {
        "gamma": rng.uniform(0.5, 2, 4),
        "beta": rng.normal(size=4),
        "moving_mean": rng.normal(size=4),
        "moving_variance": rng.uniform(0.5, 4, 4),
        "momentum": 0.9,
        "epsilon": 1e-3,
    }

    def run(training, given=state, data=x):
        result = answer(data.copy(), _copy_of_state(given), training)
        require(
            isinstance(result, tuple | list) and len(result) == 2,
            "batchnorm_forward should return two values: y and the new state.",
        )
        require(isinstance(result[1], dict), f"the state is of type {type(result[1]).__name__}; expected a dict.")
        return np.asarray(result[0]), result[1]

    trained, inferred, moved = _batchnorm(x, state)
    with criterion(
        "in training: the statistics of the batch",
        weight=2,
        hint="While training, mean and variance are those of THIS batch, for each column; then γ and β.",
    ):
        close(run(True)[0], trained, rtol=1e-3, atol=1e-4, what="the output in training")
    with criterion(
        "in inference: the moving statistics",
        weight=2,
        hint="A single sample has no variance: in inference use the moving averages, never the batch's own.",
    ):
        close(run(False)[0], inferred, rtol=1e-3, atol=1e-4, what="the output in inference")
        close(run(False, data=x[:1])[0], inferred[:1], rtol=1e-3, atol=1e-4, what="the output for a single sample")
    _moving_average_criteria(run, state, moved)
    with criterion("a column that never changes", hint="ε stands under the root: √(variance + ε) is never 0."):
        flat = np.full((8, 4), 3.0)
        finite(run(True, data=flat)[0], what="the output")
        close(run(True, data=flat)[0], np.tile(state["beta"], (8, 1)), what="the output for columns that never change")
    with criterion(
        "leaves the old state as it was",
        trivial=True,
        hint="Return a new dict with new arrays; += writes into the old.",
    ):
        given_state = _copy_of_state(state)
        with shared_arguments():
            answer(x.copy(), given_state, True)
        for name in ("moving_mean", "moving_variance", "gamma", "beta"):
            close(given_state[name], state[name], what=f"state[{name!r}] after the call")


def _moving_average_criteria(run, state: dict, moved: dict) -> None:
    """The criteria on the moving averages: training updates them, inference does not."""
    with criterion(
        "training moves the averages",
        hint="new = momentum · old + (1 − momentum) · batch: mostly the old value, a little of the batch's.",
    ):
        for name in ("moving_mean", "moving_variance"):
            close(run(True)[1][name], moved[name], rtol=1e-3, what=f"{name} after a batch")
    with criterion(
        "inference moves nothing",
        hint="In inference, return the averages as they were: one prediction must not change the next.",
    ):
        for name in ("moving_mean", "moving_variance"):
            close(run(False)[1][name], state[name], what=f"{name} after inference")


def _copy_of_state(state: dict) -> dict:
    return {name: np.copy(value) if np.ndim(value) else value for name, value in state.items()}


def _batchnorm(x: np.ndarray, state: dict) -> tuple[np.ndarray, np.ndarray, dict]:
    """What the layer of `dlcourse.nn` gives in training and in inference, and its moving averages after training."""
    from dlcourse import nn

    layer = nn.layers.BatchNormalization(momentum=state["momentum"], epsilon=state["epsilon"])
    model = nn.Sequential([nn.Input(x.shape[1:]), layer])
    names = ("gamma", "beta", "moving_mean", "moving_variance")
    model.set_weights([state[name] for name in names])
    inferred = layer.forward(x, training=False)
    trained = layer.forward(x, training=True)
    return trained, inferred, dict(zip(names, model.get_weights(), strict=True))
