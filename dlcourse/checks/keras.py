"""Checks for chapter 04: TensorFlow and Keras.

Models are asked for predictions, losses and counts; what they are made of is read from their configuration. Trained
models are judged on drawings that are made anew for each check, so nobody has their labels.
"""

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from dlcourse.checks import close, criterion, equal, exercise, forbid_imports, require, unchanged
from dlcourse.checks.snippet import Snippet

OWN = forbid_imports("dlcourse", "sklearn", "torch")


def drawings(seed: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    """New drawings `(count, 28, 28)` of the ten things in `sketches`, and their labels."""
    from dlcourse.data.makers.sketches import make

    made = make(train=0, test=count, seed=seed)
    return made["x_test"], made["y_test"]


@exercise()
def shapes(answer, rng):
    """`shapes()`: a dict with a shape for each description."""
    given = answer()
    require(isinstance(given, dict), f"shapes() returned {type(given).__name__}; a dict was expected.")
    questions = {
        "a scalar": ("one temperature", (), "A single number has no axis at all."),
        "a table": (
            "100 patients with 13 measurements each",
            (100, 13),
            "The first axis counts samples, the second features.",
        ),
        "series": (
            "32 series of 50 hours from 3 sensors",
            (32, 50, 3),
            "Samples first, then time steps, then what is measured at each.",
        ),
        "colour images": (
            "16 RGB images, 96 pixels high and 128 wide",
            (16, 96, 128, 3),
            "Samples, height, width, channels: rows of pixels come before columns, colours last.",
        ),
        "videos": (
            "4 RGB videos of 60 frames in 4K UHD (3840 wide, 2160 high)",
            (4, 60, 2160, 3840, 3),
            "A video is a row of images: samples, frames, height, width, channels.",
        ),
        "a vector of five numbers": (
            "one vector of 5 numbers",
            (5,),
            "A 5-dimensional vector has one axis with five entries. Its rank is 1, not 5.",
        ),
    }
    for name, (key, expected, hint) in questions.items():
        with criterion(name, hint=hint):
            require(key in given, f"shapes() has no entry {key!r}.")
            shape = given[key]
            require(isinstance(shape, tuple | list), f"{key}: {shape!r} is no shape; write a tuple.")
            require(tuple(shape) == expected, f"{key}: {tuple(shape)} is not the shape.")


@exercise(rules=[OWN])
def phrases_to_tensor(answer, rng):
    """`phrases_to_tensor(phrases)`: one-hot tensor (phrases, words, vocabulary), vocabulary in alphabetical order."""
    phrases = ["red car", "blue car", "red bus"]
    with criterion(
        "one axis for phrases, words and vocabulary", hint="Three axes: which phrase, which word, which entry."
    ):
        equal(list(_shape(answer(phrases))), [3, 2, 4], what="the shape for 3 phrases of 2 words over 4 words")
        close(_shape(answer(["a b c"])), [1, 3, 3], what="the shape for one phrase of three words")
    with criterion("a single 1 for each word", hint="One-hot: 1 in the column of the word, 0 in all others."):
        tensor = _array(answer(phrases))
        close(tensor.sum(axis=-1), np.ones((3, 2)), what="the sums over the vocabulary")
        close(np.sort(tensor, axis=-1)[..., :-1], np.zeros((3, 2, 3)), what="all entries but the largest")
    with criterion("alphabetical order", hint="sorted() the set of words: then column 0 is the first in the alphabet."):
        close(_array(answer(phrases)).argmax(axis=-1), [[3, 2], [0, 2], [3, 1]], what="the columns of the words")
    with criterion("any words", hint="Take the vocabulary from the phrases, do not write it down."):
        words = [f"w{number}" for number in rng.permutation(30)[:6]]
        rows = rng.integers(0, 6, size=(5, 4))
        order = {word: column for column, word in enumerate(sorted({words[i] for i in rows.flat}))}
        found = _array(answer([" ".join(words[i] for i in row) for row in rows]))
        close(found.argmax(axis=-1), [[order[words[i]] for i in row] for row in rows], what="the columns of the words")


@exercise(rules=[OWN])
def preprocess(answer, rng):
    """`preprocess(images, labels)`: images (n, 28, 28, 1) float32 in [0, 1], labels one-hot (n, 10) float32."""
    images = rng.integers(0, 200, size=(6, 28, 28)).astype("uint8")
    labels = np.array([3, 0, 7, 7, 1, 2])
    with criterion(
        "pixels from 0 to 1", hint="Divide by 255, the largest value a pixel can have, not by the largest you see."
    ):
        close(_array(answer(images, labels)[0]).ravel(), images.ravel() / 255, rtol=1e-5, what="the pixels")
    with criterion("an axis for the channel", hint="A grey image has one channel: shape (height, width, 1)."):
        close(_shape(answer(images, labels)[0]), [6, 28, 28, 1], what="the shape of the images")
    with criterion("32-bit floats", hint="Keras computes in float32: .astype('float32') before you divide."):
        for part, name in zip(answer(images, labels), ("images", "labels"), strict=True):
            equal(str(_array(part).dtype), "float32", what=f"the dtype of the {name}")
    with criterion(
        "ten columns", hint="There are ten classes, even if some do not occur: give to_categorical their number."
    ):
        close(_array(answer(images, labels)[1]), np.eye(10)[labels], what="the labels")
    hint = "Work on a copy: images /= 255 writes into the caller's array."
    with criterion("leaves the images as they were", hint=hint, harmless=True):
        unchanged(answer, images.astype("float32"), labels)


@exercise(rules=[OWN], seconds=20)
def tape_gradient(answer, rng):
    """`tape_gradient(f, x)`: df/dx at x, as an array of the shape of x."""
    x = rng.normal(size=3)
    with criterion(
        "the slope of a parabola", hint="Is x watched by the tape? A constant is not, unless you ask: tape.watch(x)."
    ):
        close(_array(answer(Snippet("lambda x: x**2"), 3.0)), 6.0, rtol=1e-5, what="d(x²)/dx at 3")
    with criterion("any function", hint="Call f inside the `with` block: the tape records what happens there."):
        wanted = np.exp(np.sin(x)) * np.cos(x)
        close(_array(answer(Snippet("lambda x: tf.reduce_sum(tf.exp(tf.sin(x)))"), x)), wanted, rtol=1e-4)
    with criterion(
        "arrays of any shape", hint="Ask for the gradient with respect to x as a whole; its shape is that of x."
    ):
        X = rng.normal(size=(2, 3))
        close(_array(answer(Snippet("lambda x: tf.reduce_sum(x * x * x)"), X)), 3 * X**2, rtol=1e-4)
    with criterion("whole numbers too", hint="Whole numbers have no slope: convert x to float32 first."):
        close(_array(answer(Snippet("lambda x: x**3"), 2)), 12.0, rtol=1e-5, what="d(x³)/dx at the int 2")


@exercise(rules=[OWN], seconds=20)
def build_sequential(answer, rng):
    """`build_sequential()`: a compiled Flatten-64-128-10 for images (28, 28)."""
    model = answer()
    images, labels = rng.random((40, 28, 28)).astype("float32"), rng.integers(0, 10, 40)
    with criterion("takes images and gives ten numbers", hint="Input((28, 28)), Flatten, and ten units at the end."):
        close(np.shape(model.predict(images, verbose=0)), [40, 10], what="the shape of the output for 40 images")
    with criterion(
        "64, 128 and 10 units", hint="Three dense layers. Count: (784 + 1)·64 + (64 + 1)·128 + (128 + 1)·10."
    ):
        equal(int(model.count_params()), 59_850, what="the number of parameters")
    with criterion("ReLU in the hidden layers", hint="Without an activation two dense layers are no more than one."):
        found = [layer["config"].get("activation") for layer in _layers(model) if layer["class_name"] == "Dense"]
        require(found[:2] == ["relu", "relu"], f"the dense layers' activations are {found}.")
    with criterion(
        "probabilities at the end", hint="Ten classes that exclude each other: softmax, not sigmoid, in the last layer."
    ):
        found = model.predict(30 * images, verbose=0)
        close(found.sum(axis=1), np.ones(40), rtol=1e-4, what="the sums of the outputs")
        require(bool((np.asarray(found) >= 0).all()), "some outputs are negative.")
    with criterion(
        "a loss for class numbers", hint="Labels are class numbers, not one-hot: sparse_categorical_crossentropy."
    ):
        loss = np.atleast_1d(model.evaluate(images, labels, verbose=0))[0]
        p = np.asarray(model.predict(images, verbose=0))[np.arange(40), labels]
        close(loss, -np.log(p).mean(), rtol=1e-3, what="the loss")
    with criterion("measures accuracy", hint='compile(…, metrics=["accuracy"]).'):
        measured = np.atleast_1d(model.evaluate(images, labels, verbose=0))
        equal(len(measured), 2, what="the number of values that evaluate returns")
        hits = np.asarray(model.predict(images, verbose=0)).argmax(axis=1) == labels
        close(measured[1], hits.mean(), rtol=1e-4, what="the second value")


@exercise(rules=[OWN], seconds=20)
def build_two_input(answer, rng):
    """`build_two_input()`: inputs (28, 28) and (6,), one output with three probabilities."""
    model = answer()
    images, notes = rng.random((8, 28, 28)).astype("float32"), rng.random((8, 6)).astype("float32")

    def predict(*inputs):
        return np.asarray(model.predict(list(inputs), verbose=0))

    with criterion(
        "two inputs, three outputs", hint="keras.Model(inputs=[image, notes], outputs=…): a list of two Inputs."
    ):
        close(np.shape(predict(images, notes)), [8, 3], what="the shape of the output for 8 samples")
    with criterion("probabilities", hint="Three classes that exclude each other: softmax."):
        close(predict(images, notes).sum(axis=1), np.ones(8), rtol=1e-4, what="the sums of the outputs")
    with criterion("looks at the image", hint="The image must reach the output: concatenate it with the notes."):
        require(not np.allclose(predict(images, notes), predict(images[::-1], notes)), "another image changes nothing.")
    with criterion("looks at the notes", hint="The notes must reach the output: concatenate them with the image."):
        require(not np.allclose(predict(images, notes), predict(images, notes[::-1])), "other notes change nothing.")
    with criterion(
        "a hidden layer", hint="Put a Dense layer with an activation between the joined inputs and the output."
    ):
        active = [layer["config"].get("activation") for layer in _layers(model) if layer["class_name"] == "Dense"]
        require(
            len([a for a in active[:-1] if a not in (None, "linear")]) > 0, f"the dense layers' activations: {active}."
        )


@exercise(rules=[OWN], seconds=20)
def make_callbacks(answer, rng):
    """`make_callbacks(folder)`: a ModelCheckpoint, a ReduceLROnPlateau and an EarlyStopping, all watching val_loss."""
    with _new_folder() as folder:
        found = {_kind(callback): callback for callback in answer(folder)}
    with criterion("keeps the best model", hint="save_best_only=True: the last model is often not the best."):
        callback = _one(found, "ModelCheckpoint")
        equal(callback.monitor, "val_loss", what="what ModelCheckpoint watches")
        require(callback.save_best_only is True, "ModelCheckpoint saves every epoch, not only the best.")
    with criterion(
        "into the folder it is given", hint='os.path.join(folder, "best.keras"): Keras\' own format ends in .keras.'
    ):
        path = str(_one(found, "ModelCheckpoint").filepath)
        require(path.startswith(folder) and path.endswith("best.keras"), f"the file is {path!r} for folder {folder!r}.")
    with criterion(
        "halves the learning rate when stuck", hint="factor=0.5 after patience=2 epochs, but never below min_lr=1e-5."
    ):
        callback = _one(found, "ReduceLROnPlateau")
        equal(callback.monitor, "val_loss", what="what ReduceLROnPlateau watches")
        close([callback.factor, callback.patience, callback.min_lr], [0.5, 2, 1e-5], what="factor, patience and min_lr")
    with criterion("stops in time", hint="patience=5: long enough for a smaller learning rate to help first."):
        callback = _one(found, "EarlyStopping")
        equal(callback.monitor, "val_loss", what="what EarlyStopping watches")
        equal(int(callback.patience), 5, what="its patience")
    with criterion(
        "goes back to the best weights",
        hint="When it stops, the last five epochs were no better: restore_best_weights.",
    ):
        require(_one(found, "EarlyStopping").restore_best_weights is True, "the weights stay those of the last epoch.")


@exercise(names=["predict_label", "build_sequential"], rules=[OWN], seconds=20)
def predict_label(predict, build, rng):
    """`predict_label(model, image)`: the class number of one image (28, 28)."""
    model = build()
    images = rng.random((12, 28, 28)).astype("float32") * np.linspace(0.1, 40, 12, dtype="float32")[:, None, None]
    wanted = np.asarray(model.predict(images, verbose=0)).argmax(axis=1)
    with criterion("takes a single image", hint="A model wants a batch: image[None] has shape (1, 28, 28)."):
        predict(model, images[0])
    with criterion("the most probable class", hint="argmax over the ten probabilities of the one sample."):
        close([np.ravel(predict(model, image))[0] for image in images], wanted, what="the labels of twelve images")
    with criterion("a plain number", hint="Not an array with one entry: take [0], or int(...)."):
        found = predict(model, images[0])
        require(np.shape(found) == () and float(found) == int(found), f"predict_label gives {found!r}.")
        require(0 <= int(found) < 10 and _is_whole(found), f"{found!r} is no class number.")


@exercise(names=["round_trip", "build_sequential"], rules=[OWN], seconds=30)
def round_trip(trip, build, rng):
    """`round_trip(model, folder)`: save as folder/model.keras, and return what is loaded from there."""
    model, images = build(), rng.random((10, 28, 28)).astype("float32")
    before = np.asarray(model.predict(images, verbose=0))
    with criterion(
        "answers as the original does", hint="Save the whole model, weights and all: model.save(…), then load_model."
    ):
        with _new_folder() as folder:
            predictions = trip(model, folder).predict(images, verbose=0)
        close(predictions, before, rtol=1e-4, what="the predictions")
    with criterion("is a model of its own", hint="Return what load_model gives, not the model you were handed."):
        with _new_folder() as folder:
            loaded = trip(model, folder)
        model.set_weights([0 * np.asarray(weight) for weight in model.get_weights()])
        close(
            loaded.predict(images, verbose=0), before, rtol=1e-4, what="its predictions after the original was erased"
        )
    with criterion(
        "is ready to train on", hint="The loss and the optimizer are saved too, if you do not leave them out."
    ):
        labels = rng.integers(0, 10, 10)
        fresh = build()
        wanted = np.atleast_1d(fresh.evaluate(images, labels, verbose=0))[0]
        with _new_folder() as folder:
            loaded = trip(fresh, folder)
        close(np.atleast_1d(loaded.evaluate(images, labels, verbose=0))[0], wanted, rtol=1e-3, what="its loss")
        loaded.fit(images, labels, epochs=1, verbose=0)


@exercise(rules=[OWN], seconds=60)
def train_classifier(answer, rng):
    """`train_classifier(images, labels)`: a model that recognises at least 60 % of new drawings."""
    images, labels = drawings(int(rng.integers(1 << 30)), 8000)
    new_images, new_labels = drawings(int(rng.integers(1 << 30)), 1000)
    accuracy = 0.0
    with criterion(
        "gives ten probabilities for images as they are",
        hint="The model scales the pixels itself: begin with Rescaling(1 / 255).",
    ):
        model = answer(images, labels)
        found = np.asarray(model.predict(new_images, verbose=0, batch_size=500))
        close(found.shape, [1000, 10], what="the shape of the output for 1000 images")
        close(found.sum(axis=1), np.ones(1000), rtol=1e-3, what="the sums of the outputs")
        accuracy = float((found.argmax(axis=1) == new_labels).mean())
    seen = f"{accuracy:.1%} of 1000 new drawings are right"
    with criterion(
        "has learned something", hint="Are images and labels still in step? Are the pixels scaled, and does fit run?"
    ):
        require(accuracy > 0.3, f"{seen}; guessing gives 10 %.")
    with criterion(
        "60 % of new drawings",
        weight=2,
        hint="Give it hidden layers with ReLU, and enough epochs for the validation loss to stop falling.",
    ):
        require(accuracy >= 0.6, f"{seen}.")


def _array(value) -> np.ndarray:
    """A NumPy array from an array or a tensor, or a Mismatch that says what came instead."""
    require(value is not None, "your result is None: is a `return` missing, or was nothing watched by the tape?")
    return np.asarray(value.numpy() if hasattr(value, "numpy") else value)


def _shape(value) -> tuple[int, ...]:
    return np.shape(_array(value))


def _layers(model) -> list[dict]:
    """The configurations of a model's layers."""
    return list(model.get_config()["layers"])


def _kind(thing) -> str:
    """The class of an object, here or in the student's kernel."""
    return vars(thing).get("_type_name") or type(thing).__name__


def _one(found: dict, kind: str):
    require(kind in found, f"there is no {kind} among {', '.join(found) or 'nothing'}.")
    return found[kind]


def _is_whole(value) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


@contextmanager
def _new_folder() -> Iterator[str]:
    """The name of a folder that does not exist yet, below one that does on both sides; what is put there goes again.

    That is /tmp: where a grader's own temporary files lie elsewhere, no jailed kernel can write there.
    """
    below = "/tmp" if os.path.isdir("/tmp") else tempfile.gettempdir()
    folder = os.path.join(below, f"dlcourse-{uuid.uuid4().hex[:12]}")
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
