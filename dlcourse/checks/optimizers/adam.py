"""The check of `Adam`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, require
from dlcourse.checks.optimizers.closed_forms import adam
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
def Adam(answer, rng):
    """`Adam(learning_rate, beta_1, beta_2, epsilon)`: means of g and g², both corrected for their start at 0.

    Requirements:
    - "Change each array of `params` in place" → writes into the arrays it is given
    - "means as in `Momentum`" → two optimisers do not share memory
    - "self.learning_rate = learning_rate" → the learning rate is the one it was given
    - "both corrected for their start at 0" → the first step is as long as the rate
    - "once for each call of `step`, not for each array" → every parameter for itself
    - "of the array's shape" → every weight of an array for itself
    - "self.epsilon = epsilon" → no division by zero
    - "ε stands beside the root" → epsilon stands beside the root
    - "Defaults: `learning_rate=0.001`, `beta_1=0.9`, `beta_2=0.999`, `epsilon=1e-7`" → Keras' defaults
    - "means as in `Momentum`" → keeps its memory by place
    - "Leave the gradients as they were" → leaves the gradients as they were
    - "exponential means of g and g²" → twenty steps, as Keras takes them
    """
    run = Runs(answer, rng)
    steps_are_sound(run)
    with criterion(
        "the first step is as long as the rate",
        hint="Both means start at 0 and are too small at first: divide them by 1 − βᵗ, with t = 1 in the first step.",
    ):
        for gradient in (3.0, -0.02):
            w = run.one_weight([gradient], learning_rate=0.1)
            expected = 1 - 0.1 * np.sign(gradient)
            close(w, expected, rtol=1e-3, what=f"w, from 1, after a step with gradient {gradient}, rate 0.1")
    each_array_for_itself(run, "Each has means of its own; count t once for each call of step, before the loop.")
    each_entry_for_itself(run)
    survives_zero_gradients(run)
    with criterion("epsilon stands beside the root", hint="In Adam, ε is added to the root: it is not under it."):
        moved = 1 - run.one_weight([3.0], learning_rate=0.1, epsilon=1.0)
        paper, keras = 0.1 * 3 / (3 + 1), 0.1 * 3 / (3 + 1 / np.sqrt(1 - 0.999))
        require(
            bool(np.any(np.isclose(moved, [paper, keras], rtol=1e-5))),
            f"the first step with gradient 3, rate 0.1 and ε = 1 is {moved:.6g} long; expected {paper:.6g}.",
        )
    takes_the_defaults(run, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7)
    agrees_with_keras(
        run,
        adam,
        "Count the steps, once a call. beta_1 belongs to the mean of g, beta_2 to the mean of g².",
        learning_rate=0.05,
        beta_1=0.8,
        beta_2=0.95,
    )
