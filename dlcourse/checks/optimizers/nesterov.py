"""The check of `Nesterov`."""

from dlcourse.checks.core import BY_HAND, close, criterion, exercise
from dlcourse.checks.optimizers.closed_forms import nesterov
from dlcourse.checks.optimizers.keras_agreement import agrees_with_keras, run_steps


@exercise(rules=[BY_HAND])
def Nesterov(answer, rng):
    """`Nesterov(learning_rate, momentum)`: v ← μv − η g, w ← w + μv − η g with the new v."""
    with criterion(
        "looks ahead", hint="Already the first step is larger than SGD's: w moves by μv − ηg, with the NEW v."
    ):
        w = run_steps(answer, [[2.0]], w=1.0, learning_rate=0.1, momentum=0.5)
        close(w, 0.7, what="w, from 1, after a step with gradient 2, rate 0.1, momentum 0.5")
    agrees_with_keras(
        answer, rng, nesterov, {"learning_rate": 0.05, "momentum": 0.8}, {"learning_rate": 0.01, "momentum": 0.9},
        hint="Compute the new velocity, and keep it; then move w by momentum · velocity − rate · gradient.",
    )  # fmt: skip
