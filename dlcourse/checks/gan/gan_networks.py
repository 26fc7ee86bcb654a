"""The check of `gan_networks`."""

import numpy as np

from dlcourse.checks.core import (
    WITH_KERAS,
    close,
    criterion,
    exercise,
    require,
)
from dlcourse.checks.models import network, outputs


@exercise(defines=["build_generator", "build_discriminator"], rules=[WITH_KERAS], seconds=20)
def gan_networks(build_generator, build_discriminator, rng):
    """`build_generator(inputs)`: noise to images (8, 8, 1); `build_discriminator(channels)`: images to one logit."""
    z = rng.normal(size=(6, 34)).astype("float32")
    images = rng.uniform(-1, 1, size=(6, 8, 8, 11)).astype("float32")
    forger = network(lambda: build_generator(34), z, what="a generator")
    judge = network(lambda: build_discriminator(11), images, what="a discriminator")
    if forger is None or judge is None:
        return
    generator, discriminator = forger[1], judge[1]
    with criterion(
        "noise in, images out", hint="From (n, inputs) to (n, 8, 8, 1): Dense, Reshape, then grow 2 → 4 → 8."
    ):
        close(outputs(generator, z).shape, [6, 8, 8, 1], what="the shape of the images for 34 inputs")
        narrow = build_generator(20)
        close(np.shape(narrow(z[:, :20])), [6, 8, 8, 1], what="the shape of the images for 20 inputs")
    with criterion(
        "pixels from −1 to 1",
        hint="The last activation is tanh: a sigmoid never gives less than 0; without one, there are no bounds.",
    ):
        found = outputs(generator, 100 * z)
        require(
            np.abs(found).max() <= 1.0001, f"a pixel is {found.flat[np.abs(found).argmax()]:.3g}; expected −1 to 1."
        )
        require(
            found.min() < -0.1 and found.max() > 0.1,
            f"pixels lie between {found.min():.2g} and {found.max():.2g}; expected both signs.",
        )
    with criterion(
        "grows with Conv2DTranspose", hint="Two Conv2DTranspose layers with stride 2 double the size twice."
    ):
        count = _layer_classes(generator).count("Conv2DTranspose")
        require(count >= 2, f"the generator has {count} Conv2DTranspose layers; expected two or more.")
    with criterion("images in, one number out", hint="From (n, 8, 8, channels) to (n, 1)."):
        close(outputs(discriminator, images).shape, [6, 1], what="the shape of the output for 11 channels")
        narrow = build_discriminator(1)
        close(np.shape(narrow(images[..., :1])), [6, 1], what="the shape of the output for 1 channel")
    with criterion(
        "a logit, not a probability", hint="No activation at the end: the losses of exercise 1 take logits."
    ):
        found = outputs(discriminator, 100 * images)
        require(found.min() < 0 or found.max() > 1, "all outputs lie between 0 and 1, even for very large inputs.")
        require(np.ptp(found) > 0, "all outputs are equal.")
    with criterion("looks with convolutions", hint="Conv2D with stride 2 halves the image: 8 → 4 → 2; then flatten."):
        require("Conv2D" in _layer_classes(discriminator), "the discriminator has no Conv2D layer.")


def _layer_classes(model) -> list[str]:
    """The class names of a model's layers, and of the layers of models inside it."""

    def classes_in(config) -> list[str]:
        found = []
        for layer in config.get("layers", []):
            found += [layer["class_name"], *classes_in(layer["config"])]
        return found

    return classes_in(model.get_config())
