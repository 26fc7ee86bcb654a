"""The check of `build_cnn`."""

from typing import Any

import numpy as np

from dlcourse.checks.core import WITH_KERAS, close, criterion, exercise, require
from dlcourse.checks.models import network, outputs, take_weights

MOST_PARAMETERS, LEAST_ACCURACY = 30_000, 0.6
CONVOLUTIONS = ("Conv2D", "SeparableConv2D", "DepthwiseConv2D")


@exercise(rules=[WITH_KERAS], seconds=60)
def build_cnn(answer, rng):
    """`build_cnn()`: a compiled CNN that learns to recognise drawings, with at most 30,000 parameters.

    Requirements:
    - "return a compiled keras.Sequential (or keras.Model)" → a network of Keras' own layers
    - "compiled" → compiled
    - "Input (28, 28, 1)" → takes drawings and gives ten probabilities
    - "At most 30,000 parameters" → at most 30,000 parameters
    - "with kernels larger than 1 × 1" → looks at neighbourhoods
    - "The last one carries name="features"" → the last convolution is named features
    - "Dense(10, name="scores") without activation" → scores are plain numbers, and Softmax follows
    - "keras.layers.Softmax()" → scores are plain numbers, and Softmax follows
    - "Of 1,000 new drawings 60 % must be right" → 60% of new drawings after four epochs
    """
    images, labels = drawings(int(rng.integers(1 << 30)), 2500)
    new_images, new_labels = drawings(int(rng.integers(1 << 30)), 1000)
    found = network(answer, new_images[:40])
    if found is None:
        return
    model, rebuilt = found
    _has_the_form(model, rebuilt)
    with criterion(
        "takes drawings and gives ten probabilities",
        hint="Input((28, 28, 1)) first, pixels as they are; at the end ten numbers for each drawing.",
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
        f"{LEAST_ACCURACY:.0%} of new drawings after four epochs",
        weight=3,
        hint="Right on training drawings only? It overfits: convolve and pool before the dense layer. Wrong on "
        "both? Are the pixels scaled (Rescaling), are there two or three convolutions, is the loss for class numbers? "
        "Does it average whole maps? That learns slowly: four epochs may be too few.",
    ):
        model.fit(images, labels, batch_size=32, epochs=4, verbose=0)
        take_weights(rebuilt, model.get_weights())
        shares = [
            float((outputs(rebuilt, x).argmax(axis=1) == y).mean())
            for x, y in ((images, labels), (new_images, new_labels))
        ]
        seen = f"{shares[0]:.0%} of the drawings it was trained on are right, and {shares[1]:.1%} of 1000 new ones"
        require(shares[1] >= LEAST_ACCURACY, f"{seen}; expected {LEAST_ACCURACY:.0%}.")


def _has_the_form(model: Any, rebuilt: Any) -> None:
    """The criteria about layers: what they are, in which order, and their names."""
    convolutions = [layer for layer in rebuilt.layers if type(layer).__name__ in CONVOLUTIONS]
    with criterion("compiled", hint="End with model.compile(optimizer, loss=…): the check only calls fit."):
        require(bool(model.compiled), "the model is not compiled.")
    with criterion(
        "looks at neighbourhoods",
        hint="Use Conv2D layers with kernels larger than 1 × 1: a single pixel shows no shape.",
    ):
        kernels = [tuple(layer.kernel_size) for layer in convolutions]
        require(any(max(kernel) > 1 for kernel in kernels), f"the kernel sizes of its Conv2D layers are {kernels}.")
    with criterion(
        "the last convolution is named features",
        hint='Grad-CAM will ask for its maps: name="features" belongs to the LAST convolution of the network.',
    ):
        names = [layer.name for layer in convolutions]
        require(names[-1:] == ["features"], f"the names of its convolutions are, from first to last, {names}.")
    with criterion(
        "scores are plain numbers, and Softmax follows",
        hint='The last two layers are Dense(10, name="scores"), without activation, and Softmax(): Grad-CAM needs the '
        "scores before softmax.",
    ):
        last = [(type(layer).__name__, layer.name) for layer in rebuilt.layers[-2:]]
        require(len(last) == 2 and last[0] == ("Dense", "scores"), f"its last two layers are {last}.")
        kept = rebuilt.layers[-2].get_config()["activation"]
        require(kept == "linear", f"the layer 'scores' has the activation {kept!r}; expected none.")
        kinds = last[1][0], rebuilt.layers[-1].get_config().get("activation")
        require(kinds[0] == "Softmax" or kinds == ("Activation", "softmax"), f"the last layer is a {kinds[0]} layer.")


def drawings(seed: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    """New drawings `(count, 28, 28, 1)` of the ten things in `sketches`, and their labels."""
    from dlcourse.data.makers.sketches import make

    made = make(train=0, test=count, seed=seed)
    return made["x_test"][..., None], made["y_test"]
