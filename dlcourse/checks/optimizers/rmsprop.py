"""The check of `RMSProp`."""

from dlcourse.checks.core import BY_HAND, close, criterion, exercise
from dlcourse.checks.optimizers.closed_forms import rmsprop
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
def RMSProp(answer, rng):
    """`RMSProp(learning_rate, rho, epsilon)`: s ← ρs + (1 − ρ)g², w ← w − η g / √(s + ε).

    Requirements:
    - "Change each array of `params` in place" → writes into the arrays it is given
    - "means as in `Momentum`" → two optimisers do not share memory
    - "self.learning_rate = learning_rate" → the learning rate is the one it was given
    - "s ← ρs + (1 − ρ)g²" → a mean, not a sum
    - "one mean for each array" → every parameter for itself
    - "of the array's shape" → every weight of an array for itself
    - "self.epsilon = epsilon" → no division by zero
    - "ε stands under the root" → epsilon stands under the root
    - "Defaults: `learning_rate=0.001`, `rho=0.9`, `epsilon=1e-7`" → Keras' defaults
    - "means as in `Momentum`" → keeps its memory by place
    - "Leave the gradients as they were" → leaves the gradients as they were
    - "then w ← w − η g / √(s + ε)" → twenty steps, as Keras takes them
    """
    run = Runs(answer, rng)
    steps_are_sound(run)
    with criterion(
        "a mean, not a sum", hint="Old mean times rho plus g² times (1 − rho), starting from 0. Mind the root."
    ):
        w = run.one_weight([4.0], learning_rate=0.1, rho=0.75)
        close(w, 0.8, rtol=1e-5, what="w, from 1, after a step with gradient 4, rate 0.1, rho 0.75")
    each_array_for_itself(run, "Each array has a mean of its own.")
    each_entry_for_itself(run)
    survives_zero_gradients(run)
    with criterion("epsilon stands under the root", hint="Here ε is added to the mean, before the root is drawn."):
        w = run.one_weight([6.0], learning_rate=0.1, rho=0.75, epsilon=7.0)
        close(w, 1 - 0.1 * 6 / 4, what="w, from 1, after a step with gradient 6, rate 0.1, rho 0.75 and ε = 7")
    takes_the_defaults(run, learning_rate=0.001, rho=0.9, epsilon=1e-7)
    agrees_with_keras(
        run,
        rmsprop,
        "The step uses the gradient itself: only the SQUARES are averaged. First the new mean, then the step.",
        learning_rate=0.05,
        rho=0.7,
    )
