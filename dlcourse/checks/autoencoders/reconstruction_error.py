"""The check of `reconstruction_error`."""

import numpy as np

from dlcourse.checks.autoencoders.shapes import has_shape
from dlcourse.checks.core import BY_HAND, close, criterion, exercise


@exercise(rules=[BY_HAND])
def reconstruction_error(answer, rng):
    """`reconstruction_error(x, x_hat)`: mean squared difference of each sample, (n,).

    Requirements:
    - "Return `(n,)`" → one number for each sample
    - "the mean of the squared differences over all its entries" → a mean, not a sum
    - "the squared differences" → squares
    - "in the same shape" → each sample by itself
    - "or an image" → images too
    """
    x, x_hat = rng.normal(size=(2, 5, 7))
    with criterion(
        "one number for each sample",
        trivial=True,
        hint="The mean goes over the entries of a sample, not over the samples, and leaves no axis of length 1.",
    ):
        has_shape(answer(x, x_hat), (5,), what="the shape for rows of shape (5, 7)")
    with criterion(
        "a mean, not a sum",
        hint="A sample with twice as many entries, each as wrong, has the same error: divide by the number of entries "
        "of one sample. No root is taken.",
    ):
        close(answer(np.ones((3, 8)), np.zeros((3, 8))), np.ones(3), what="the errors where each entry is wrong by 1")
    with criterion("squares", hint="(−3)² = 9, and no root is taken: one large miss counts more than many small ones."):
        far = np.full((2, 4), -3.0)
        close(answer(far, np.zeros((2, 4))), [9.0, 9.0], rtol=1e-5, what="the errors where each entry is wrong by −3")
    with criterion(
        "each sample by itself",
        hint="Row 0 of x is compared with row 0 of x_hat, entry by entry. First the difference, then its square, then "
        "the mean: a miss of +1 and one of −1 must not cancel.",
    ):
        wanted = [np.linalg.norm(a - b) ** 2 / 7 for a, b in zip(x, x_hat, strict=True)]
        close(answer(x, x_hat), wanted, rtol=1e-5, what="the errors")
    with criterion(
        "images too",
        hint="For (n, h, w) the mean goes over the rows and the columns of each image: over all axes but one.",
    ):
        images, rebuilt = rng.normal(size=(2, 4, 3, 5, 2))
        wanted = [
            np.linalg.norm(a - b) ** 2 / 30 for a, b in zip(images.reshape(4, 30), rebuilt.reshape(4, 30), strict=True)
        ]
        close(answer(images, rebuilt), wanted, rtol=1e-5, what="the errors of images (4, 3, 5, 2)")
