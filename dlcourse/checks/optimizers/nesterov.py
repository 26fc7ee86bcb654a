"""The check of `Nesterov`."""

from dlcourse.checks.core import BY_HAND, close, criterion, exercise
from dlcourse.checks.optimizers.closed_forms import nesterov
from dlcourse.checks.optimizers.criteria import (
    Runs,
    agrees_with_keras,
    each_array_for_itself,
    steps_are_sound,
    takes_the_defaults,
)


@exercise(rules=[BY_HAND])
def Nesterov(answer, rng):
    """`Nesterov(learning_rate, momentum)`: v ← μv − η g, w ← w + μv − η g with the new v.

    Requirements:
    - "Change each array of `params` in place" → writes into the arrays it is given
    - "velocities as in `Momentum`" → two optimisers do not share memory
    - "self.learning_rate = learning_rate" → the learning rate is the one it was given
    - "then w ← w + μv − η g" → looks ahead
    - "velocities as in `Momentum`" → every parameter for itself
    - "the same defaults" → Keras' defaults
    - "velocities as in `Momentum`" → keeps its memory by place
    - "Leave the gradients as they were" → leaves the gradients as they were
    - "v ← μv − η g" → twenty steps, as Keras takes them
    """
    run = Runs(answer, rng)
    steps_are_sound(run)
    with criterion(
        "looks ahead", hint="Already the first step is larger than SGD's: w moves by μv − ηg, with the NEW v."
    ):
        w = run.one_weight([2.0], learning_rate=0.1, momentum=0.5)
        close(w, 0.7, what="w, from 1, after a step with gradient 2, rate 0.1, momentum 0.5")
    each_array_for_itself(run, "Each array has a velocity of its own.")
    takes_the_defaults(run, learning_rate=0.01, momentum=0.9)
    agrees_with_keras(
        run,
        nesterov,
        "Compute the new velocity, and keep it; then move w by momentum · velocity − rate · gradient.",
        learning_rate=0.05,
        momentum=0.8,
    )
