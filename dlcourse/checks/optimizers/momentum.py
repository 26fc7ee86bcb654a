"""The check of `Momentum`."""

from dlcourse.checks.core import BY_HAND, close, criterion, exercise
from dlcourse.checks.optimizers.closed_forms import momentum
from dlcourse.checks.optimizers.criteria import (
    Runs,
    agrees_with_keras,
    each_array_for_itself,
    steps_are_sound,
    takes_the_defaults,
)


@exercise(rules=[BY_HAND])
def Momentum(answer, rng):
    """`Momentum(learning_rate, momentum)`: v ← μv − η g, w ← w + v.

    Requirements:
    - "Change each array of `params` in place" → writes into the arrays it is given
    - "make the velocities there" → two optimisers do not share memory
    - "self.learning_rate = learning_rate" → the learning rate is the one it was given
    - "w ← w + v" → the first step
    - "v ← μv − η g" → keeps rolling
    - "with one velocity for each array of `params`" → every parameter for itself
    - "Defaults: `learning_rate=0.01`, `momentum=0.9`" → Keras' defaults
    - "Keep each by its array's place in `params`" → keeps its memory by place
    - "Leave the gradients as they were" → leaves the gradients as they were
    - "SGD with momentum" → twenty steps, as Keras takes them
    """
    run = Runs(answer, rng)
    steps_are_sound(run)
    with criterion(
        "the first step", hint="From v = 0 the first step is that of SGD: w moves by −η times the gradient."
    ):
        w = run.one_weight([2.0], learning_rate=0.1, momentum=0.9)
        close(w, 0.8, what="w, from 1, after a step with gradient 2, rate 0.1")
    with criterion(
        "keeps rolling", hint="Keep the velocity from step to step: with gradient 0 it is only multiplied by momentum."
    ):
        w = run.one_weight([2.0, 0.0, 0.0], learning_rate=0.1, momentum=0.5)
        close(w, 0.65, what="w, from 1, after gradients 2, 0, 0 with rate 0.1 and momentum 0.5")
    each_array_for_itself(run, "Each array has a velocity of its own.")
    takes_the_defaults(run, learning_rate=0.01, momentum=0.9)
    agrees_with_keras(
        run,
        momentum,
        "New velocity: momentum times the old one, minus the learning rate times the gradient. Then add it to w.",
        learning_rate=0.05,
        momentum=0.8,
    )
