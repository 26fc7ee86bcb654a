"""The check of `predict_label`."""

import numpy as np

from dlcourse.checks.core import WITH_KERAS, close, criterion, exercise, require
from dlcourse.checks.models import network, outputs


@exercise(defines=["predict_label", "build_sequential"], rules=[WITH_KERAS], seconds=20)
def predict_label(predict, build, rng):
    """`predict_label(model, image)`: the class number of one image (28, 28, 1).

    Requirements:
    - "predict_label(model, image)" → a network of Keras' own layers
    - "image is a single one, of shape (28, 28, 1)" → takes a single image
    - "the most probable class" → the most probable class
    - "as one whole number (an int, or a NumPy integer), not as an array" → a plain number
    """
    images = rng.random((12, 28, 28, 1)).astype("float32") * np.geomspace(0.1, 40, 12, dtype="float32").reshape(
        -1, 1, 1, 1
    )
    found = network(build, images)
    if found is None:
        return
    model, rebuilt = found
    wanted = outputs(rebuilt, images).argmax(axis=1)
    with criterion("takes a single image", hint="A model wants a batch: image[None] has shape (1, 28, 28, 1)."):
        predict(model, images[0])
    with criterion("the most probable class", hint="argmax over the ten probabilities of the one sample."):
        close([np.ravel(predict(model, image))[0] for image in images], wanted, what="the labels of twelve images")
    with criterion("a plain number", hint="Not an array with one entry: take [0], or int(...)."):
        found = predict(model, images[0])
        whole = isinstance(found, int | np.integer) and not isinstance(found, bool)
        require(whole, f"predict_label returned {found!r}; expected one whole number.")
