"""The windows of convolution and pooling on an image, and the numbers at one position of all windows at once."""

from collections.abc import Sequence

import numpy as np

from dlcourse.nn.layers.layer import Layer


def pair(value: int | Sequence[int]) -> tuple[int, int]:
    """Return (value, value) for a number, and a pair as it is."""
    first, second = (value, value) if isinstance(value, int) else value
    return first, second


def window_padding(size: int, window: int, stride: int, padding: str) -> tuple[int, int]:
    """Return (zeros before, zeros after) along an axis of `size` numbers.

    "valid" adds none. "same" adds as many as ceil(size / stride) windows need; if that is odd, the end gets one more.

    >>> window_padding(28, window=3, stride=1, padding="same")
    (1, 1)
    """
    if padding == "valid":
        return 0, 0
    total = max((-(-size // stride) - 1) * stride + window - size, 0)
    return total // 2, total - total // 2


def output_size(size: int, window: int, stride: int) -> int:
    """Return how many windows fit on a padded axis.

    >>> output_size(28, window=3, stride=1)
    26
    """
    return (size - window) // stride + 1


def check_window_arguments(layer: Layer, strides: Sequence[int], padding: str) -> None:
    """Raise ValueError for an unknown padding or a stride below 1."""
    if padding not in ("valid", "same"):
        raise ValueError(
            f"{type(layer).__name__} layer {layer.name!r} needs padding 'valid' or 'same', not {padding!r}."
        )
    if min(strides) < 1:
        raise ValueError(f"{type(layer).__name__} layer {layer.name!r} needs strides of 1 or more, not {strides}.")


class Windows:
    """The windows of one layer on images (batch, height, width, channels).

    Raises ValueError, naming the layer and both shapes, when a window is larger than the image.
    """

    def __init__(
        self, layer: Layer, image_shape: Sequence[int], window: Sequence[int], strides: Sequence[int], padding: str
    ) -> None:
        self.image_shape = image_shape
        self.window = window
        self.strides = strides
        self.padding = [window_padding(*axis, padding) for axis in zip(image_shape[1:3], window, strides, strict=True)]
        self.padded = [size + sum(pad) for size, pad in zip(image_shape[1:3], self.padding, strict=True)]
        self.outputs = tuple(output_size(*axis) for axis in zip(self.padded, window, strides, strict=True))
        if min(self.outputs) < 1:
            raise ValueError(
                f"{type(layer).__name__} layer {layer.name!r} has windows of shape {window}, "
                f"which do not fit on images of shape {tuple(image_shape)}."
            )

    def pad(self, images, value=0):
        """Return the images with a border of `value`; the images themselves when there is no border."""
        if not any(map(sum, self.padding)):
            return images
        return np.pad(images, ((0, 0), *self.padding, (0, 0)), constant_values=value)

    def unpad(self, padded):
        """Return the images without their border."""
        (top, _), (left, _) = self.padding
        return padded[:, top : top + self.image_shape[1], left : left + self.image_shape[2]]

    def offsets(self):
        """Yield (row, column, index) for each position in a window.

        `padded_images[index]` has the numbers at this position of all windows: (batch, *outputs, channels), a view.
        """
        for row in range(self.window[0]):
            for column in range(self.window[1]):
                rows = slice(row, row + (self.outputs[0] - 1) * self.strides[0] + 1, self.strides[0])
                columns = slice(column, column + (self.outputs[1] - 1) * self.strides[1] + 1, self.strides[1])
                yield row, column, (slice(None), rows, columns)
