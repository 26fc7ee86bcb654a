"""The check of `value`."""

import math

from dlcourse.agent.function_source import FunctionSource
from dlcourse.checks.core import BY_HAND, close, criterion, exercise
from dlcourse.checks.core.remote_answer import function_beside

# Two thousand questions to a student's kernel would take seconds: the loop runs there.
ADD_ONES = FunctionSource("lambda x, times: __import__('functools').reduce(lambda c, _: c + 1, range(times), x)")


@exercise(defines=["Value"], rules=[BY_HAND], seconds=20)
def value(Value, rng):
    """`Value`: a number with + * ** exp tanh, and `backward()`, which fills in `grad` of all it was made from.

    Requirements:
    - "Sums `a + b`" → sums
    - "Each returns a new `Value`" → sums
    - "products `a * b`" → products
    - "powers `a ** n` with `n` a plain number, also negative or a fraction" → powers
    - "`a.exp()`" → exp
    - "`a.tanh()`" → tanh
    - "`2 + a` and `2 * a` too" → plain numbers on either side
    - "adds to each parent's `grad`" → gradients accumulate
    - "walks back in reversed topological order" → in topological order
    - "(`backward()` must not do this by itself.)" → two walks add up
    - "`zero_grad()` sets `grad` to 0: its own, and that of everything that the value was made from" → zero_grad resets
      all
    - "Long chains of two thousand operations work" → long chains
    """
    p, q = (float(number) for number in rng.uniform(0.5, 1.5, size=2))
    _operation_criteria(Value, p, q)
    _graph_criteria(Value, p)
    _reset_criteria(Value, p)


def _operation_criteria(Value, p: float, q: float) -> None:
    """Each operation alone: its value and its gradients."""
    with criterion("sums", hint="d(a + b)/da = 1 and d(a + b)/db = 1: the gradient is passed on to both."):
        a, b = Value(p), Value(q)
        c = a + b
        c.backward()
        found = [c.data, c.grad, a.grad, b.grad]
        close(found, [p + q, 1, 1, 1], what="[c, c's grad, a's grad, b's grad] for c = a + b")
        close([a.data, b.data], [p, q], what="[a, b] after c = a + b")
    with criterion("products", hint="d(a · b)/da is the OTHER factor, b. That is why the forward values are kept."):
        a, b = Value(p), Value(q)
        c = a * b
        c.backward()
        close([c.data, a.grad, b.grad], [p * q, q, p], what="[c, a's grad, b's grad] for c = a * b")
    with criterion("powers", hint="d(aⁿ)/da = n · aⁿ⁻¹, for negative n and for fractions too."):
        for n in (3, -1, 0.5):
            a = Value(p)
            c = a**n
            c.backward()
            close([c.data, a.grad], [p**n, n * p**n / p], what=f"[c, a's grad] for c = a ** {n}")
    with criterion("exp", hint="The derivative of exp is exp: use the value that you have just computed."):
        a = Value(-p)
        c = a.exp()
        c.backward()
        close([c.data, a.grad], [math.exp(-p)] * 2, what="[c, a's grad] for c = a.exp()")
    with criterion("tanh", hint="The slope of tanh at a is 1 − tanh(a)²."):
        a = Value(p)
        c = a.tanh()
        c.backward()
        close([c.data, a.grad], [math.tanh(p), math.cosh(p) ** -2], what="[c, a's grad] for c = a.tanh()")
    with criterion("plain numbers on either side", hint="`2 * a` calls __rmul__, `2 + a` calls __radd__."):
        a = Value(p)
        c = 2 + 3 * a * 4 + 5
        c.backward()
        close([c.data, a.grad], [12 * p + 7, 12], what="[c, a's grad] for c = 2 + 3 * a * 4 + 5")


def _graph_criteria(Value, p: float) -> None:
    """Operations together: values that are used twice, the order of backpropagation, and two walks."""
    with criterion(
        "gradients accumulate",
        weight=2,
        hint="A value that is used twice gets a gradient from each use: add to grad (+=), do not overwrite it.",
    ):
        a = Value(p)
        c = a * a + a
        c.backward()
        close(a.grad, 2 * p + 1, what="a's grad for c = a * a + a")
    with criterion(
        "in topological order",
        weight=2,
        hint="A value passes its gradient on once, when it is complete: after ALL values that were computed from it.",
    ):
        a = Value(p)
        b = a * 2
        c = b * b + b.tanh() * a + b
        c.backward()
        t = math.tanh(2 * p)
        close(a.grad, 8 * p + t + 2 * p * (1 - t * t) + 2, what="a's grad for b = 2a, c = b·b + tanh(b)·a + b")
        a = b = Value(1.0)
        for _ in range(40):
            b = b + b
        b.backward()
        close(a.grad, 2.0**40, what="a's grad after 40 doublings b = b + b")
    with criterion(
        "two walks add up",
        hint="backward() does not reset anything but its own grad: a value in two graphs collects from both.",
    ):
        a = Value(p)
        for c in (a * 2, a * 3):
            c.backward()
        close(a.grad, 5.0, what="a's grad after backward() of a * 2 and of a * 3")
        a = Value(p)
        d = (a * a) * 1
        d.backward()
        d.backward()
        close(a.grad, 6 * p, what="a's grad after two calls of backward() for d = (a * a) * 1")


def _reset_criteria(Value, p: float) -> None:
    """Resetting what an earlier walk has left, and long chains."""
    with criterion(
        "zero_grad resets all",
        hint="Not only the value itself, and not only its parents: all that it was made from, down to the inputs.",
    ):
        a = Value(p)
        b = a * a
        d = b * 1
        d.backward()
        d.zero_grad()
        close([d.grad, b.grad, a.grad], [0, 0, 0], what="[d's grad, b's grad, a's grad] after d.zero_grad()")
        d.backward()
        close(a.grad, 2 * p, what="a's grad after zero_grad() and one more backward() for d = (a * a) * 1")
    with criterion(
        "long chains", hint="In a long chain a recursive function runs out of stack: use a loop and a list instead."
    ):
        a = Value(0.5)
        c = function_beside(a, ADD_ONES)(a, 2000)
        c.backward()
        close(a.grad, 1.0, what="a's grad after 2000 additions c = c + 1")
