"""The check of `conv2d`."""

import numpy as np

from dlcourse.checks.cnn.correlate import correlate
from dlcourse.checks.core import BY_HAND, close, criterion, exercise, unchanged


@exercise(rules=[BY_HAND])
def conv2d(answer, rng):
    """`conv2d(x, W, b, stride, padding)`: images (batch, height, width, channels) to a map for each filter."""
    x, W, b = rng.normal(size=(2, 6, 7, 3)), rng.normal(size=(3, 3, 3, 4)), rng.normal(size=4)
    one, none = np.ones((1, 1, 1, 1)), np.zeros(1)
    with criterion(
        "the kernel as it is",
        hint="Multiply the window and the kernel place by place. Do not flip the kernel: layers use cross-correlation.",
    ):
        image, kernel = rng.normal(size=(1, 4, 4, 1)), np.arange(9.0).reshape(3, 3, 1, 1)
        close(
            answer(image, kernel, none, 1, "valid"),
            correlate(image, kernel, none, 1, "valid"),
            what="the map of one channel",
        )
    with criterion(
        "sums over the channels", hint="A filter has a kernel for EACH channel; their results are added to one map."
    ):
        W1 = W[..., :1]
        close(answer(x, W1, b[:1], 1, "valid"), correlate(x, W1, b[:1], 1, "valid"), what="the map of one filter")
    with criterion("a map for each filter", hint="The last axis of W and of the output counts filters."):
        close(answer(x, W, 0 * b, 1, "valid"), correlate(x, W, 0 * b, 1, "valid"), what="the maps without a bias")
    with criterion("adds the bias", hint="One number for each filter, added at every place."):
        close(answer(0 * x, W, b, 1, "valid"), np.broadcast_to(b, (2, 4, 5, 4)), what="conv2d of black images")
    with criterion(
        "steps by the stride", hint="Place (i, j) of the output uses the pixels from (i · stride, j · stride) on."
    ):
        for stride in (2, 3):
            found = answer(x, W, b, stride, "valid")
            close(found, correlate(x, W, b, stride, "valid"), what=f"the output for stride {stride}")
    with criterion("pads all around", hint='For "same", work on pad_same(x, …): zeros before AND after the pixels.'):
        for stride in (1, 2):
            found = answer(x, W, b, stride, "same")
            close(found, correlate(x, W, b, stride, "same"), what=f"the output for stride {stride}, 'same'")
    with criterion("leaves its input unchanged", hint="Padding makes a new array; do not write into x.", trivial=True):
        unchanged(lambda images: answer(images, one, none, 1, "same"), x[..., :1])
