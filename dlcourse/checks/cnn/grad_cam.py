"""The check of `grad_cam`."""

import numpy as np

from dlcourse.checks.cnn.correlate import correlate
from dlcourse.checks.core import WITH_KERAS, close, criterion, equal, exercise, require


@exercise(defines=["grad_cam", "tiny_cnn"], rules=[WITH_KERAS], seconds=20)
def grad_cam(grad_cam, tiny_cnn, rng):
    """`grad_cam(model, image)`: which places of the last feature maps support the class that the model chose.

    Requirements:
    - "Return an array of the shape of one map" → one number for each place of the maps
    - "from 0 to 1" → from 0 to 1
    - "\\alpha_k = \\text{mean}_{ij}" → maps weighed by their mean slope
    - "the class with the highest score" → for the class the model chose
    - "If no place speaks for the class, return zeros" → zeros if nothing speaks for the class
    """
    model = tiny_cnn()
    shapes = [np.shape(weight) for weight in model.get_weights()]
    require(shapes == [(3, 3, 1, 3), (3,), (108, 4), (4,)], f"tiny_cnn() was changed; shapes of its weights: {shapes}.")
    W, b, V, c = (rng.normal(size=shape) for shape in shapes)
    images = [rng.random((8, 8, 1)) for _ in range(60)]
    b = -correlate(np.array(images), W, 0 * b, 1, "valid").mean(axis=(0, 1, 2))  # each map is > 0 at half of its places
    slopes_wanted = np.array([[0.6, -0.6, 0.2, -0.4], [-0.6, 0.2, 0.6, 0.6], [0.2, 0.6, -0.6, -0.4]])  # maps × classes
    V = 0.3 * V.reshape(36, 3, 4)
    V = V - V.mean(axis=0)  # slopes that differ from place to place, with mean 0
    V, against = ((V + mean).reshape(108, 4) for mean in (slopes_wanted, -0.6))

    def parts(image):
        """The feature maps (6, 6, 3) and the scores (4,) of one image, in NumPy."""
        maps = np.maximum(correlate(image[None], W, b, 1, "valid")[0], 0)
        return maps, maps.ravel() @ V + c

    def wanted(image, label):
        heat = np.maximum(parts(image)[0] @ slopes_wanted[:, label], 0)
        return heat / heat.max()

    c = -np.mean([parts(image)[1] for image in images], axis=0)  # each class is chosen for some images
    by_class = {int(parts(image)[1].argmax()): image for image in images}
    model.set_weights([part.astype("float32") for part in (W, b, V, c)])
    first = next(iter(by_class))
    with criterion(
        "one number for each place of the maps",
        hint="The maps of tiny_cnn are 6 × 6: return an array (6, 6), without the batch axis.",
    ):
        equal(list(np.shape(grad_cam(model, by_class[first]))), [6, 6], what="the shape of grad_cam(model, image)")
    with criterion(
        "from 0 to 1",
        hint="Negative places are evidence against the class: cut them off at 0. Then divide by the largest.",
    ):
        for image in by_class.values():
            heat = np.asarray(grad_cam(model, image), dtype=float)
            require(heat.min() >= 0, f"the smallest number of a map is {heat.min():.3g}.")
            close(heat.max(), 1.0, atol=1e-5, what="the largest number of a map")
    with criterion(
        "maps weighed by their mean slope",
        weight=2,
        hint="One weight for each map: the gradient of the score (not of the probability behind softmax), averaged "
        "over the places. Then a weighted sum of the maps.",
    ):
        only_first = np.array([1.0, 0, 0, 0])  # class 0 always wins, and only its score depends on the image
        model.set_weights([part.astype("float32") for part in (W, b, V * only_first, 50 * only_first)])
        for image in by_class.values():
            close(grad_cam(model, image), wanted(image, 0), rtol=1e-3, atol=1e-4, what="grad_cam(model, image)")
    with criterion(
        "for the class the model chose",
        hint="The largest of this image's scores: not class 0, not the sum of all scores.",
    ):
        model.set_weights([part.astype("float32") for part in (W, b, V, c)])
        for label, image in by_class.items():
            close(grad_cam(model, image), wanted(image, label), rtol=1e-3, atol=1e-4, what=f"the map for class {label}")
    with criterion(
        "zeros if nothing speaks for the class",
        hint="If the largest heat is 0, dividing by it gives nan. Think of that case before you divide.",
    ):
        model.set_weights([part.astype("float32") for part in (W, b, against, c)])
        close(grad_cam(model, by_class[first]), np.zeros((6, 6)), what="the map where every mean slope is negative")
