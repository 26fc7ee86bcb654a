"""The check of `xor`."""

import ast
from typing import Any, NamedTuple

import numpy as np

from dlcourse.agent.function_source import FunctionSource
from dlcourse.checks.analysis import Dependencies
from dlcourse.checks.core import (
    criterion,
    equal,
    exercise,
    must_use,
    require,
)
from dlcourse.checks.core.remote_answer import function_beside
from dlcourse.checks.core.rules import Rule

FROM_GATES = must_use(
    "neuron", "AND", "OR", "NAND", name="made of gates", hint="Call neuron with the weights of AND, OR and NAND."
)


SHORTCUTS = (ast.If, ast.IfExp, ast.Compare, ast.BoolOp, ast.Match, ast.BitXor, ast.Mod)


def _shortcut(code: Dependencies) -> str:
    """What xor itself decides without a gate; what neuron does inside is another exercise."""
    for tree in code.trees:
        if isinstance(tree, ast.FunctionDef) and tree.name == "xor":
            found = next((node for part in tree.body for node in ast.walk(part) if isinstance(node, SHORTCUTS)), None)
            if found is not None:
                return f"xor itself uses {type(found).__name__}."
    return ""


NO_SHORTCUT = Rule(
    "no comparison in place of a network",
    "In xor itself, only gates: two in the first layer, one that combines them. No if, no comparison.",
    _shortcut,
)

CALL_WITH = FunctionSource("lambda *given: __import__('dlcourse.agent.swap', fromlist=['call_with']).call_with(*given)")


@exercise(rules=[FROM_GATES, NO_SHORTCUT])
def xor(answer, rng):
    """`xor(x1, x2)`: 1 if exactly one input is 1, else 0, from two layers of gates.

    Requirements:
    - "with nothing but your neuron and your gates" → made of gates
    - "No if, no comparison" → no comparison in place of a network
    - "false (0) when they are equal" → false when the inputs are equal
    - "true (1) when exactly one of its inputs is 1" → true when the inputs differ
    - "the inputs of each call are x1, x2 or what other neurons give" → calls of neuron, and nothing else
    """
    with criterion(
        "false when the inputs are equal",
        hint="Inputs (0, 0) and (1, 1) both give 0. Which gate is silent for (1, 1) only? Combine it with another.",
    ):
        equal(answer(0, 0), 0, what="xor(0, 0)")
        equal(answer(1, 1), 0, what="xor(1, 1)")
    with criterion(
        "true when the inputs differ",
        hint="Inputs (0, 1) and (1, 0) both give 1. Feed the outputs of the "
        "first layer, not x1 and x2, to the last gate.",
    ):
        equal(answer(0, 1), 1, what="xor(0, 1)")
        equal(answer(1, 0), 1, what="xor(1, 0)")
    with criterion(
        "calls of neuron, and nothing else",
        weight=0,
        required=True,
        hint="Call neuron by its name, with inputs that are x1, x2 or outputs of other neurons and with fixed weights;"
        " return what the last one gives. The check puts a neuron of its own in the place of yours, and looks.",
    ):
        a, b = (int(number) for number in rng.choice(np.arange(100, 1000), size=2, replace=False))
        networks = [_network(answer, *inputs) for inputs in ((a, b), (a, 0), (0, b))]
        require(networks[1:] == networks[:1] * 2, "for other inputs, xor wires its neurons in another way.")
        for x1, x2 in np.ndindex(2, 2):
            equal(_output(networks[0], x1, x2), int(x1 + x2 == 1), what=f"the output of xor's neurons for ({x1}, {x2})")


class Neuron(NamedTuple):
    """One call: where each input comes from ("x1", "x2", or the number of a neuron), the weights and the bias."""

    inputs: list[Any]
    weights: list[float]
    bias: list[float]


def _network(answer, x1: int, x2: int) -> list[Neuron]:
    """The neurons of which `xor` is made, the last of which gives its result.

    They are seen by calling it with a neuron that answers with odd numbers: each number tells where it comes from.

    Raises:
        MismatchError: if a number that a neuron is given, or the result, comes from somewhere else.
    """
    sources: dict[int, Any] = {x1: "x1", x2: "x2"}
    neurons: list[Neuron] = []
    strange: list[Any] = []

    def neuron(x, w, b):
        numbers = np.ravel(x).tolist()
        strange.extend(number for number in numbers if number not in sources)
        neurons.append(Neuron([sources.get(number) for number in numbers], np.ravel(w).tolist(), np.ravel(b).tolist()))
        sources[1000 + len(neurons)] = len(neurons) - 1
        return 1000 + len(neurons)

    result = function_beside(answer, CALL_WITH)(answer, "neuron", neuron, x1, x2)
    require(len(neurons) > 0, "xor does not call neuron.")
    require(not strange, "a neuron is given a number that is neither an input of xor nor the output of a neuron.")
    require(
        isinstance(result, int | np.integer) and int(result) == 1000 + len(neurons),
        "xor does not return what its last neuron gives.",
    )
    return neurons


def _output(network: list[Neuron], x1: int, x2: int) -> int:
    """What these neurons give: each fires where its weighted sum is above 0."""
    values: dict[Any, int] = {"x1": x1, "x2": x2}
    for number, neuron in enumerate(network):
        total = sum(w * values[source] for w, source in zip(neuron.weights, neuron.inputs, strict=True))
        values[number] = int(total + sum(neuron.bias) > 0)
    return values[len(network) - 1]
