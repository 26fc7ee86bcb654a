"""The check of `Adagrad`."""

from dlcourse.checks.core import BY_HAND, close, criterion, exercise
from dlcourse.checks.optimizers.closed_forms import adagrad
from dlcourse.checks.optimizers.criteria import (
    Runs,
    agrees_with_keras,
    each_array_for_itself,
    each_entry_for_itself,
    steps_are_sound,
    survives_zero_gradients,
    takes_the_defaults,
)


@exercise(rules=[BY_HAND])
def Adagrad(answer, rng):
    """`Adagrad(learning_rate, initial_accumulator_value, epsilon)`: a ← a + g², w ← w − η g / √(a + ε).

    Requirements:
    - "Change each array of `params` in place" → writes into the arrays it is given
    - "accumulators as in `Momentum`" → two optimisers do not share memory
    - "self.learning_rate = learning_rate" → the learning rate is the one it was given
    - "then w ← w − η g / √(a + ε)" → divides by the root of the sum
    - "one accumulator for each array" → every parameter for itself
    - "of the array's shape" → every weight of an array for itself
    - "self.epsilon = epsilon" → no division by zero
    - "ε stands under the root" → epsilon stands under the root
    - "Defaults: 0.001, 0.1 and 1e-7" → Keras' defaults
    - "accumulators as in `Momentum`" → keeps its memory by place
    - "Leave the gradients as they were" → leaves the gradients as they were
    - "starts at `initial_accumulator_value`" → twenty steps, as Keras takes them
    """
    run = Runs(answer, rng)
    steps_are_sound(run)
    with criterion(
        "divides by the root of the sum", hint="Add the SQUARED gradient to the sum, and divide by its ROOT."
    ):
        w = run.one_weight([3.0, 4.0], learning_rate=0.1, initial_accumulator_value=0.0)
        close(w, 1 - 0.1 - 0.1 * 0.8, rtol=1e-5, what="w, from 1, after gradients 3 and 4 (accumulator 0, rate 0.1)")
    each_array_for_itself(run, "Each array has an accumulator of its own.")
    each_entry_for_itself(run, initial_accumulator_value=0.0)
    survives_zero_gradients(run, initial_accumulator_value=0.0)
    with criterion("epsilon stands under the root", hint="Here ε is added to the sum, before the root is drawn."):
        w = run.one_weight([3.0], learning_rate=0.1, initial_accumulator_value=0.0, epsilon=7.0)
        close(w, 1 - 0.1 * 3 / 4, what="w, from 1, after a step with gradient 3, rate 0.1 and ε = 7 (accumulator 0)")
    takes_the_defaults(run, learning_rate=0.001, initial_accumulator_value=0.1, epsilon=1e-7)
    agrees_with_keras(
        run,
        adagrad,
        "The sum starts at initial_accumulator_value and only grows. First add g², then step.",
        learning_rate=0.05,
        initial_accumulator_value=0.3,
    )
