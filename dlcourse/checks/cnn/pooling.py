"""The check of `pooling`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, equal, exercise, unchanged


def windows(images: np.ndarray, size: int, stride: int) -> np.ndarray:
    """Views on all windows: (batch, rows, columns, channels, size, size)."""
    found = np.lib.stride_tricks.sliding_window_view(images, (size, size), axis=(1, 2))
    return found[:, ::stride, ::stride]


@exercise(defines=["max_pool2d", "average_pool2d"], rules=[BY_HAND])
def pooling(max_pool2d, average_pool2d, rng):
    """`max_pool2d(x, size, stride)` and `average_pool2d(x, size, stride)` on (batch, height, width, channels).

    Requirements:
    - "max_pool2d(x, size, stride)" → the largest of each window
    - "average_pool2d(x, size, stride)" → the mean of each window
    - "the largest number" → negative numbers too
    - "each channel is pooled by itself" → each channel by itself
    - "padding "valid"" → what does not fit is left out
    - "windows of size × size, stride pixels apart" → windows may overlap
    - "Leave x as it is" → leaves its input unchanged
    """
    x = rng.normal(size=(2, 6, 6, 3))
    one = np.abs(x[:1, ..., :1])  # one image, one channel, no negative numbers
    with criterion("the largest of each window", hint="max_pool2d takes the maximum of a window, not its mean."):
        close(max_pool2d(one, 2, 2), windows(one, 2, 2).max(axis=(-1, -2)), what="max_pool2d(x, 2, 2)")
    with criterion("the mean of each window", hint="average_pool2d divides by the number of pixels, size · size."):
        close(average_pool2d(one, 2, 2), windows(one, 2, 2).mean(axis=(-1, -2)), what="average_pool2d(x, 2, 2)")
    with criterion(
        "negative numbers too", hint="Begin with the first window, not with zeros: the largest of −3 and −1 is −1."
    ):
        below = -1 - one
        close(max_pool2d(below, 3, 3), windows(below, 3, 3).max(axis=(-1, -2)), what="max_pool2d of negative numbers")
        close(average_pool2d(below, 3, 3), windows(below, 3, 3).mean(axis=(-1, -2)), what="average_pool2d of them")
    with criterion(
        "each channel by itself", hint="Summarise over the two axes of the window, not over channels, not over images."
    ):
        for pool, name in ((max_pool2d, "max_pool2d"), (average_pool2d, "average_pool2d")):
            together = pool(x, 2, 2)
            equal(list(np.shape(together)), [2, 3, 3, 3], what=f"the shape of {name}(x, 2, 2)")
            for n, k in np.ndindex(2, 3):
                alone = pool(x[n : n + 1, ..., k : k + 1], 2, 2)[0, ..., 0]
                close(np.asarray(together)[n, ..., k], alone, what=f"{name}(x, 2, 2)[{n}, ..., {k}]")
    with criterion("what does not fit is left out", hint="A window must be whole: round the number of places down."):
        odd = rng.normal(size=(1, 5, 7, 2))
        close(max_pool2d(odd, 2, 2), windows(odd, 2, 2).max(axis=(-1, -2)), what="max_pool2d of a 5 × 7 image")
        close(average_pool2d(odd, 2, 2), windows(odd, 2, 2).mean(axis=(-1, -2)), what="average_pool2d of a 5 × 7 image")
    with criterion(
        "windows may overlap", hint="size says how large a window is, stride how far apart two of them are."
    ):
        close(max_pool2d(x, 3, 1), windows(x, 3, 1).max(axis=(-1, -2)), what="max_pool2d(x, 3, 1)")
        close(average_pool2d(x, 3, 2), windows(x, 3, 2).mean(axis=(-1, -2)), what="average_pool2d(x, 3, 2)")
    with criterion("leaves its input unchanged", hint="Write into a new array, not into x.", trivial=True):
        unchanged(lambda images: max_pool2d(images, 2, 2), x)
        unchanged(lambda images: average_pool2d(images, 2, 2), x)
