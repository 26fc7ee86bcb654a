"""The check of `tape_gradient`."""

import numpy as np

from dlcourse.agent.function_source import FunctionSource
from dlcourse.checks.core import WITH_KERAS, as_array, close, criterion, exercise


@exercise(rules=[WITH_KERAS], seconds=20)
def tape_gradient(answer, rng):
    """`tape_gradient(f, x)`: df/dx at x, as an array of the shape of x."""
    x = rng.normal(size=3)
    with criterion(
        "the slope of a parabola", hint="Is x watched by the tape? A constant is not, unless you call tape.watch(x)."
    ):
        close(as_array(answer(FunctionSource("lambda x: x**2"), 3.0)), 6.0, rtol=1e-5, what="d(x²)/dx at 3")
    with criterion("any function", hint="Call f inside the `with` block: the tape records what happens there."):
        wanted = np.exp(np.sin(x)) * np.cos(x)
        close(
            as_array(answer(FunctionSource("lambda x: tf.reduce_sum(tf.exp(tf.sin(x)))"), x)),
            wanted,
            rtol=1e-4,
            what="the gradient",
        )
    with criterion(
        "arrays of any shape", hint="Ask for the gradient with respect to x as a whole; its shape is that of x."
    ):
        X = rng.normal(size=(2, 3))
        close(
            as_array(answer(FunctionSource("lambda x: tf.reduce_sum(x * x * x)"), X)),
            3 * X**2,
            rtol=1e-4,
            what="the gradient",
        )
    with criterion("whole numbers too", hint="Whole numbers have no slope: convert x to float32 first."):
        close(as_array(answer(FunctionSource("lambda x: x**3"), 2)), 12.0, rtol=1e-5, what="d(x³)/dx at the int 2")
