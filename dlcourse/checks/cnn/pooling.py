"""The check of `pooling`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, equal, exercise, unchanged


@exercise(defines=["max_pool2d", "average_pool2d"], rules=[BY_HAND])
def pooling(max_pool2d, average_pool2d, rng):
    """`max_pool2d(x, size, stride)` and `average_pool2d(x, size, stride)` on (batch, height, width, channels)."""
    x = rng.normal(size=(2, 6, 6, 3))

    def windows(images, size, stride):
        """(batch, rows, columns, channels, size, size)."""
        found = np.lib.stride_tricks.sliding_window_view(images, (size, size), axis=(1, 2))
        return found[:, ::stride, ::stride]

    def largest(images, *how):
        return max_pool2d(images.copy(), *how)

    def mean(images, *how):
        return average_pool2d(images.copy(), *how)

    with criterion("the largest of each window", hint="max_pool2d takes the maximum of a window, not its mean."):
        close(largest(x, 2, 2), windows(x, 2, 2).max(axis=(-1, -2)), what="max_pool2d(x, 2, 2)")
    with criterion("the mean of each window", hint="average_pool2d divides by the number of pixels, size · size."):
        close(mean(x, 2, 2), windows(x, 2, 2).mean(axis=(-1, -2)), what="average_pool2d(x, 2, 2)")
    with criterion(
        "negative numbers too", hint="Begin with the first window, not with zeros: the largest of −3 and −1 is −1."
    ):
        below = -1 - np.abs(x)
        close(largest(below, 3, 3), windows(below, 3, 3).max(axis=(-1, -2)), what="max_pool2d of negative numbers")
    with criterion(
        "each channel by itself", hint="Take the maximum over the two axes of the window, not over channels."
    ):
        for pool, name in ((largest, "max_pool2d"), (mean, "average_pool2d")):
            together, apart = pool(x, 2, 2), [pool(x[..., channel : channel + 1], 2, 2) for channel in range(3)]
            equal(list(np.shape(together)), [2, 3, 3, 3], what=f"the shape of {name}(x, 2, 2)")
            close(together, np.concatenate(apart, axis=-1), what=f"{name} of three channels at once")
    with criterion(
        "windows may overlap", hint="size says how large a window is, stride how far apart two of them are."
    ):
        close(largest(x, 3, 1), windows(x, 3, 1).max(axis=(-1, -2)), what="max_pool2d(x, 3, 1)")
        close(mean(x, 3, 2), windows(x, 3, 2).mean(axis=(-1, -2)), what="average_pool2d(x, 3, 2)")
    with criterion("what does not fit is left out", hint="A window must be whole: round the number of places down."):
        odd = rng.normal(size=(1, 5, 7, 2))
        close(largest(odd, 2, 2), windows(odd, 2, 2).max(axis=(-1, -2)), what="max_pool2d of a 5 × 7 image")
        close(mean(odd, 2, 2), windows(odd, 2, 2).mean(axis=(-1, -2)), what="average_pool2d of a 5 × 7 image")
    with criterion("leaves its input unchanged", hint="Write into a new array, not into x.", trivial=True):
        unchanged(lambda images: max_pool2d(images, 2, 2), x)
        unchanged(lambda images: average_pool2d(images, 2, 2), x)
