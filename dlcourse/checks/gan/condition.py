"""The check of `condition`."""

import numpy as np

from dlcourse.agent.function_source import FunctionSource
from dlcourse.checks.core import WITH_KERAS, as_array, close, criterion, equal, exercise
from dlcourse.checks.core.remote_answer import function_beside

DIGITS = 10
# TensorFlow makes a tensor of whatever a graph gives, and goes on for ever where that is an endless list of lists.
TENSOR_OR_NONE = "(lambda found: found if isinstance(found, tf.Tensor) else None)"
IN_A_GRAPH = FunctionSource(
    f"lambda f, *given: tf.function(lambda *tensors: {TENSOR_OR_NONE}(f(*tensors)))(*map(tf.constant, given))"
)


@exercise(rules=[WITH_KERAS], seconds=20)
def condition(answer, rng):
    """`condition(z, labels)`: noise (n, d) with one-hot labels behind it, (n, d + 10), float32.

    Requirements:
    - "Return `(n, d + 10)`" → ten columns more
    - "the noise, and behind it the labels one-hot" → the noise in front, as it was
    - "the labels one-hot" → one-hot behind it
    - "`float32`" → 32-bit floats
    - "It will run inside a TensorFlow graph" → works inside a graph
    """
    z = rng.normal(size=(6, 5)).astype("float32")
    labels = np.array([3, 0, 9, 3, 7, 1])
    with criterion("ten columns more", hint="One for each digit, even when some digit does not occur."):
        close(np.shape(as_array(answer(z, labels))), [6, 15], what="the shape for z (6, 5)")
        close(np.shape(as_array(answer(z[:2], np.array([0, 1])))), [2, 15], what="the shape for the labels 0 and 1")
    with criterion(
        "the noise in front, as it was", trivial=True, hint="Concatenate along the last axis: the noise first."
    ):
        close(as_array(answer(z, labels))[:, :5], z, rtol=1e-5, what="the first columns")
    with criterion(
        "one-hot behind it", hint="Label 3 is not three times label 1: a column for each class, a single 1 in it."
    ):
        close(as_array(answer(z, labels))[:, 5:], np.eye(DIGITS)[labels], what="the last ten columns")
    with criterion(
        "works inside a graph",
        hint="In tf.function, z and labels are TensorFlow's tensors without numbers yet: NumPy cannot use them.",
    ):
        in_graph = function_beside(answer, IN_A_GRAPH)
        found = as_array(in_graph(answer, z, labels), if_none="expected a tensor in tf.function.")
        close(found, np.concatenate([z, np.eye(DIGITS)[labels]], axis=1), rtol=1e-5, what="the result in tf.function")
    with criterion(
        "32-bit floats", trivial=True, hint="Networks compute in float32: give one-hot vectors this dtype too."
    ):
        equal(str(as_array(answer(z, labels)).dtype), "float32", what="the dtype")
