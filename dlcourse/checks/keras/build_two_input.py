"""The check of `build_two_input`."""

import numpy as np

from dlcourse.checks.core import WITH_KERAS, close, criterion, equal, exercise, require
from dlcourse.checks.models import network, outputs


@exercise(rules=[WITH_KERAS], seconds=20)
def build_two_input(answer, rng):
    """`build_two_input()`: inputs (28, 28) and (6,), one output with three probabilities.

    Requirements:
    - "a model" → a network of Keras' own layers
    - "with the inputs image (28, 28) and notes (6,), in this order, and one output" → two inputs, three outputs
    - "probabilities of three classes" → probabilities
    - "Flatten the image" → looks at the image
    - "bring both together with Concatenate" → looks at the notes
    - "at least one hidden layer has an activation" → a hidden layer with an activation
    """
    images, notes = rng.random((8, 28, 28)).astype("float32"), rng.random((8, 6)).astype("float32")
    found = network(answer, images, notes)
    if found is None:
        return
    _, rebuilt = found
    with criterion(
        "two inputs, three outputs", hint="keras.Model(inputs=[image, notes], outputs=…): a list of two Inputs."
    ):
        shapes = [tuple(tensor.shape[1:]) for tensor in rebuilt.inputs]
        require(shapes == [(28, 28), (6,)], f"the inputs have the shapes {shapes}.")
        equal(np.shape(outputs(rebuilt, images, notes)), [8, 3], what="the shape of the output for 8 samples")
    with criterion("probabilities", hint="The three classes exclude each other: use softmax."):
        p = outputs(rebuilt, images, notes)
        close(p.sum(axis=1), np.ones(8), rtol=1e-4, what="the sums of the outputs")
        require((p >= 0).all(), "some outputs are negative.")
    with criterion("looks at the image", hint="The image must reach the output: concatenate it with the notes."):
        require(
            not np.allclose(outputs(rebuilt, images, notes), outputs(rebuilt, images[::-1], notes)),
            "the output is the same for another image.",
        )
    with criterion("looks at the notes", hint="The notes must reach the output: concatenate them with the image."):
        require(
            not np.allclose(outputs(rebuilt, images, notes), outputs(rebuilt, images, notes[::-1])),
            "the output is the same for other notes.",
        )
    with criterion(
        "a hidden layer with an activation",
        hint="Put a Dense layer with an activation between the inputs and the output. Without it, all is one layer.",
    ):
        x, y = rng.normal(size=(2, 8, 28, 28)), rng.normal(size=(2, 8, 6))
        middle = _log_ratios(rebuilt, x.mean(axis=0), y.mean(axis=0))
        ends = [_log_ratios(rebuilt, *pair) for pair in zip(x, y, strict=True)]
        bend = np.abs(middle - np.mean(ends, axis=0)).max()
        require(bend > 1e-3 * np.abs(ends).max(), "before the softmax, the network is a straight line in its inputs.")


def _log_ratios(rebuilt, images: np.ndarray, notes: np.ndarray) -> np.ndarray:
    """log p1/p0 and log p2/p0, which softmax leaves straight if everything before it is."""
    p = outputs(rebuilt, images.astype("float32"), notes.astype("float32")).astype(float)
    return np.log(p[:, 1:] + 1e-30) - np.log(p[:, :1] + 1e-30)
