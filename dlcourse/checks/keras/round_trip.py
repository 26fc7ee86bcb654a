"""The check of `round_trip`."""

import os

import numpy as np

from dlcourse.checks.core import WITH_KERAS, close, criterion, exercise, require
from dlcourse.checks.keras.new_folder import new_folder
from dlcourse.checks.models import network, outputs, rebuild


@exercise(defines=["round_trip", "build_sequential"], rules=[WITH_KERAS], seconds=30)
def round_trip(trip, build, rng):
    """`round_trip(model, folder)`: save as folder/model.keras, and return what is loaded from there.

    Requirements:
    - "round_trip(model, folder)" → a network of Keras' own layers
    - "make the folder if it does not exist (it may exist already)" → any folder, new or not
    - "save the model there" → answers as the original does
    - "return what you load" → is a model of its own
    - "as model.keras" → reads the file
    - "ready to train on" → is ready to train on
    """
    images = rng.random((10, 28, 28, 1)).astype("float32")
    found = network(build, images)
    if found is None:
        return
    (model, rebuilt), loaded = found, None
    before = outputs(rebuilt, images)
    with (
        criterion(
            "any folder, new or not",
            hint="Keras does not make folders: do it before you save. And a folder that is there already is no error.",
        ),
        new_folder() as folder,
    ):
        trip(model, folder)
        loaded = trip(model, folder)
    with criterion(
        "answers as the original does", hint="Save the whole model, weights and all: model.save(…), then load_model."
    ):
        require(loaded is not None, "nothing was loaded: the criterion above failed.")
        close(outputs(rebuild(loaded), images), before, rtol=1e-4, what="the loaded model's predictions")
    with criterion("is a model of its own", hint="Return what load_model gives, not the model you were handed."):
        require(loaded is not None, "nothing was loaded: the criterion above failed.")
        model.set_weights([0 * weight for weight in rebuilt.get_weights()])
        what = "the loaded model's predictions after the original's weights became 0"
        close(outputs(rebuild(loaded), images), before, rtol=1e-4, what=what)
    _reads_the_file(trip, build, images)
    with criterion(
        "is ready to train on", hint="The loss and the optimizer are saved too, if you do not leave them out."
    ):
        labels = np.eye(10, dtype="float32")[rng.integers(0, 10, 10)]
        fresh = build()
        wanted = np.atleast_1d(fresh.evaluate(images, labels, verbose=0))[0]
        with new_folder() as folder:
            loaded = trip(fresh, folder)
        found = np.atleast_1d(loaded.evaluate(images, labels, verbose=0))[0]
        close(found, wanted, rtol=1e-3, what="the loaded model's loss")
        loaded.fit(images, labels, epochs=1, verbose=0)


def _reads_the_file(trip, build, images: np.ndarray) -> None:
    """The criterion that what is returned is what the file holds: here `save` writes another model into it."""
    with criterion(
        "reads the file", hint="Save it as folder/model.keras, and return what load_model reads from there: no copy."
    ):
        model, other, reader = build(), build(), build()
        model.save = other.save
        with new_folder() as folder:
            loaded = trip(model, folder)
            reader.load_weights(os.path.join(folder, "model.keras"))
        close(
            outputs(rebuild(loaded), images),
            outputs(rebuild(reader), images),
            rtol=1e-4,
            what="the returned model's predictions, compared with those of the file,",
        )
