"""The check of `conv2d`."""

import numpy as np

from dlcourse.checks.cnn.correlate import correlate
from dlcourse.checks.core import BY_HAND, close, criterion, exercise, unchanged


@exercise(rules=[BY_HAND])
def conv2d(answer, rng):
    """`conv2d(x, W, b, stride, padding)`: images (batch, height, width, channels) to a map for each filter.

    Requirements:
    - "return an array (batch, rows, columns, filters)" → a map for each filter
    - "x_{n,\\;i s + r,\\;j s + c,\\;k} \\; W_{r,c,k,f}" → the kernel as it is
    - "sums over the last three axes of the window" → sums over the channels
    - "y_{n,i,j,f} = b_f +" → adds the bias
    - "the window of all images at once is a slice of x" → steps by the stride
    - "For "same", begin with your pad_same" → pads all around
    - "Leave the arguments as they are" → leaves its arguments unchanged
    """
    x, W, b = rng.normal(size=(2, 6, 7, 3)), rng.normal(size=(3, 3, 3, 4)), rng.normal(size=4)
    none = np.zeros(4)
    with criterion(
        "the kernel as it is",
        hint="Multiply the window and the kernel place by place. Do not flip the kernel: layers use cross-correlation.",
    ):
        image, kernel = rng.normal(size=(1, 4, 4, 1)), np.arange(9.0).reshape(3, 3, 1, 1)
        close(
            answer(image, kernel, none[:1], 1, "valid"),
            correlate(image, kernel, none[:1], 1, "valid"),
            what="the map of one channel",
        )
    with criterion(
        "sums over the channels", hint="A filter has a kernel for EACH channel; their results are added to one map."
    ):
        found = answer(x, W[..., :1], none[:1], 1, "valid")
        close(found, correlate(x, W[..., :1], none[:1], 1, "valid"), what="the map of one filter, without a bias")
    with criterion("a map for each filter", hint="The last axis of W and of the output counts filters."):
        close(answer(x, W, none, 1, "valid"), correlate(x, W, none, 1, "valid"), what="the maps without a bias")
    with criterion("adds the bias", hint="One number for each filter, added at every place."):
        close(answer(0 * x, W, b, 1, "valid"), np.broadcast_to(b, (2, 4, 5, 4)), what="conv2d of black images")
        close(answer(x, W, b, 1, "valid"), correlate(x, W, b, 1, "valid"), what="the maps with a bias")
    with criterion(
        "steps by the stride",
        hint="Place (i, j) of the output uses the pixels from (i · stride, j · stride) on; only whole windows count.",
    ):
        for stride in (2, 3):
            found = answer(x, W, b, stride, "valid")
            close(found, correlate(x, W, b, stride, "valid"), what=f"the output for stride {stride}")
    with criterion("pads all around", hint='For "same", work on pad_same(x, …): zeros before AND after the pixels.'):
        for stride in (1, 2):
            found = answer(x, W, b, stride, "same")
            close(found, correlate(x, W, b, stride, "same"), what=f"the output for stride {stride}, 'same'")
    with criterion(
        "leaves its arguments unchanged", hint="Padding makes a new array; do not write into x, W or b.", trivial=True
    ):
        for padding in ("valid", "same"):
            unchanged(lambda *arrays, padding=padding: answer(*arrays, 1, padding), x, W, b)
