"""The check of `train_classifier`."""

import numpy as np

from dlcourse.checks.core import WITH_KERAS, criterion, equal, exercise, require
from dlcourse.checks.models import network, outputs


def drawings(seed: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    """New drawings `(count, 28, 28)` of the ten things in `sketches`, and their labels."""
    from dlcourse.data.makers.sketches import make

    made = make(train=0, test=count, seed=seed)
    return made["x_test"], made["y_test"]


@exercise(rules=[WITH_KERAS], seconds=60)
def train_classifier(answer, rng):
    """`train_classifier(images, labels)`: a model that recognises at least 60 % of new drawings.

    Requirements:
    - "Build a model, train it, return it" → a network of Keras' own layers
    - "It gives ten numbers for each image" → ten numbers for each image as it is
    - "Build a model, train it" → has learned something
    - "60 % must be right" → 60 % of new drawings
    """
    images, labels = drawings(int(rng.integers(1 << 30)), 8000)
    new_images, new_labels = drawings(int(rng.integers(1 << 30)), 1000)
    found, accuracy = network(lambda: answer(images, labels), new_images[:50]), -1.0
    if found is None:
        return
    with criterion(
        "ten numbers for each image as it is",
        hint="The model takes images of shape (28, 28) with pixels from 0 to 255, and ends with ten units.",
    ):
        scores = outputs(found[1], new_images)
        equal(list(scores.shape), [1000, 10], what="the shape of the output for 1000 images")
        accuracy = float((scores.argmax(axis=1) == new_labels).mean())
    with criterion(
        "has learned something",
        hint="Are images and labels still in the same order? Does fit run, with a loss that fits labels and outputs?",
    ):
        _require_right(accuracy, 0.3)
    with criterion(
        "60 % of new drawings",
        weight=2,
        hint="Give it hidden layers with ReLU, and enough epochs for the validation loss to stop falling.",
    ):
        _require_right(accuracy, 0.6)


def _require_right(accuracy: float, share: float) -> None:
    require(accuracy >= 0, "there are no ten numbers for each image: the criterion above failed.")
    seen = f"{accuracy:.1%} of 1000 new drawings are right"
    require(accuracy >= share, f"{seen}; guessing gives 10 %, and at least {share:.0%} are expected here.")
