"""The criteria that every optimiser shares. What isolates one mistake comes first, twenty steps as Keras' last."""

from collections.abc import Callable
from typing import Any

import numpy as np

from dlcourse.agent.function_source import FunctionSource
from dlcourse.checks.core import close, criterion, finite, require
from dlcourse.checks.core.remote_answer import function_beside

STEPS = 20

# All steps of a run, beside the answer: one question to it, where each step would be one. Gives the arrays that the
# parameters were, and the gradients. With `anew` each step is given copies of the arrays, and all of them are kept: a
# new array then never has the `id` of an old one.
TAKE_STEPS = FunctionSource(
    "lambda make, settings, params, history, anew: [given := [list(params)], optimizer := make(**settings), "
    "[[given.append([p.copy() for p in given[-1]] if anew else list(params)), optimizer.step(given[-1], grads)]"
    " for grads in history]] and [given[-1] if anew else params, history]"
)


class Runs:
    """Runs of an optimiser from chosen weights, with chosen gradients."""

    def __init__(self, make: Any, rng: np.random.Generator) -> None:
        self.make, self.take_steps = make, function_beside(make, TAKE_STEPS)
        self.start = [rng.normal(size=(3, 2)), rng.normal(size=2)]
        self.history = [[_away_from_zero(rng, p.shape) for p in self.start] for _ in range(STEPS)]

    def both(self, history: list, params: list, *, anew: bool = False, **settings: Any) -> tuple[list, list]:
        """Parameters and gradients after the steps."""
        copies = [[np.array(g) for g in grads] for grads in history]
        params, gradients = self.take_steps(self.make, settings, [np.array(p) for p in params], copies, anew)
        return params, gradients

    def __call__(self, steps: int, *, anew: bool = False, **settings: Any) -> list:
        """The two parameters, of different shapes, after so many steps."""
        return self.both(self.history[:steps], self.start, anew=anew, **settings)[0]

    def one_weight(self, gradients: list[float], *, w: float = 1.0, **settings: Any) -> float:
        """One weight after these gradients."""
        return float(np.ravel(self.both([[[g]] for g in gradients], [[w]], **settings)[0][0])[0])


def steps_are_sound(run: Runs, memory: bool = True) -> None:
    """What other criteria rest on: a step writes into the arrays, and nothing else tells it how to step."""
    with criterion(
        "writes into the arrays it is given",
        hint="`param -= …` or `param[...] = …` changes the array; `param = param - …` makes a new one, and the network "
        "never hears of it.",
    ):
        moved = [not np.array_equal(new, old) for new, old in zip(run(1), run.start, strict=True)]
        require(any(moved), "no array has changed after a step.")
    if memory:
        with criterion(
            "two optimisers do not share memory",
            trivial=True,
            hint="Keep the memory in self, made in __init__ or in the first step: what stands in the class belongs to "
            "all optimisers.",
        ):
            first, second = run(2), run(2)
            for one, other in zip(first, second, strict=True):
                close(other, one, what="a parameter after two steps of a second, new optimiser")
    with criterion(
        "the learning rate is the one it was given",
        trivial=True,
        hint="Use self.learning_rate, which __init__ was given: the first step is proportional to it.",
    ):
        short, long = ([new - old for new, old in zip(run(1, learning_rate=rate), run.start, strict=True)]
                       for rate in (0.01, 0.03))  # fmt: skip
        for one, three in zip(short, long, strict=True):
            close(three, 3 * one, rtol=1e-4, what="the first step with rate 0.03, where 0.01 gives a third of it")


def each_array_for_itself(run: Runs, memory: str) -> None:
    """The criterion that all parameters are changed, each with a memory of its own."""
    with criterion("every parameter for itself", hint=f"Go through ALL parameters. {memory}".strip()):
        w = np.array([0.5, -1.5])
        params, _ = run.both([[g[1], g[1]] for g in run.history[:3]], [w, w])
        require(not np.array_equal(params[1], w), "the second array has not changed.")
        close(params[1], params[0], what="the second of two equal arrays, after three steps with equal gradients")


def each_entry_for_itself(run: Runs, **settings: Any) -> None:
    """The criterion that the memory is elementwise: one entry's large gradient does not shorten another's step."""
    with criterion(
        "every weight of an array for itself",
        hint="The memory has the shape of the array: square and divide elementwise, without a sum or a norm over it.",
    ):
        (w,), _ = run.both([[[1.0, 100.0]]], [[5.0, 5.0]], learning_rate=0.1, **settings)
        require(w[0] != 5, "the first of two weights has not changed.")
        close(w[0] - 5, w[1] - 5, rtol=1e-3, what="the step of a weight with gradient 1, beside one with gradient 100")


def survives_zero_gradients(run: Runs, **settings: Any) -> None:
    """The criterion that gradients of 0 leave the weight as it is."""
    with criterion(
        "no division by zero",
        trivial=True,
        hint="A gradient that is always 0 makes the root 0: that is what epsilon is for.",
    ):
        w = run.one_weight([0.0, 0.0], **settings)
        finite(w, what="w after two gradients of 0")
        close(w, 1.0, what="w, from 1, after two gradients of 0")


def takes_the_defaults(run: Runs, **defaults: Any) -> None:
    """The criterion that without arguments the named values hold."""
    with criterion(
        "Keras' defaults",
        trivial=True,
        hint="Called without arguments, it takes the default values named in the exercise.",
    ):
        for seen, wanted, name in zip(run(3), run(3, **defaults), "Wb", strict=True):
            close(seen, wanted, rtol=0, atol=1e-9, what=f"{name} after 3 steps with the defaults")


def agrees_with_keras(run: Runs, reference: Callable, hint: str, memory: bool = True, **settings: Any) -> None:
    """What is left: whose the memory is, that gradients are only read, and the numbers themselves."""
    if memory:
        with criterion(
            "keeps its memory by place",
            hint="The next step may bring copies of the arrays. Find a parameter's memory by its place in `params`, "
            "not by the array itself (`id(param)`, or the array as a key).",
        ):
            for anew, again, old in zip(run(3, anew=True), run(3), run.start, strict=True):
                require(not np.array_equal(anew, old), "an array has not changed.")
                close(anew, again, what="a parameter after three steps, each given new copies of the arrays")
    with criterion(
        "leaves the gradients as they were", trivial=True, hint="The caller still needs them: do not write into grads."
    ):
        _, gradients = run.both(run.history[:2], run.start, **settings)
        for after, before in zip(gradients, run.history[:2], strict=True):
            for one, other in zip(after, before, strict=True):
                close(one, other, rtol=0, atol=0, what="a gradient after a step")
    with criterion("twenty steps, as Keras takes them", weight=2, hint=hint):
        params = run(STEPS, **settings)
        for p, name in enumerate("Wb"):
            moved = reference(np.array([grads[p] for grads in run.history]), **settings)
            close(params[p], run.start[p] + moved, rtol=0, atol=1e-6, what=f"{name} after 20 steps")


def _away_from_zero(rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    """Gradients between 0.2 and 2 in size: there, where ε stands makes less difference than the tolerance."""
    return rng.choice([-1.0, 1.0], size=shape) * rng.uniform(0.2, 2.0, size=shape)
