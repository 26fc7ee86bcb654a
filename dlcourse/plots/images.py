"""Small grey images in a grid: samples, weights, mistakes."""

from collections.abc import Sequence

import numpy as np

from dlcourse.plots.style import BLUE, label, new_figure, show


def image_grid(images: np.ndarray, titles: Sequence[str], title: str, alt: str, *, columns: int = 10) -> None:
    """Grey images `(n, height, width)` with a line of text above each."""
    rows = -(-len(images) // columns)
    figure, axes = new_figure(columns, rows, width=0.9 * columns, height=1.15 * rows + 0.35, squeeze=False)
    for ax in axes.flat:
        ax.axis("off")
    for ax, image, text in zip(axes.flat, images, titles, strict=False):
        ax.imshow(image, cmap="gray_r")
        ax.set_title(text, fontsize=9)
    figure.suptitle(title, fontsize=11)
    show(figure, alt)


def weight_images(W: np.ndarray, side: int, titles: Sequence[str], title: str, alt: str) -> None:
    """The weights `(side · side, units)` of each unit as an image: large weights are bright, small ones dark.
    The colours go from dark to bright, so they can also be read in greyscale.
    """
    reach = np.abs(W).max()
    units = W.shape[1]
    figure, axes = new_figure(units, width=max(3.2, 0.95 * units), height=1.9, squeeze=False)
    for ax, column, text in zip(axes.flat, W.T, titles, strict=True):
        shades = ax.imshow(column.reshape(side, side), cmap="cividis", vmin=-reach, vmax=reach)
        ax.set_title(text, fontsize=9)
        ax.axis("off")
    figure.colorbar(shades, ax=axes, shrink=0.7, label="weight")
    figure.suptitle(title, fontsize=11)
    show(figure, alt)


def loss_and_accuracy(
    losses: Sequence[float],
    accuracies: Sequence[float],
    baseline: float,
    name: str,
    *,
    model: str = "softmax regression",
) -> None:
    """A training run of `model`: the loss, and the accuracy on held-out data beside the baseline `name`."""
    figure, (left, right) = new_figure(2, width=8.6, height=2.8)
    epochs = range(1, len(losses) + 1)
    left.plot(epochs, losses, color=BLUE)
    left.set_ylim(0)
    label(left, "The loss falls", "epoch", "cross-entropy (nats)")
    right.plot(epochs, accuracies, color=BLUE, label=model)
    right.axhline(baseline, color="black", ls="--", lw=1, label=name)
    right.set_ylim(0.5, 1)
    label(right, "… and unseen digits are recognised", "epoch", "test accuracy")
    right.legend(frameon=False, fontsize=9, loc="lower right")
    show(
        figure,
        f"Left: the training loss falls from {losses[0]:.2f} to {losses[-1]:.2f}. Right: test accuracy rises to "
        f"{accuracies[-1]:.3f}; the dashed line is {name} at {baseline:.3f}.",
    )
