"""The check of `preprocess`."""

import numpy as np

from dlcourse.checks.core import WITH_KERAS, as_array, close, criterion, equal, exercise, unchanged


@exercise(rules=[WITH_KERAS])
def preprocess(answer, rng):
    """`preprocess(images, labels)`: images (n, 28, 28, 1) float32 in [0, 1], labels one-hot (n, 10) float32.

    Requirements:
    - "the images as float32 from 0 to 1" → pixels from 0 to 1
    - "shape (n, 28, 28, 1)" → an axis for the channel
    - "the labels one-hot as float32" → 32-bit floats
    - "shape (n, 10), even when some class does not occur" → ten columns
    - "Leave both arguments as they are" → leaves both arguments as they were
    """
    images = rng.integers(0, 200, size=(6, 28, 28)).astype("uint8")
    labels = np.array([3, 0, 7, 7, 1, 2])
    with criterion(
        "pixels from 0 to 1", hint="Divide by 255, the largest value a pixel can have, not by the largest you see."
    ):
        for given in (images, images.astype("float32")):
            close(as_array(answer(given, labels)[0]).ravel(), images.ravel() / 255, rtol=1e-5, what="the pixels")
    with criterion("an axis for the channel", hint="A grey image has one channel: shape (height, width, 1)."):
        equal(list(as_array(answer(images, labels)[0]).shape), [6, 28, 28, 1], what="the shape of the images")
    with criterion("32-bit floats", hint="Keras computes in float32: .astype('float32') before you divide."):
        for part, name in zip(answer(images, labels), ("images", "labels"), strict=True):
            equal(str(as_array(part).dtype), "float32", what=f"the dtype of the {name}")
    with criterion(
        "ten columns", hint="There are ten classes, even if some do not occur: give to_categorical their number."
    ):
        close(as_array(answer(images, labels)[1]), np.eye(10)[labels], what="the labels")
    hint = "Work on a copy: images /= 255 writes into the caller's array."
    with criterion("leaves both arguments as they were", hint=hint, trivial=True):
        unchanged(answer, images.astype("float32"), labels)
