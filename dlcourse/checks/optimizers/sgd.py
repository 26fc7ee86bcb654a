"""The check of `SGD`."""

from dlcourse.checks.core import BY_HAND, close, criterion, exercise
from dlcourse.checks.optimizers.closed_forms import sgd
from dlcourse.checks.optimizers.keras_agreement import agrees_with_keras, run_steps


@exercise(rules=[BY_HAND])
def SGD(answer, rng):
    """`SGD(learning_rate)`: w ← w − η g."""
    with criterion("downhill", hint="The gradient points uphill: subtract it, times the learning rate."):
        close(
            run_steps(answer, [[2.0]], w=1.0, learning_rate=0.1),
            0.8,
            what="w, from 1, after a step with gradient 2, rate 0.1",
        )
    agrees_with_keras(
        answer,
        rng,
        sgd,
        {"learning_rate": 0.05},
        {"learning_rate": 0.01},
        hint="Only the current gradient counts: SGD remembers no earlier one.",
        memory=False,
    )
