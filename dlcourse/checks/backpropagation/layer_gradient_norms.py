"""The check of `layer_gradient_norms`."""

import math
from collections.abc import Callable

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, finite, require

WIDTH, SAMPLES = 16, 32


_FUNCTIONS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "sigmoid": lambda z: (1 + np.tanh(z / 2)) / 2,
    "tanh": np.tanh,
    "relu": lambda z: np.maximum(z, 0),
}


def _deep_network(depth: int, activation: str):
    """The network that the exercise describes: inputs `(SAMPLES, WIDTH)` and a list of weights `(WIDTH, WIDTH)`."""
    rng = np.random.default_rng(0)
    X = rng.normal(size=(SAMPLES, WIDTH))
    scale = np.sqrt((2 if activation == "relu" else 1) / WIDTH)
    return X, [rng.normal(scale=scale, size=(WIDTH, WIDTH)) for _ in range(depth)]


def _expected_norms(depth: int, activation: str) -> list[float]:
    """Norms of the loss's numerical gradients, layer by layer."""
    X, weights = _deep_network(depth, activation)

    def loss(weights) -> float:
        out = X
        for W in weights:
            out = _FUNCTIONS[activation](out @ W)
        return float(out.sum() / SAMPLES)

    norms = []
    for layer in range(depth):
        gradient = np.zeros((WIDTH, WIDTH))
        for index in np.ndindex(WIDTH, WIDTH):
            ends = []
            for step in (1e-6, -1e-6):
                moved = [W.copy() for W in weights]
                moved[layer][index] += step
                ends.append(loss(moved))
            gradient[index] = (ends[0] - ends[1]) / 2e-6
        norms.append(math.sqrt(float((gradient**2).sum())))
    return norms


@exercise(rules=[BY_HAND], seconds=10)
def layer_gradient_norms(answer, rng):
    """`layer_gradient_norms(depth, activation)`: length of the loss's gradient for each layer's weights."""
    with criterion(
        "one number a layer", hint="Return a list with one norm for each layer, however deep the network is."
    ):
        for depth in (2, int(rng.integers(5, 15))):
            found = answer(depth, "tanh")
            finite(found, what="the norms")
            require(
                np.shape(found) == (depth,),
                f"the norms have shape {np.shape(found)} for depth {depth}; expected ({depth},).",
            )
    with criterion(
        "the lengths of the gradients",
        weight=2,
        hint="dW of a layer is (its input)ᵀ times the error AFTER the slope of its activation. The norm is the "
        "square root of the sum of squares, not their mean.",
    ):
        close(answer(1, "tanh"), _expected_norms(1, "tanh"), rtol=1e-4, what="the norm for one tanh layer")
    with criterion(
        "the first layer first",
        hint="Backpropagation goes from the last layer to the first: reverse the list at the end.",
    ):
        depth = int(rng.integers(3, 6))
        close(
            answer(depth, "tanh"),
            _expected_norms(depth, "tanh"),
            rtol=1e-4,
            what=f"the norms for depth {depth} with tanh",
        )
    with criterion("sigmoid and ReLU too", hint="Take the slope from the activation that was asked for."):
        for name in ("sigmoid", "relu"):
            depth = int(rng.integers(2, 5))
            close(
                answer(depth, name),
                _expected_norms(depth, name),
                rtol=1e-3,
                what=f"the norms for depth {depth} with {name}",
            )
