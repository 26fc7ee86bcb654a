"""The check of `any_side`."""

import numpy as np

from dlcourse.checks.cnn.build_cnn import MOST_PARAMETERS, drawings
from dlcourse.checks.core import WITH_KERAS, criterion, equal, exercise, require
from dlcourse.checks.models import network, outputs

DRAWINGS, NEW = 2000, 1000
LEARNED, LEAST_ON_EACH_SIDE, FAR_BEHIND = 0.25, 0.6, 0.15


@exercise(rules=[WITH_KERAS], seconds=60)
def any_side(answer, rng):
    """`any_side(images, labels)`: a trained network that reads drawings whichever side is up.

    Requirements:
    - "Build a model, train it, return it" → a network of Keras' own layers
    - "gives ten numbers for each" → ten numbers for each drawing as it is
    - "has at most 30,000 parameters" → at most 30,000 parameters
    - "Build a model, train it, return it" → reads upright drawings
    - "each turned by 0, 90, 180 and 270 degrees" → reads turned drawings, too
    - "On each of the four sides 60 % must be right" → 60 % on each of the four sides
    """
    images, labels = drawings(int(rng.integers(1 << 30)), DRAWINGS)
    new_images, new_labels = drawings(int(rng.integers(1 << 30)), NEW)
    found = network(lambda: answer(images, labels), new_images[:50])
    if found is None:
        return
    rebuilt, right = found[1], [0.0] * 4
    with criterion(
        "ten numbers for each drawing as it is",
        hint="The model takes images of shape (28, 28, 1) with pixels from 0 to 255, and ends with ten units.",
    ):
        equal(list(outputs(rebuilt, new_images[:50]).shape), [50, 10], what="the shape of the output for 50 images")
        right = by_side(rebuilt, new_images, new_labels)
    with criterion(
        f"at most {MOST_PARAMETERS:,} parameters",
        trivial=True,
        hint="Size is not the cure here: a network like that of Exercise 9 is large enough.",
    ):
        count = rebuilt.count_params()
        require(count <= MOST_PARAMETERS, f"the model has {count:,} parameters; expected at most {MOST_PARAMETERS:,}.")
    seen = "of 1000 new drawings are right, turned by 0, 90, 180 and 270 degrees: "
    seen += ", ".join(f"{share:.1%}" for share in right)
    with criterion(
        "reads upright drawings",
        hint="Does each image keep its own label when you turn or copy images? Does fit run, with a loss that fits "
        "labels and outputs?",
    ):
        require(right[0] >= LEARNED, f"{seen}; guessing gives 10 %.")
    with criterion(
        "reads turned drawings, too",
        hint="A convolution shares its weights over places, not over turns. Are all four sides among the pictures that "
        "it is trained on? Which turns do your changes make, and how large are they?",
    ):
        require(min(right) >= min(max(right) - FAR_BEHIND, LEAST_ON_EACH_SIDE) > 0, f"{seen}.")
    with criterion(
        "60 % on each of the four sides",
        weight=2,
        hint="Four sides are more to learn than one: it takes more steps, and two or three convolutions.",
    ):
        require(min(right) >= LEAST_ON_EACH_SIDE, f"{seen}; expected {LEAST_ON_EACH_SIDE:.0%} on each side.")


def by_side(model, images: np.ndarray, labels: np.ndarray) -> list[float]:
    """The share of images `(n, 28, 28, 1)` that a rebuilt model gets right, for each of four quarter turns."""
    turned = (np.ascontiguousarray(np.rot90(images, turns, axes=(1, 2))) for turns in range(4))
    return [float((outputs(model, x).argmax(axis=1) == labels).mean()) for x in turned]
