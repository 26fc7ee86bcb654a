"""The check of `loss_and_gradients`."""

import numpy as np

from dlcourse.checks.backpropagation.crossentropy import crossentropy
from dlcourse.checks.backpropagation.finite_differences import gradient_by_differences
from dlcourse.checks.core import BY_HAND, close, criterion, exercise, require
from dlcourse.checks.core.argument_copies import shared_arguments

HINTS = {
    "W2": "This layer's input is the HIDDEN layer's output; its error is the gradient at the logits.",
    "b2": "Sum the gradient at the logits over the batch.",
    "W1": "Take the error back through W2, multiply by the sigmoid's slope h · (1 − h), then use X as input.",
    "b1": "The same error as for W1 (with the sigmoid's slope in it), summed over the batch.",
}


@exercise(rules=[BY_HAND], seconds=10)
def loss_and_gradients(answer, rng):
    """`loss_and_gradients(params, X, y)`: loss of a two-layer net and the gradient of each parameter.

    Requirements:
    - "one number, the mean cross-entropy" → the loss
    - "a dict with the gradient of `"W1"`" → the gradient of W1
    - "of `"b1"`" → the gradient of b1
    - "of `"W2"`" → the gradient of W2
    - "of `"b2"`" → the gradient of b2
    - "Change no parameter" → leaves the parameters as they were
    """
    inputs, hidden, classes = (int(n) for n in rng.permutation([3, 4, 5]))
    shapes = {"W1": (inputs, hidden), "b1": (hidden,), "W2": (hidden, classes), "b2": (classes,)}
    params = {name: rng.normal(size=shape) for name, shape in shapes.items()}
    X, y = rng.normal(size=(7, inputs)), np.eye(classes)[rng.integers(0, classes, size=7)]

    def loss(p: dict) -> float:
        middle = (1 + np.tanh((np.einsum("bi,ih->bh", X, p["W1"]) + p["b1"]) / 2)) / 2
        return crossentropy(np.einsum("bh,hc->bc", middle, p["W2"]) + p["b2"], y)

    def call():
        result = answer({name: value.copy() for name, value in params.items()}, X.copy(), y.copy())
        require(
            isinstance(result, tuple | list) and len(result) == 2,
            f"loss_and_gradients returned {result!r:.80}; expected (loss, gradients).",
        )
        require(isinstance(result[1], dict), f"the gradients are {result[1]!r:.80}; expected a dict.")
        return result

    with criterion(
        "the loss",
        hint="Forward: dense, sigmoid, dense, softmax; then −ln p of the true class, the mean over the samples.",
    ):
        close(call()[0], loss(params), what="the loss")
    for name, hint in HINTS.items():
        with criterion(f"the gradient of {name}", hint=hint):
            _, gradients = call()
            require(name in gradients, f"the dict has the keys {sorted(map(str, gradients))}; {name} is missing.")
            expected = gradient_by_differences(lambda v, name=name: loss(params | {name: v}), params[name])
            close(gradients[name], expected, rtol=1e-5, what=f"the gradient of {name}")
    with criterion(
        "leaves the parameters as they were",
        trivial=True,
        hint="Return the gradients only: do not change the parameters here.",
    ):
        given = {name: value.copy() for name, value in params.items()}
        with shared_arguments():
            answer(given, X.copy(), y.copy())
        for name, value in params.items():
            close(given.get(name), value, rtol=0, atol=0, what=f"{name} after the call")
