"""The check of `batchnorm_forward`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, finite, require
from dlcourse.checks.core.argument_copies import shared_arguments

ARRAYS = ("gamma", "beta", "moving_mean", "moving_variance")


@exercise(rules=[BY_HAND])
def batchnorm_forward(answer, rng):
    """`batchnorm_forward(x, state, training)` → (y, new state), as Keras' BatchNormalization.

    Requirements:
    - "are mean and variance of this batch" → in training: the statistics of the batch
    - "and then lets the network choose" → then γ and β
    - "The variance is NumPy's var, and ε stands under the root" → ε under the root
    - "the moving averages take their place" → in inference: the moving statistics
    - "new = momentum · old + (1 − momentum) · batch" → training moves the averages
    - "and nothing moves" → inference moves nothing
    - "a new dict of the same form" → a state of the same form
    - "Leave the old one, and its arrays, as they are" → leaves the old state as it was
    """
    x = rng.normal(size=(32, 4)) * [1, 5, 0.2, 3] + [0, 10, -2, 5]
    state = _some_state(rng)

    def run(training, given=state, data=x):
        result = answer(data.copy(), _copy_of_state(given), training)
        require(
            isinstance(result, tuple | list) and len(result) == 2,
            "batchnorm_forward should return two values: y and the new state.",
        )
        require(isinstance(result[1], dict), f"the state is of type {type(result[1]).__name__}; expected a dict.")
        return np.asarray(result[0]), result[1]

    trained, inferred, moved = _batchnorm(x, state)
    _training_criteria(run, x, state, trained)
    with criterion(
        "in inference: the moving statistics",
        weight=2,
        hint="A single sample has no variance: in inference use the moving averages, never the batch's own.",
    ):
        close(run(False)[0], inferred, rtol=1e-4, atol=1e-5, what="the output in inference")
        close(run(False, data=x[:1])[0], inferred[:1], rtol=1e-4, atol=1e-5, what="the output for a single sample")
    _state_criteria(run, state, moved)
    with criterion(
        "leaves the old state as it was",
        trivial=True,
        hint="Return a new dict with new arrays; += writes into the old.",
    ):
        given_state = _copy_of_state(state)
        with shared_arguments():
            answer(x.copy(), given_state, True)
        for name in ARRAYS:
            close(given_state[name], state[name], what=f"state[{name!r}] after the call")


def _training_criteria(run, x: np.ndarray, state: dict, trained: np.ndarray) -> None:
    """The criteria on the output in training, from the plain case to the full formula."""
    plain = state | {"gamma": np.ones(4), "beta": np.zeros(4), "epsilon": 1e-12}
    centre = x.sum(axis=0) / len(x)
    spread = np.sqrt(((x - centre) ** 2).sum(axis=0) / len(x))
    with criterion(
        "in training: the statistics of the batch",
        weight=2,
        hint="While training, mean and variance are those of THIS batch, for each column by itself.",
    ):
        close(run(True, plain)[0], (x - centre) / spread, rtol=1e-4, atol=1e-5, what="the output for γ = 1, β = 0")
    with criterion("then γ and β", hint="After the scaling, each column is multiplied by its γ; then its β is added."):
        given = state | {"epsilon": 1e-12}
        wanted = (x - centre) / spread * state["gamma"] + state["beta"]
        close(run(True, given)[0], wanted, rtol=1e-4, atol=1e-5, what="the output in training")
    with criterion("ε under the root", hint="ε stands under the root: √(variance + ε) is never 0."):
        close(run(True)[0], trained, rtol=1e-4, atol=1e-5, what=f"the output for ε = {state['epsilon']:.2f}")
        flat = np.full((8, 4), 3.0)
        finite(run(True, data=flat)[0], what="the output")
        close(run(True, data=flat)[0], np.tile(state["beta"], (8, 1)), what="the output for columns that never change")


def _state_criteria(run, state: dict, moved: dict) -> None:
    """The criteria on the new state: training moves the averages, inference does not, and the rest stays."""
    with criterion(
        "training moves the averages",
        hint="new = momentum · old + (1 − momentum) · batch: mostly the old value, a little of the batch's.",
    ):
        for name in ("moving_mean", "moving_variance"):
            close(run(True)[1][name], moved[name], rtol=1e-4, atol=1e-6, what=f"{name} after a batch")
    with criterion(
        "inference moves nothing",
        hint="In inference, return the averages as they were: one prediction must not change the next.",
    ):
        for name in ("moving_mean", "moving_variance"):
            close(run(False)[1][name], state[name], what=f"{name} after inference")
    with criterion(
        "a state of the same form",
        hint="The new state goes into the next call: γ, β, momentum and epsilon are handed on as they are.",
    ):
        for training in (True, False):
            new = run(training)[1]
            missing = sorted(set(state) - set(new))
            require(not missing, f"the new state has no {', '.join(map(repr, missing))}.")
            for name in ("gamma", "beta", "momentum", "epsilon"):
                close(new[name], state[name], what=f"new_state[{name!r}]")


def _some_state(rng) -> dict:
    return {
        "gamma": rng.uniform(0.5, 2, 4),
        "beta": rng.normal(size=4),
        "moving_mean": rng.normal(size=4),
        "moving_variance": rng.uniform(0.5, 4, 4),
        "momentum": float(rng.uniform(0.6, 0.95)),
        "epsilon": float(rng.uniform(0.2, 0.6)),
    }


def _copy_of_state(state: dict) -> dict:
    return {name: np.copy(value) if np.ndim(value) else value for name, value in state.items()}


def _batchnorm(x: np.ndarray, state: dict) -> tuple[np.ndarray, np.ndarray, dict]:
    """What the layer of `dlcourse.nn` gives in training and in inference, and its moving averages after training."""
    from dlcourse import nn

    layer = nn.layers.BatchNormalization(momentum=state["momentum"], epsilon=state["epsilon"])
    model = nn.Sequential([nn.Input(x.shape[1:]), layer])
    model.set_weights([state[name] for name in ARRAYS])
    inferred = layer.forward(x, training=False)
    trained = layer.forward(x, training=True)
    return trained, inferred, dict(zip(ARRAYS, model.get_weights(), strict=True))
