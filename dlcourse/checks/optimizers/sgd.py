"""The check of `SGD`."""

from dlcourse.checks.core import BY_HAND, close, criterion, exercise
from dlcourse.checks.optimizers.closed_forms import sgd
from dlcourse.checks.optimizers.criteria import (
    Runs,
    agrees_with_keras,
    each_array_for_itself,
    steps_are_sound,
    takes_the_defaults,
)


@exercise(rules=[BY_HAND])
def SGD(answer, rng):
    """`SGD(learning_rate)`: w ← w − η g.

    Requirements:
    - "Change each array of `params` in place" → writes into the arrays it is given
    - "w ← w − η g" → downhill
    - "self.learning_rate = learning_rate" → the learning rate is the one it was given
    - "Change each array" → every parameter for itself
    - "Default: `learning_rate=0.01`" → Keras' defaults
    - "Leave the gradients as they were" → leaves the gradients as they were
    - "by the array of `grads` that goes with it" → twenty steps, as Keras takes them
    """
    run = Runs(answer, rng)
    steps_are_sound(run, memory=False)
    with criterion("downhill", hint="The gradient points uphill: subtract it, times the learning rate."):
        close(run.one_weight([2.0], learning_rate=0.1), 0.8, what="w, from 1, after a step with gradient 2, rate 0.1")
        close(run.one_weight([-30.0], learning_rate=0.1), 4.0, what="w, from 1, after a step with gradient -30")
    each_array_for_itself(run, "")
    takes_the_defaults(run, learning_rate=0.01)
    agrees_with_keras(
        run, sgd, "Only the current gradient counts: SGD remembers no earlier one.", memory=False, learning_rate=0.05
    )
