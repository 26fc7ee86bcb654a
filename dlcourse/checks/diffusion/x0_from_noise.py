"""The check of `x0_from_noise`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise


@exercise(rules=[BY_HAND])
def x0_from_noise(answer, rng):
    r"""`x0_from_noise(x_t, eps, t, alpha_bar)`: the data from which x_t was made with this noise.

    Requirements:
    - "`[6, 8]` and the noise `[0, 10]` come from `[10, 0]`" → the worked example
    - "the $x_0$ from which `noisy` makes $x_t$ with this noise" → the way back
    - "or an array `(n,)`" → a step for each sample
    - "Shapes and `t` are as in exercise 2" → images too
    """
    alpha_bar = np.cumprod(rng.uniform(0.7, 0.95, size=6))
    x0, eps = rng.normal(size=(2, 7, 2))
    with criterion(
        "the worked example", hint="Take the noise away, √(1 − ᾱ) ε; then undo the factor of x0, which is √ᾱ."
    ):
        pair = np.array([[6.0, 8.0]]), np.array([[0.0, 10.0]])
        found = answer(pair[0], pair[1], 1, np.array([0.5, 0.36]))
        close(found, [[10.0, 0.0]], rtol=1e-5, atol=1e-5, what="the data of the example")
    with criterion(
        "the way back", hint="Solve x_t = √ᾱ x0 + √(1 − ᾱ) ε for x0. Is it the share of step t, alpha_bar[t]?"
    ):
        for step in (0, 2, 5):
            found = answer(_forward(x0, np.full(7, step), eps, alpha_bar), eps, step, alpha_bar)
            close(found, x0, rtol=1e-4, atol=1e-5, what=f"the data behind points at step {step}")
    with criterion("a step for each sample", hint="alpha_bar[t] is (n,) then: of_each makes (n, 1) of it."):
        for count in (7, 2):
            steps = rng.permutation([0, 1, 2, 3, 4, 5, 5])[:count]
            found = answer(_forward(x0[:count], steps, eps[:count], alpha_bar), eps[:count], steps, alpha_bar)
            close(found, x0[:count], rtol=1e-4, atol=1e-5, what="the data, for points with steps of their own")
    with criterion("images too", hint="For (n, 8, 8, 1) the share must become (n, 1, 1, 1): of_each looks at x_t."):
        x0, eps = rng.normal(size=(2, 8, 8, 8, 1))
        steps = np.array([5, 0, 1, 2, 3, 4, 4, 2])
        found = answer(_forward(x0, steps, eps, alpha_bar), eps, steps, alpha_bar)
        close(found, x0, rtol=1e-4, atol=1e-5, what="the data behind eight images, each at a step of its own")


def _forward(x0: np.ndarray, steps: np.ndarray, eps: np.ndarray, alpha_bar: np.ndarray) -> np.ndarray:
    """The data after steps of their own; the angle whose cosine is √ᾱ has the sine √(1 − ᾱ)."""
    angle = np.arccos(np.sqrt(alpha_bar[steps]))
    return np.einsum("n,n...->n...", np.cos(angle), x0) + np.einsum("n,n...->n...", np.sin(angle), eps)
