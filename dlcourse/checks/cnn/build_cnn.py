"""The check of `build_cnn`."""

import numpy as np

from dlcourse.checks.core import WITH_KERAS, close, criterion, exercise, require
from dlcourse.checks.models import network, outputs, take_weights

MOST_PARAMETERS, LEAST_ACCURACY = 30_000, 0.6


@exercise(rules=[WITH_KERAS], seconds=60)
def build_cnn(answer, rng):
    """`build_cnn()`: a compiled CNN that learns to recognise drawings, with at most 30,000 parameters."""
    images, labels = drawings(int(rng.integers(1 << 30)), 2500)
    new_images, new_labels = drawings(int(rng.integers(1 << 30)), 1000)
    found = network(answer, new_images[:40])
    if found is None:
        return
    model, rebuilt = found
    layers = rebuilt.get_config()["layers"]
    with criterion(
        "takes drawings and gives ten probabilities",
        hint="Input((28, 28, 1)) first, pixels as they are; Dense(10) and Softmax last.",
    ):
        p = outputs(rebuilt, new_images[:40])
        close(p.shape, [40, 10], what="the shape of the output for 40 images")
        close(p.sum(axis=1), np.ones(40), rtol=1e-3, what="the sums of the outputs")
    with criterion(
        f"at most {MOST_PARAMETERS:,} parameters",
        trivial=True,
        hint="Most of them are in the dense layer behind Flatten: pool more, or use fewer filters or units.",
    ):
        count = rebuilt.count_params()
        require(count <= MOST_PARAMETERS, f"the model has {count:,} parameters; expected at most {MOST_PARAMETERS:,}.")
    with criterion(
        "looks at neighbourhoods",
        hint="Use Conv2D layers with kernels larger than 1 × 1: a single pixel shows no shape.",
    ):
        kernels = [layer["config"]["kernel_size"] for layer in layers if layer["class_name"] == "Conv2D"]
        require(any(max(kernel) > 1 for kernel in kernels), f"the kernel sizes of its Conv2D layers are {kernels}.")
    with criterion(
        "the layers features and scores are named",
        hint='Grad-CAM will ask for them: "features" is the last Conv2D, "scores" the Dense(10) before Softmax.',
    ):
        named = {layer["config"].get("name"): layer["class_name"] for layer in layers}
        require(named.get("features") == "Conv2D", "no Conv2D layer is named 'features'.")
        require(named.get("scores") == "Dense", "no Dense layer is named 'scores'.")
    with criterion(
        f"{LEAST_ACCURACY:.0%} of new drawings after four epochs",
        weight=3,
        hint="Right on training drawings only? It overfits: convolve and pool before the dense layer. Wrong on "
        "both? Are the pixels scaled (Rescaling), are there two or three convolutions, is the loss for class numbers?",
    ):
        model.fit(images, labels, batch_size=32, epochs=4, verbose=0)
        take_weights(rebuilt, model.get_weights())
        shares = [
            float((outputs(rebuilt, x).argmax(axis=1) == y).mean())
            for x, y in ((images, labels), (new_images, new_labels))
        ]
        seen = f"{shares[0]:.0%} of the drawings it was trained on are right, and {shares[1]:.1%} of 1000 new ones"
        require(shares[1] >= LEAST_ACCURACY, f"{seen}; expected {LEAST_ACCURACY:.0%}.")


def drawings(seed: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    """New drawings `(count, 28, 28, 1)` of the ten things in `sketches`, and their labels."""
    from dlcourse.data.makers.sketches import make

    made = make(train=0, test=count, seed=seed)
    return made["x_test"][..., None], made["y_test"]
