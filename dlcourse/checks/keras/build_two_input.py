"""The check of `build_two_input`."""

import numpy as np

from dlcourse.checks.core import WITH_KERAS, close, criterion, exercise, require
from dlcourse.checks.keras.layers import activations_of
from dlcourse.checks.models import network, outputs


@exercise(rules=[WITH_KERAS], seconds=20)
def build_two_input(answer, rng):
    """`build_two_input()`: inputs (28, 28) and (6,), one output with three probabilities."""
    images, notes = rng.random((8, 28, 28)).astype("float32"), rng.random((8, 6)).astype("float32")
    found = network(answer, images, notes)
    if found is None:
        return
    _, rebuilt = found
    with criterion(
        "two inputs, three outputs", hint="keras.Model(inputs=[image, notes], outputs=…): a list of two Inputs."
    ):
        close(np.shape(outputs(rebuilt, images, notes)), [8, 3], what="the shape of the output for 8 samples")
    with criterion("probabilities", hint="The three classes exclude each other: use softmax."):
        close(outputs(rebuilt, images, notes).sum(axis=1), np.ones(8), rtol=1e-4, what="the sums of the outputs")
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
        "a hidden layer", hint="Put a Dense layer with an activation between the joined inputs and the output."
    ):
        active = activations_of(rebuilt)
        require({"linear"} < {*active[:-1], "linear"}, f"the dense layers' activations are {active}.")
