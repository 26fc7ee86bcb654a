"""The check of `Adam`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise
from dlcourse.checks.optimizers.closed_forms import adam
from dlcourse.checks.optimizers.keras_agreement import agrees_with_keras, run_steps, survives_zero_gradients


@exercise(rules=[BY_HAND])
def Adam(answer, rng):
    """`Adam(learning_rate, beta_1, beta_2, epsilon)`: means of g and g², both corrected for their start at 0."""
    with criterion(
        "the first step is as long as the rate",
        hint="Both means start at 0 and are too small at first: divide them by 1 − βᵗ, with t = 1 in the first step.",
    ):
        for gradient in (3.0, -0.02):
            w = run_steps(answer, [[gradient]], w=1.0, learning_rate=0.1)
            expected = 1 - 0.1 * np.sign(gradient)
            close(w, expected, rtol=1e-3, what=f"w, from 1, after a step with gradient {gradient}, rate 0.1")
    agrees_with_keras(
        answer, rng, adam, {"learning_rate": 0.05, "beta_1": 0.8, "beta_2": 0.95},
        {"learning_rate": 0.001, "beta_1": 0.9, "beta_2": 0.999},
        hint="Count the steps, once a call. beta_1 belongs to the mean of g, beta_2 to the mean of g².",
    )  # fmt: skip
    survives_zero_gradients(answer)
