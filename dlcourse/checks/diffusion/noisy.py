"""The check of `noisy`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, unchanged


@exercise(rules=[BY_HAND])
def noisy(answer, rng):
    r"""`noisy(x0, t, eps, alpha_bar)`: the data after step t, with this noise.

    Requirements:
    - "`[10, 0]` and the noise `[0, 10]` give `[6, 8]`" → the worked example
    - "\sqrt{1 - \bar\alpha_t}\, \varepsilon" → the variance stays 1
    - "`t` is one step for all samples" → the share after step t
    - "or an array `(n,)` with a step for each" → a step for each sample
    - "`(n, 2)` or `(n, 8, 8, 1)` or another one that begins with $n$" → images too
    - "Do not change the arguments" → leaves its arguments as they were
    """
    alpha_bar = np.cumprod(rng.uniform(0.7, 0.95, size=6))
    x0, eps = rng.normal(size=(2, 7, 2))
    steps = rng.permutation([0, 1, 2, 3, 4, 5, 5])
    with criterion(
        "the worked example",
        hint="The roots of 0.36 and 0.64 are 0.6 and 0.8. Which goes with the noise, which is given as `eps`? Here t is"
        " one number: of_each takes it, too.",
    ):
        pair = np.array([[10.0, 0.0]]), np.array([[0.0, 10.0]])
        close(answer(pair[0], 1, pair[1], np.array([0.5, 0.36])), [[6.0, 8.0]], rtol=1e-5, what="the noisy point")
    with criterion(
        "the variance stays 1",
        hint="The squares of the two factors add up to 1: √ᾱ for the data, √(1 − ᾱ) for the noise.",
    ):
        a, b = np.eye(2)[:, :, None] + np.zeros(4)
        length = (np.asarray(answer(a, 2, b, alpha_bar)) ** 2).sum(axis=0)
        close(length, np.ones(4), rtol=1e-5, what="the sum of the squares of both factors")
    with criterion(
        "the share after step t", hint="alpha_bar[t] belongs to step t: steps count from 0, as Python's places do."
    ):
        for step in (0, 3, 5):
            part = np.stack([x0, eps], axis=-1) @ np.sqrt([alpha_bar[step], 1 - alpha_bar[step]])
            close(answer(x0, step, eps, alpha_bar), part, rtol=1e-5, atol=1e-7, what=f"the points at step {step}")
    with criterion(
        "a step for each sample",
        hint="alpha_bar[t] is (n,) then. It must multiply along the first axis: of_each makes (n, 1) of it.",
    ):
        rows = [
            np.sqrt(alpha_bar[s]) * x + np.sqrt(1 - alpha_bar[s]) * e for x, s, e in zip(x0, steps, eps, strict=True)
        ]
        close(answer(x0, steps, eps, alpha_bar), rows, rtol=1e-5, atol=1e-7, what="points with steps of their own")
        square = answer(x0[:2], steps[:2], eps[:2], alpha_bar)  # where a wrong axis would not be noticed
        close(square, rows[:2], rtol=1e-5, atol=1e-7, what="two points of two numbers with steps of their own")
    with criterion("images too", hint="For (n, 8, 8, 1) the share must become (n, 1, 1, 1): of_each looks at x0."):
        x0, eps = rng.normal(size=(2, 8, 8, 8, 1))
        share = alpha_bar[[5, 0, 1, 2, 3, 4, 4, 2]]
        wanted = np.einsum("n,nijk->nijk", share**0.5, x0) + np.einsum("n,nijk->nijk", (1 - share) ** 0.5, eps)
        found = answer(x0, np.array([5, 0, 1, 2, 3, 4, 4, 2]), eps, alpha_bar)
        close(found, wanted, rtol=1e-5, atol=1e-7, what="eight images, each at a step of its own")
    with criterion(
        "leaves its arguments as they were",
        trivial=True,
        hint="x0 *= … writes into the caller's data: make new arrays.",
    ):
        unchanged(answer, x0, np.arange(8) % 6, eps, alpha_bar)
