"""The check of `pad_same`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, unchanged
from dlcourse.nn.layers.windows import window_padding


def wanted(x: np.ndarray, kernel: int, stride: int) -> np.ndarray:
    """The images with the zeros that Keras' "same" needs; `dlcourse.nn` is tested against it."""
    return np.pad(x, ((0, 0), *(window_padding(n, kernel, stride, "same") for n in x.shape[1:3]), (0, 0)))


@exercise(rules=[BY_HAND])
def pad_same(answer, rng):
    """`pad_same(x, kernel, stride)`: zeros around images (batch, height, width, channels).

    Requirements:
    - "Half of them go before the pixels, half behind them" → zeros on all sides
    - "An odd one goes behind (below, or to the right)" → an odd zero goes to the end
    - "zeros are missing" → no more than the stride needs
    - "none, if that is negative" → never less than nothing
    - "For rows and for columns alike" → height and width differ
    - "Leave x as it is" → leaves its input unchanged
    """
    x = rng.normal(size=(2, 6, 6, 3))
    with criterion(
        "zeros on all sides", hint="A 3 × 3 kernel needs one more row above AND below, one more column left AND right."
    ):
        close(answer(x, 3, 1), wanted(x, 3, 1), what="pad_same(x, 3, 1)")
        close(answer(x, 5, 1), wanted(x, 5, 1), what="pad_same(x, 5, 1)")
    with criterion(
        "an odd zero goes to the end", hint="With an even kernel one side gets one more: below and to the right."
    ):
        for kernel in (2, 4):
            close(answer(x, kernel, 1), wanted(x, kernel, 1), what=f"pad_same(x, {kernel}, 1)")
    with criterion(
        "no more than the stride needs",
        hint="Where is the last window? It begins at (places − 1) · stride and ends `kernel` pixels later.",
    ):
        for n, kernel, stride in ((6, 3, 2), (7, 3, 2), (7, 4, 3)):
            images = rng.normal(size=(1, n, n, 2))
            found = answer(images, kernel, stride)
            close(
                found,
                wanted(images, kernel, stride),
                what=f"padded {n} × {n} images for kernel {kernel}, stride {stride}",
            )
    with criterion(
        "never less than nothing",
        trivial=True,
        hint="When the windows do not reach the last pixels, nothing is added, and nothing is cut off.",
    ):
        close(answer(x, 1, 2), x, what="pad_same(x, 1, 2)")
    with criterion(
        "height and width differ", hint="Rows and columns may need different numbers of zeros: use both lengths."
    ):
        images = rng.normal(size=(2, 5, 8, 1))
        close(answer(images, 3, 2), wanted(images, 3, 2), what="padded 5 × 8 images for kernel 3, stride 2")
    with criterion("leaves its input unchanged", hint="Make a new array; do not write into x.", trivial=True):
        unchanged(lambda images: answer(images, 3, 1), x)
