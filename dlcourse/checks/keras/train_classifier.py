"""The check of `train_classifier`."""

import numpy as np

from dlcourse.checks.core import WITH_KERAS, close, criterion, exercise, require
from dlcourse.checks.models import network, outputs


def drawings(seed: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    """New drawings `(count, 28, 28)` of the ten things in `sketches`, and their labels."""
    from dlcourse.data.makers.sketches import make

    made = make(train=0, test=count, seed=seed)
    return made["x_test"], made["y_test"]


@exercise(rules=[WITH_KERAS], seconds=60)
def train_classifier(answer, rng):
    """`train_classifier(images, labels)`: a model that recognises at least 60 % of new drawings."""
    images, labels = drawings(int(rng.integers(1 << 30)), 8000)
    new_images, new_labels = drawings(int(rng.integers(1 << 30)), 1000)
    found, accuracy = network(lambda: answer(images, labels), new_images[:50]), 0.0
    if found is None:
        return
    with criterion(
        "gives ten probabilities for images as they are",
        hint="The model scales the pixels itself: begin with Rescaling(1 / 255).",
    ):
        p = outputs(found[1], new_images)
        close(p.shape, [1000, 10], what="the shape of the output for 1000 images")
        close(p.sum(axis=1), np.ones(1000), rtol=1e-3, what="the sums of the outputs")
        accuracy = float((p.argmax(axis=1) == new_labels).mean())
    seen = f"{accuracy:.1%} of 1000 new drawings are right"
    with criterion(
        "has learned something",
        hint="Are images and labels still in the same order? Are the pixels scaled, and does fit run?",
    ):
        require(accuracy > 0.3, f"{seen}; guessing gives 10 %.")
    with criterion(
        "60 % of new drawings",
        weight=2,
        hint="Give it hidden layers with ReLU, and enough epochs for the validation loss to stop falling.",
    ):
        require(accuracy >= 0.6, f"{seen}; expected at least 60 %.")
