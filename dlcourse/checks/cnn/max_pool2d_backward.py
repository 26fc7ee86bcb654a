"""The check of `max_pool2d_backward`."""

import numpy as np

from dlcourse.checks.cnn.pooling import windows
from dlcourse.checks.core import BY_HAND, close, criterion, equal, exercise, unchanged

Case = tuple[np.ndarray, np.ndarray, int, int]


def case(shape: tuple[int, ...], size: int, stride: int, rng: np.random.Generator) -> Case:
    """Images without two equal numbers, and a gradient for their largest ones."""
    x = (rng.permutation(np.prod(shape)) - np.prod(shape) / 2).reshape(shape).astype(float)
    return rng.normal(size=windows(x, size, stride).shape[:4]), x, size, stride


def expected(dout: np.ndarray, x: np.ndarray, size: int, stride: int) -> np.ndarray:
    """A step of 0.1 on one number at a time."""
    dx = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        moved = x.copy()
        moved[place] += 0.1
        change = windows(moved, size, stride).max(axis=(-1, -2)) - windows(x, size, stride).max(axis=(-1, -2))
        dx[place] = (dout * change).sum() / 0.1
    return dx


@exercise(rules=[BY_HAND])
def max_pool2d_backward(answer, rng):
    """`max_pool2d_backward(dout, x, size, stride)`: the gradient of max pooling for its input.

    Judged without a formula for it: no two numbers are closer than 1, so a step of 0.1 on one of them does not change
    which are the largest, and Σ dout · max changes by dx · step exactly.

    Requirements:
    - "an array of the shape of x" → an array like x
    - "hands its whole dout to the place of its largest number" → the winner gets it all
    - "The other numbers of the window get nothing" → the winner gets it all
    - "If one number wins in several windows, it gets the sum" → one number wins twice
    - "each channel of each image by itself" → channel by channel, image by image
    - "windows of size × size, stride pixels apart" → size and stride may differ
    - "Leave the arguments as they are" → leaves its arguments unchanged
    """

    single = case((1, 4, 4, 1), 2, 2, rng)
    with criterion("an array like x", hint="Begin with zeros of the shape of x.", trivial=True):
        equal(list(np.shape(answer(*single))), [1, 4, 4, 1], what="the shape of dx")
    with criterion(
        "the winner gets it all",
        hint="Only the largest number of a window reached the output: the gradient goes to ITS place, in full.",
    ):
        close(answer(*single), expected(*single), what="dx of one 4 × 4 map")
    with criterion(
        "size and stride may differ", hint="Window (i, j) begins at pixel (i · stride, j · stride), as in max_pool2d."
    ):
        apart = case((1, 8, 6, 1), 2, 3, rng)
        close(answer(*apart), expected(*apart), what="dx of an 8 × 6 map for windows of 2 × 2, stride 3")
    with criterion(
        "one number wins twice", hint="Where windows overlap, a number may be the largest of several: += and not =."
    ):
        for stride in (1, 2):
            overlapping = case((1, 7, 5, 1), 3, stride, rng)
            close(answer(*overlapping), expected(*overlapping), what=f"dx for windows of 3 × 3, stride {stride}")
    with criterion(
        "channel by channel, image by image",
        hint="Each channel of each image has a winner of its own: look for it along the two axes of the window only.",
    ):
        several = case((2, 4, 4, 3), 2, 2, rng)
        close(answer(*several), expected(*several), what="dx of two images with three channels")
    with criterion("leaves its arguments unchanged", hint="Write into a new array.", trivial=True):
        unchanged(lambda *arrays: answer(*arrays, *several[2:]), *several[:2])
