"""The check of `gan_networks`."""

from typing import Any

import numpy as np

from dlcourse.checks.core import WITH_KERAS, close, criterion, equal, exercise, require
from dlcourse.checks.models import network, outputs, rebuild

HALVES_OR_DOUBLES = {"kernel_size": (4, 4), "strides": (2, 2), "padding": "same"}


@exercise(defines=["build_generator", "build_discriminator"], rules=[WITH_KERAS], seconds=20)
def gan_networks(build_generator, build_discriminator, rng):
    """`build_generator(inputs)`: noise to images (8, 8, 1); `build_discriminator(channels)`: images to one logit.

    Requirements:
    - "from `(n, inputs)` to images `(n, 8, 8, 1)`" → noise in, images out
    - "Dense with ReLU, reshaped to 2 × 2 with 64 channels" → begins with 2 × 2 and 64 channels
    - "two `Conv2DTranspose` with kernel 4, stride 2, padding `"same"`: 32 channels with ReLU, then 1 channel" → grows
      with Conv2DTranspose
    - "an activation that fits −1 … 1" → pixels from −1 to 1
    - "from `(n, 8, 8, channels)` to one logit" → images in, one number out
    - "one unit, with no activation" → a logit, not a probability
    - "Two `Conv2D` with kernel 4, stride 2, padding `"same"`, 16 and 32 channels, each with activation `"silu"`" →
      looks with convolutions
    - "Build both networks from Keras' own layers" → a generator of Keras' own layers
    - "Build both networks from Keras' own layers" → a discriminator of Keras' own layers
    - "so that their weights are there before the first call" → weights from the start
    """
    z = rng.normal(size=(6, 34)).astype("float32")
    images = rng.uniform(-1, 1, size=(6, 8, 8, 11)).astype("float32")
    forger = network(lambda: build_generator(34), z, what="a generator")
    judge = network(lambda: build_discriminator(11), images, what="a discriminator")
    if forger is None or judge is None:
        return
    with criterion(
        "weights from the start",
        hint="Begin with keras.Input. Without it the weights come with the first call, and the capstone's optimizers, "
        "which are built before, would know none of them.",
    ):
        for name, make, wanted in (("generator", lambda: build_generator(34), forger[1]),
                                   ("discriminator", lambda: build_discriminator(11), judge[1])):  # fmt: skip
            count = len(rebuild(make()).weights)
            require(count == len(wanted.weights), f"a new {name} has {count} arrays of weights before its first call.")
    _generator_criteria(forger[1], build_generator, z)
    _discriminator_criteria(judge[1], build_discriminator, images)


def _generator_criteria(generator: Any, build_generator, z: np.ndarray) -> None:
    layers = _layers(generator)
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
    grown = [one for one in layers if one[0] == "Conv2DTranspose"]
    with criterion(
        "grows with Conv2DTranspose",
        hint="Two Conv2DTranspose layers double the size twice: kernel 4, stride 2, padding same. Which channels?",
    ):
        require(len(grown) == 2, f"the generator has {len(grown)} Conv2DTranspose layers; expected two.")
        for (_, config, activation), channels, wanted in zip(grown, (32, 1), ("relu", "tanh"), strict=True):
            _require_settings("Conv2DTranspose", config, channels)
            require(
                activation == wanted, f"the Conv2DTranspose with {channels} channels has {activation}, not {wanted}."
            )
    with criterion(
        "begins with 2 × 2 and 64 channels", hint="Dense makes 2 · 2 · 64 numbers, with ReLU; then Reshape."
    ):
        dense = [(config["units"], activation) for kind, config, activation in layers if kind == "Dense"]
        require(dense == [(256, "relu")], f"the generator's Dense layers are {dense}; expected one of 256 with ReLU.")
        shapes = [tuple(config["target_shape"]) for kind, config, _ in layers if kind == "Reshape"]
        require(shapes[:1] in ([(2, 2, 64)], [(2, 2, -1)]), f"the generator reshapes to {shapes}; expected (2, 2, 64).")


def _discriminator_criteria(discriminator: Any, build_discriminator, images: np.ndarray) -> None:
    layers = _layers(discriminator)
    with criterion("images in, one number out", hint="From (n, 8, 8, channels) to (n, 1)."):
        close(outputs(discriminator, images).shape, [6, 1], what="the shape of the output for 11 channels")
        narrow = build_discriminator(1)
        close(np.shape(narrow(images[..., :1])), [6, 1], what="the shape of the output for 1 channel")
    with criterion(
        "a logit, not a probability",
        hint="No activation at the end, so that every number can come out: the losses of exercise 1 take logits.",
    ):
        kind, _, activation = layers[-1]
        require(
            (kind, activation) == ("Dense", "linear"), f"the last layer is {kind} with the activation {activation}."
        )
    with criterion(
        "looks with convolutions",
        hint="Two Conv2D layers halve the image twice, 8 → 4 → 2: kernel 4, stride 2, padding same. Which channels,"
        " which activation?",
    ):
        seen = [one for one in layers if one[0] == "Conv2D"]
        require(len(seen) == 2, f"the discriminator has {len(seen)} Conv2D layers; expected two.")
        for (_, config, activation), channels in zip(seen, (16, 32), strict=True):
            _require_settings("Conv2D", config, channels)
            require(activation == "silu", f"the Conv2D with {channels} channels has the activation {activation}.")


def _layers(model: Any) -> list[tuple[str, dict, str]]:
    """Class, settings and activation of each layer, also of models inside; an activation may be a layer of its own."""
    found: list[tuple[str, dict, str]] = []
    for layer in model.layers:
        kind, config = type(layer).__name__, layer.get_config()
        if hasattr(layer, "layers"):
            found += _layers(layer)
        elif kind in ("Activation", "ReLU", "Softmax") and found:
            name = config["activation"] if kind == "Activation" else kind.lower()
            found[-1] = (*found[-1][:2], _usual_name(name))
        elif kind not in ("InputLayer", "Dropout", "Identity"):
            found.append((kind, config, _usual_name(config.get("activation", "linear"))))
    return found


def _usual_name(activation: str) -> str:
    return "silu" if activation == "swish" else activation


def _require_settings(kind: str, config: dict, channels: int) -> None:
    equal(config["filters"], channels, what=f"the channels of a {kind} layer")
    for name, wanted in HALVES_OR_DOUBLES.items():
        found = tuple(config[name]) if isinstance(config[name], list | tuple) else config[name]
        require(found == wanted, f"the {kind} with {channels} channels has {name} {found}; expected {wanted}.")
