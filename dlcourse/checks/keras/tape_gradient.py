"""The check of `tape_gradient`."""

import numpy as np

from dlcourse.agent.function_source import FunctionSource
from dlcourse.checks.core import WITH_KERAS, as_array, close, criterion, exercise


@exercise(rules=[WITH_KERAS], seconds=20)
def tape_gradient(answer, rng):
    """`tape_gradient(f, x)`: df/dx at x, as an array of the shape of x.

    Requirements:
    - "Return $\\partial f/\\partial x$" → the slope of a parabola
    - "f takes a tensor and returns a single number" → any function
    - "x is a number, or an array of any shape" → arrays of any shape
    - "Take it from the tape, not from differences" → from the tape, not from differences
    - "Whole numbers and 64-bit numbers must work as well" → whole numbers, and 64-bit ones
    """
    x = float(rng.normal())
    with criterion(
        "the slope of a parabola",
        hint="Is x watched by the tape? A constant is not, unless you call tape.watch(x). And call f inside the `with`"
        " block: the tape records what happens there.",
    ):
        close(as_array(answer(FunctionSource("lambda x: x**2"), 3.0)), 6.0, rtol=1e-5, what="d(x²)/dx at 3")
    with criterion("any function", hint="Call f, and let the tape differentiate it: no rule for one function."):
        wanted = np.exp(np.sin(x)) * np.cos(x)
        found = as_array(answer(FunctionSource("lambda x: tf.exp(tf.sin(x))"), x))
        close(found, wanted, rtol=1e-4, atol=1e-6, what="the gradient")
    with criterion(
        "arrays of any shape", hint="Ask for the gradient with respect to x as a whole; its shape is that of x."
    ):
        X = rng.normal(size=(2, 3))
        found = as_array(answer(FunctionSource("lambda x: tf.reduce_sum(x * x * x)"), X))
        close(found, 3 * X**2, rtol=1e-4, what="the gradient")
    with criterion(
        "from the tape, not from differences",
        hint="tape.gradient plays the backward rules. Here f holds a tf.stop_gradient, which only the tape can see.",
    ):
        found = as_array(answer(FunctionSource("lambda x: x * tf.stop_gradient(x)"), 3.0))
        close(found, 3.0, rtol=1e-5, what="the gradient of x · stop_gradient(x) at 3")
    with criterion(
        "whole numbers, and 64-bit ones",
        hint="Whole numbers have no slope, and TensorFlow does not mix 32 and 64 bits: convert x to float32 first.",
    ):
        close(as_array(answer(FunctionSource("lambda x: x**3"), 2)), 12.0, rtol=1e-5, what="d(x³)/dx at the int 2")
        scale = FunctionSource("lambda x: tf.reduce_sum(tf.constant([1.0, -2.0, 4.0]) * x)")
        found = as_array(answer(scale, np.array([1.0, 2.0, 3.0])))
        close(found, [1, -2, 4], what="the gradient at 64-bit numbers")
