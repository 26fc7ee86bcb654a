"""The check of `grad_cam`."""

import numpy as np

from dlcourse.checks.cnn.correlate import correlate
from dlcourse.checks.core import WITH_KERAS, close, criterion, equal, exercise, require

SHAPES = [(3, 3, 1, 3), (3,), (108, 4), (4,)]  # of the weights of tiny_cnn: 3 maps of 6 × 6, 4 classes
SLOPES = np.array([[0.6, -0.6, 0.2, -0.4], [-0.6, 0.2, 0.6, 0.6], [0.2, 0.6, -0.6, -0.4]])  # means: maps × classes
ONLY_FIRST = np.array([1.0, 0, 0, 0])  # class 0 always wins, and only its score depends on the image


class Weights:
    """Weights of `tiny_cnn` whose mean slopes are known, and images of which each class wins some."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.W, self.b, V, self.c = (rng.normal(size=shape) for shape in SHAPES)
        images = [rng.random((8, 8, 1)) for _ in range(60)]
        places = correlate(np.array(images), self.W, 0 * self.b, 1, "valid")
        self.b = -places.mean(axis=(0, 1, 2))  # each map is > 0 at half of its places
        V = 0.3 * V.reshape(36, 3, 4)
        V = V - V.mean(axis=0)  # slopes that differ from place to place, with mean 0
        self.V, self.against = ((V + mean).reshape(108, 4) for mean in (SLOPES, -0.6))
        self.c = -np.mean([self.scores(image) for image in images], axis=0)
        self.by_class = {int(self.scores(image).argmax()): image for image in images}

    def maps(self, image: np.ndarray) -> np.ndarray:
        """The feature maps (6, 6, 3) of one image, in NumPy."""
        return np.maximum(correlate(image[None], self.W, self.b, 1, "valid")[0], 0)

    def scores(self, image: np.ndarray) -> np.ndarray:
        return self.maps(image).ravel() @ self.V + self.c

    def heat(self, image: np.ndarray, label: int) -> np.ndarray:
        """What Grad-CAM gives for one class, by its definition and the known mean slopes."""
        heat = np.maximum(self.maps(image) @ SLOPES[:, label], 0)
        return heat / heat.max()

    def arrays(self, V: np.ndarray, c: np.ndarray) -> list[np.ndarray]:
        return [part.astype("float32") for part in (self.W, self.b, V, c)]


@exercise(defines=["grad_cam", "tiny_cnn"], rules=[WITH_KERAS], seconds=20)
def grad_cam(grad_cam, tiny_cnn, rng):
    """`grad_cam(model, image)`: which places of the last feature maps support the class that the model chose.

    Requirements:
    - "return an array of the shape of one map" → one number for each place of the maps
    - "from 0 to 1" → from 0 to 1
    - "weigh each map by its mean slope" → maps weighed by their mean slope
    - "the class with the highest score" → for the class the model chose
    - "If no place speaks for the class, return zeros" → zeros if nothing speaks for the class
    """
    model, made = tiny_cnn(), Weights(rng)
    require([np.shape(weight) for weight in model.get_weights()] == SHAPES, "tiny_cnn() was changed.")
    model.set_weights(made.arrays(made.V, made.c))
    images = list(made.by_class.values())
    with criterion(
        "one number for each place of the maps",
        hint="The maps of tiny_cnn are 6 × 6: return an array (6, 6), without the batch axis.",
    ):
        equal(list(np.shape(grad_cam(model, images[0]))), [6, 6], what="the shape of grad_cam(model, image)")
    with criterion(
        "from 0 to 1",
        hint="Negative places are evidence against the class: cut them off at 0. Then divide by the largest.",
    ):
        for image in images:
            heat = np.asarray(grad_cam(model, image), dtype=float)
            require(heat.min() >= 0, f"the smallest number of a map is {heat.min():.3g}.")
            close(heat.max(), 1.0, atol=1e-5, what="the largest number of a map")
    with criterion(
        "maps weighed by their mean slope",
        weight=2,
        hint="One weight for each map: the gradient of the score (not of the probability behind softmax), averaged "
        "over the places. Then a weighted sum of the maps.",
    ):
        model.set_weights(made.arrays(made.V * ONLY_FIRST, 50 * ONLY_FIRST))
        for image in images:
            close(grad_cam(model, image), made.heat(image, 0), rtol=1e-3, atol=1e-4, what="grad_cam(model, image)")
    with criterion(
        "for the class the model chose",
        hint="The largest of this image's scores: not class 0, not the sum of all scores.",
    ):
        model.set_weights(made.arrays(made.V, made.c))
        for label, image in made.by_class.items():
            found, what = grad_cam(model, image), f"the map for class {label}"
            close(found, made.heat(image, label), rtol=1e-3, atol=1e-4, what=what)
    with criterion(
        "zeros if nothing speaks for the class",
        hint="If the largest heat is 0, dividing by it gives nan. Think of that case before you divide.",
    ):
        model.set_weights(made.arrays(made.against, made.c))
        close(grad_cam(model, images[0]), np.zeros((6, 6)), what="the map where every mean slope is negative")
