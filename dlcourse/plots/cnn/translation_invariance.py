"""The effect of a shift on the pixels of a picture and on the accuracy of a network."""

from collections.abc import Mapping, Sequence

import numpy as np

from dlcourse.plots.style import COLOURS, LINES, MARKERS, label, new_figure, show


def two_places(image: np.ndarray, shifted: np.ndarray) -> None:
    """A grey image `(height, width)`, the same one shifted, and the pixels in which the two differ."""
    ink, differ = (image > 0).sum(), image != shifted
    figure, axes = new_figure(3, width=7.6, height=3.2)
    titles = ("a digit", "two pixels to the right", f"{differ.sum()} pixels differ")
    for ax, picture, title in zip(axes, (image, shifted, differ), titles, strict=True):
        ax.imshow(picture, cmap="gray_r")
        ax.axvline(np.flatnonzero(image.any(axis=0))[0] - 0.5, color=COLOURS[1], ls="--", lw=1.5)
        ax.set(xticks=[], yticks=[])
        ax.spines[:].set_visible(True)
        ax.set_title(title, fontsize=10)
    figure.suptitle("Two pixels to the right, and most of its pixels differ (dashed: the same column)", fontsize=11)
    show(
        figure,
        f"Three pictures of 28 by 28 pixels: a digit of {ink} inked pixels, the same digit two pixels further right, "
        f"and the {differ.sum()} pixels in which the two pictures differ.",
    )


def accuracy_by_shift(accuracies: Mapping[str, Sequence[float]], title: str) -> None:
    """Accuracy against the shift in pixels (0, 1, 2, …), a line for each network."""
    figure, ax = new_figure(width=7.0, height=3.3)
    lines = zip(accuracies.items(), COLOURS, LINES, MARKERS, strict=False)
    for (name, values), colour, line, marker in lines:
        ax.plot(values, color=colour, ls=line, marker=marker, label=name)
    ax.axhline(0.1, color="black", lw=0.8)
    ax.text(0, 0.115, "guessing", fontsize=9)
    ax.set_ylim(0, 1.03)
    label(ax, title, "shift to the right (pixels)", "share of the test digits that are right")
    ax.legend(frameon=False, fontsize=9, loc="center left", bbox_to_anchor=(1, 0.5))
    ends = "; ".join(
        f"{name} from {values[0]:.2f} without a shift to {values[-1]:.2f}" for name, values in accuracies.items()
    )
    show(figure, f"Accuracy against a shift of 0 to {len(next(iter(accuracies.values()))) - 1} pixels: {ends}.")
