"""The check of `build_sequential`."""

import numpy as np

from dlcourse.checks.core import WITH_KERAS, close, criterion, equal, exercise, require
from dlcourse.checks.core.remote_answer import type_name
from dlcourse.checks.models import network, outputs


@exercise(rules=[WITH_KERAS], seconds=20)
def build_sequential(answer, rng):
    """`build_sequential()`: a compiled Flatten-64-128-10 for images (28, 28, 1).

    Requirements:
    - "keras.Sequential" → a network of Keras' own layers
    - "keras.Input((28, 28, 1)), then Flatten" → takes images and gives ten numbers
    - "Dense with 64 units, Dense with 128, Dense with 10" → 64, 128 and 10 units
    - "Hidden layers use ReLU" → ReLU in the hidden layers
    - "the output is a probability for each class" → probabilities at the end
    - "a compiled" → is compiled
    - "Optimizer "adam"" → learns with Adam
    - "the labels will be one-hot" → a loss for one-hot labels
    - "measure the accuracy" → measures accuracy
    """
    images, labels = rng.random((40, 28, 28, 1)).astype("float32"), rng.integers(0, 10, 40)
    found = network(answer, images)
    if found is None:
        return
    model, rebuilt = found
    hint = "Input((28, 28, 1)), with the channel axis, then Flatten, and ten units at the end."
    with criterion("takes images and gives ten numbers", hint=hint):
        equal(list(rebuilt.input_shape[1:]), [28, 28, 1], what="the shape of one input")
        equal(np.shape(outputs(rebuilt, images)), [40, 10], what="the shape of the output for 40 images")
    with criterion(
        "64, 128 and 10 units", hint="Three dense layers. Count: (784 + 1)·64 + (64 + 1)·128 + (128 + 1)·10."
    ):
        shapes = [w.shape for w in rebuilt.get_weights()]
        require(
            shapes == [(784, 64), (64,), (64, 128), (128,), (128, 10), (10,)], f"the weights have the shapes {shapes}."
        )
    with criterion("ReLU in the hidden layers", hint="Without an activation two dense layers are no more than one."):
        _require_relu(rebuilt, 30 * images)
    with criterion(
        "probabilities at the end", hint="The ten classes exclude each other: softmax, not sigmoid, in the last layer."
    ):
        p = outputs(rebuilt, 30 * images)
        close(p.sum(axis=1), np.ones(40), rtol=1e-4, what="the sums of the outputs")
        require((p >= 0).all(), "some outputs are negative.")
    _judge_compiled(model, rebuilt, images, labels)


def _judge_compiled(model, rebuilt, images: np.ndarray, labels: np.ndarray) -> None:
    """The criteria about what `compile` was given."""
    measured = None
    with criterion("is compiled", hint="Before you return the model: model.compile(optimizer, loss=…, metrics=…)."):
        equal(bool(model.compiled), True, what="whether the model is compiled")
    with criterion(
        "learns with Adam", hint='The first argument of compile is the optimizer, by name or as an object: "adam".'
    ):
        equal(type_name(model.optimizer), "Adam", what="the class of the optimizer")
    with criterion(
        "a loss for one-hot labels",
        hint="One-hot labels, probabilities: categorical_crossentropy. The sparse one reads class numbers.",
    ):
        measured = np.atleast_1d(model.evaluate(images, np.eye(10, dtype="float32")[labels], verbose=0))
        p = outputs(rebuilt, images)
        close(measured[0], -np.log(p[np.arange(40), labels]).mean(), rtol=1e-3, what="the loss")
    with criterion("measures accuracy", hint='compile(…, metrics=["accuracy"]).'):
        require(measured is not None, "evaluate gives nothing: the criterion above failed.")
        require(len(measured) > 1, "evaluate returns the loss alone.")
        hits = float((outputs(rebuilt, images).argmax(axis=1) == labels).mean())
        require(np.isclose(measured[1:], hits, atol=1e-4).any(), f"evaluate returns {measured}; {hits:.4f} are right.")


def _require_relu(rebuilt, images: np.ndarray) -> None:
    """Whether the output is what the weights give with ReLU in the hidden layers, whatever is at the end."""
    weights = rebuilt.get_weights()
    require(len(weights) == 6, "these are not three dense layers with biases.")
    W1, b1, W2, b2, W3, b3 = (weight.astype(float) for weight in weights)
    h = np.maximum(images.reshape(len(images), -1) @ W1 + b1, 0)
    z = np.maximum(h @ W2 + b2, 0) @ W3 + b3
    e = np.exp(z - z.max(axis=1, keepdims=True))
    ends = (e / e.sum(axis=1, keepdims=True), 1 / (1 + np.exp(-z)), z)
    found = outputs(rebuilt, images)
    slack = 1e-3 * max(1.0, float(np.abs(found).max()))
    require(
        any(np.allclose(found, end, atol=slack) for end in ends), "with ReLU in both, the output would be another one."
    )
