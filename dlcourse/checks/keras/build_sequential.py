"""The check of `build_sequential`."""

import numpy as np

from dlcourse.checks.core import WITH_KERAS, close, criterion, equal, exercise, require
from dlcourse.checks.keras.layers import activations_of
from dlcourse.checks.models import network, outputs


@exercise(rules=[WITH_KERAS], seconds=20)
def build_sequential(answer, rng):
    """`build_sequential()`: a compiled Flatten-64-128-10 for images (28, 28)."""
    images, labels = rng.random((40, 28, 28)).astype("float32"), rng.integers(0, 10, 40)
    found = network(answer, images)
    if found is None:
        return
    (model, rebuilt), measured = found, None
    with criterion("takes images and gives ten numbers", hint="Input((28, 28)), Flatten, and ten units at the end."):
        close(np.shape(outputs(rebuilt, images)), [40, 10], what="the shape of the output for 40 images")
    with criterion(
        "64, 128 and 10 units", hint="Three dense layers. Count: (784 + 1)·64 + (64 + 1)·128 + (128 + 1)·10."
    ):
        equal(rebuilt.count_params(), 59_850, what="the number of parameters")
    with criterion("ReLU in the hidden layers", hint="Without an activation two dense layers are no more than one."):
        active = activations_of(rebuilt)
        seen = f"the dense layers' activations are {active}"
        require(active[:2] == ["relu", "relu"], f"{seen}; expected relu in the first two.")
    with criterion(
        "probabilities at the end", hint="The ten classes exclude each other: softmax, not sigmoid, in the last layer."
    ):
        p = outputs(rebuilt, 30 * images)
        close(p.sum(axis=1), np.ones(40), rtol=1e-4, what="the sums of the outputs")
        require((p >= 0).all(), "some outputs are negative.")
    with criterion(
        "a loss for class numbers", hint="Labels are class numbers, not one-hot: sparse_categorical_crossentropy."
    ):
        measured = np.atleast_1d(model.evaluate(images, labels, verbose=0))
        p = outputs(rebuilt, images)
        close(measured[0], -np.log(p[np.arange(40), labels]).mean(), rtol=1e-3, what="the loss")
    with criterion("measures accuracy", hint='compile(…, metrics=["accuracy"]).'):
        require(measured is not None, "evaluate gives nothing: the criterion above failed.")
        equal(len(measured), 2, what="the number of values that evaluate returns")
        hits = outputs(rebuilt, images).argmax(axis=1) == labels
        close(measured[1], hits.mean(), rtol=1e-4, what="the accuracy (second value) of evaluate")
