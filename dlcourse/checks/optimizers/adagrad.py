"""The check of `Adagrad`."""

from dlcourse.checks.core import BY_HAND, close, criterion, exercise
from dlcourse.checks.optimizers.closed_forms import adagrad
from dlcourse.checks.optimizers.keras_agreement import agrees_with_keras, run_steps, survives_zero_gradients


@exercise(rules=[BY_HAND])
def Adagrad(answer, rng):
    """`Adagrad(learning_rate, initial_accumulator_value, epsilon)`: a ← a + g², w ← w − η g / √(a + ε)."""
    with criterion(
        "divides by the root of the sum", hint="Add the SQUARED gradient to the sum, and divide by its ROOT."
    ):
        w = run_steps(answer, [[3.0], [4.0]], w=1.0, learning_rate=0.1, initial_accumulator_value=0.0)
        close(w, 1 - 0.1 - 0.1 * 0.8, rtol=1e-5, what="w, from 1, after gradients 3 and 4 (accumulator 0, rate 0.1)")
    agrees_with_keras(
        answer, rng, adagrad, {"learning_rate": 0.05, "initial_accumulator_value": 0.3},
        {"learning_rate": 0.001, "initial_accumulator_value": 0.1},
        hint="The sum starts at initial_accumulator_value and only grows. First add g², then step.",
    )  # fmt: skip
    survives_zero_gradients(answer, initial_accumulator_value=0.0)
