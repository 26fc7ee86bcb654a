"""The criteria that every optimiser shares: twenty steps, as Keras takes them."""

import numpy as np

from dlcourse.checks.core import close, criterion, finite, require, unchanged
from dlcourse.checks.core.argument_copies import shared_arguments

STEPS = 20


def run_steps(make, gradients, *, w: float, **settings) -> float:
    """One weight after the given gradients."""
    params, optimizer = [np.array([w])], make(**settings)
    with shared_arguments():
        for gradient in gradients:
            optimizer.step(params, [np.array(gradient)])
    return float(params[0][0])


def agrees_with_keras(make, rng, reference, settings: dict, defaults: dict, hint: str, memory: bool = True) -> None:
    """The criteria that every optimiser shares."""
    start = [rng.normal(size=(3, 2)), rng.normal(size=2)]
    history = [[_gradients_away_from_zero(rng, p.shape) for p in start] for _ in range(STEPS)]

    def run(optimizer, params):
        with shared_arguments():
            for grads in history:
                optimizer.step(params, [g.copy() for g in grads])
        return params

    def expected(which: dict, p: int):
        return start[p] + reference(np.array([grads[p] for grads in history]), **which)

    with criterion("twenty steps, as Keras takes them", weight=2, hint=hint):
        params = run(make(**settings), [p.copy() for p in start])
        close(params[0], expected(settings, 0), rtol=0, atol=1e-6, what="W after 20 steps")
    with criterion(
        "Keras' defaults", hint="Called without arguments, it takes the default values named in the exercise."
    ):
        params = run(make(), [p.copy() for p in start])
        close(params[0], expected(defaults, 0), rtol=0, atol=1e-6, what="W after 20 steps with the defaults")
    with criterion(
        "every parameter for itself",
        hint="Go through ALL parameters; the memory of each has the shape of that parameter.",
    ):
        params = run(make(**settings), [p.copy() for p in start])
        close(params[1], expected(settings, 1), rtol=0, atol=1e-6, what="b, the second parameter, after 20 steps")
    if memory:
        with criterion(
            "two optimisers do not share memory", hint="Keep the memory in self, made in __init__ or in the first step."
        ):
            run(make(**settings), [p.copy() for p in start])
            params = run(make(**settings), [p.copy() for p in start])
            close(params[0], expected(settings, 0), rtol=0, atol=1e-6, what="W after 20 steps of a second optimiser")
    _changes_parameters_only(make, settings, start, history)


def _changes_parameters_only(make, settings: dict, start: list, history: list) -> None:
    """The criteria on the arrays that a step is given: it writes into the parameters, not into the gradients."""
    with criterion(
        "writes into the arrays it is given",
        hint="`param -= …` or `param[...] = …` changes the array; `param = …` makes a new one.",
    ):
        W, b = (p.copy() for p in start)
        params = [W, b]
        with shared_arguments():
            make(**settings).step(params, [g.copy() for g in history[0]])
        require(not np.array_equal(W, start[0]), "W has not changed after a step.")
        require(not np.array_equal(b, start[1]), "b has not changed after a step.")
    with criterion(
        "leaves the gradients as they were", trivial=True, hint="The caller still needs them: do not write into grads."
    ):
        optimizer = make(**settings)
        for grads in history[:2]:
            unchanged(
                lambda g, optimizer=optimizer: optimizer.step([p.copy() for p in start], g), [g.copy() for g in grads]
            )


def _gradients_away_from_zero(rng, shape) -> np.ndarray:
    """Gradients between 0.2 and 2 in size: there, ε under the root and beside it differ by less than the tolerance."""
    return rng.choice([-1.0, 1.0], size=shape) * rng.uniform(0.2, 2.0, size=shape)


def survives_zero_gradients(make, **settings) -> None:
    """The criterion that gradients of 0 leave the weight as it is."""
    with criterion(
        "no division by zero",
        trivial=True,
        hint="A gradient that is always 0 makes the root 0: that is what epsilon is for.",
    ):
        w = run_steps(make, [[0.0], [0.0]], w=1.0, **settings)
        finite(w, what="w after two gradients of 0")
        close(w, 1.0, what="w, from 1, after two gradients of 0")
