"""The check of `Momentum`."""

from dlcourse.checks.core import BY_HAND, close, criterion, exercise
from dlcourse.checks.optimizers.closed_forms import momentum
from dlcourse.checks.optimizers.keras_agreement import agrees_with_keras, run_steps


@exercise(rules=[BY_HAND])
def Momentum(answer, rng):
    """`Momentum(learning_rate, momentum)`: v ← μv − η g, w ← w + v."""
    with criterion(
        "the first step", hint="From v = 0 the first step is that of SGD: w moves by −η times the gradient."
    ):
        w = run_steps(answer, [[2.0]], w=1.0, learning_rate=0.1, momentum=0.9)
        close(w, 0.8, what="w, from 1, after a step with gradient 2, rate 0.1")
    with criterion(
        "keeps rolling", hint="Keep the velocity from step to step: with gradient 0 it is only multiplied by momentum."
    ):
        w = run_steps(answer, [[2.0], [0.0], [0.0]], w=1.0, learning_rate=0.1, momentum=0.5)
        close(w, 0.65, what="w, from 1, after gradients 2, 0, 0 with rate 0.1 and momentum 0.5")
    agrees_with_keras(
        answer, rng, momentum, {"learning_rate": 0.05, "momentum": 0.8}, {"learning_rate": 0.01, "momentum": 0.9},
        hint="New velocity: momentum times the old one, minus the learning rate times the gradient. Then add it to w.",
    )  # fmt: skip
