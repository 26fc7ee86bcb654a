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
    """Norms of the loss's numerical gradients at the sums of each layer.

    A nudge at one unit of one sample moves that sample only. So all samples are nudged at once, and their losses kept
    apart: one unit after the other.
    """
    X, weights = _deep_network(depth, activation)

    def losses(nudged: int, nudge: np.ndarray) -> np.ndarray:
        out = X
        for layer, W in enumerate(weights):
            out = _FUNCTIONS[activation](out @ W + (nudge if layer == nudged else 0))
        return out.sum(axis=1) / SAMPLES

    norms = []
    for layer in range(depth):
        steps = 1e-6 * np.eye(WIDTH)
        gradient = np.array([(losses(layer, step) - losses(layer, -step)) / 2e-6 for step in steps])
        norms.append(math.sqrt(float((gradient**2).sum())))
    return norms


@exercise(rules=[BY_HAND], seconds=10)
def layer_gradient_norms(answer, rng):
    """`layer_gradient_norms(depth, activation)`: length of the loss's gradient at the sums z of each layer.

    Requirements:
    - "Return a list of `depth` numbers" → one number for each layer
    - "the length $\\lVert dz \\rVert$ of the gradient at each layer's sums" → the lengths of the gradients
    - "first layer first" → the first layer first
    - "with `activation` one of" → sigmoid and ReLU too
    """
    with criterion(
        "one number for each layer", hint="Return a list with one norm for each layer, however deep the network is."
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
        hint="dz of a layer is the gradient AFTER the slope of its activation, which is taken at z. The length is the "
        "square root of the sum of squares over all entries, not their mean.",
    ):
        close(answer(1, "tanh"), _expected_norms(1, "tanh"), rtol=1e-4, what="the norm for one tanh layer")
    with criterion(
        "the first layer first",
        hint="The walk goes from the last layer to the first: reverse the list at the end. Between two layers "
        "dz goes back through the weights.",
    ):
        for depth in (2, int(rng.integers(3, 6))):
            expected = _expected_norms(depth, "tanh")
            close(answer(depth, "tanh"), expected, rtol=1e-4, what=f"the norms for depth {depth} with tanh")
    with criterion("sigmoid and ReLU too", hint="Take function and slope from the activation that was asked for."):
        for name in ("sigmoid", "relu"):
            depth = int(rng.integers(2, 5))
            expected = _expected_norms(depth, name)
            close(answer(depth, name), expected, rtol=1e-3, what=f"the norms for depth {depth} with {name}")
