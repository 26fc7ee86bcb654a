"""The check of `RMSProp`."""

from dlcourse.checks.core import BY_HAND, close, criterion, exercise
from dlcourse.checks.optimizers.closed_forms import rmsprop
from dlcourse.checks.optimizers.keras_agreement import agrees_with_keras, run_steps, survives_zero_gradients


@exercise(rules=[BY_HAND])
def RMSProp(answer, rng):
    """`RMSProp(learning_rate, rho, epsilon)`: s ← ρs + (1 − ρ)g², w ← w − η g / √(s + ε)."""
    with criterion(
        "a mean, not a sum", hint="Old mean times rho plus g² times (1 − rho), starting from 0. Mind the root."
    ):
        w = run_steps(answer, [[4.0]], w=1.0, learning_rate=0.1, rho=0.75)
        close(w, 0.8, rtol=1e-5, what="w, from 1, after a step with gradient 4, rate 0.1, rho 0.75")
    agrees_with_keras(
        answer, rng, rmsprop, {"learning_rate": 0.05, "rho": 0.7}, {"learning_rate": 0.001, "rho": 0.9},
        hint="The step uses the gradient itself: only the SQUARES are averaged. First the new mean, then the step.",
    )  # fmt: skip
    survives_zero_gradients(answer)
