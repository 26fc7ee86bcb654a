"""The check of `predict_label`."""

import numpy as np

from dlcourse.checks.core import WITH_KERAS, close, criterion, exercise, require
from dlcourse.checks.models import network, outputs


@exercise(defines=["predict_label", "build_sequential"], rules=[WITH_KERAS], seconds=20)
def predict_label(predict, build, rng):
    """`predict_label(model, image)`: the class number of one image (28, 28)."""
    images = rng.random((12, 28, 28)).astype("float32") * np.linspace(0.1, 40, 12, dtype="float32")[:, None, None]
    found = network(build, images)
    if found is None:
        return
    model, rebuilt = found
    wanted = outputs(rebuilt, images).argmax(axis=1)
    with criterion("takes a single image", hint="A model wants a batch: image[None] has shape (1, 28, 28)."):
        predict(model, images[0])
    with criterion("the most probable class", hint="argmax over the ten probabilities of the one sample."):
        close([np.ravel(predict(model, image))[0] for image in images], wanted, what="the labels of twelve images")
    with criterion("a plain number", hint="Not an array with one entry: take [0], or int(...)."):
        found = predict(model, images[0])
        require(
            np.shape(found) == () and float(found) == int(found),
            f"predict_label returned {found!r}; expected one whole number.",
        )
        require(
            0 <= int(found) < 10 and _is_whole(found), f"predict_label returned {found!r}; expected an int from 0 to 9."
        )


def _is_whole(value) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool)
