"""Inside a convolutional network: its filters, its feature maps, and the pixels on which its output depends."""

from collections.abc import Sequence

import numpy as np

from dlcourse.plots.style import label, new_figure, show


def filters(W: np.ndarray, title: str) -> None:
    """The kernels `(height, width, 1, filters)` of a first layer, one picture a filter."""
    reach, count = np.abs(W).max(), W.shape[-1]
    rows = -(-count // 6)
    figure, axes = new_figure(6, rows, width=7.6, height=1.25 * rows + 0.5, squeeze=False)
    for ax in axes.flat:
        ax.axis("off")
    for number, ax in zip(range(count), axes.flat, strict=False):
        shades = ax.imshow(W[:, :, 0, number], cmap="cividis", vmin=-reach, vmax=reach)
        ax.set_title(f"filter {number}", fontsize=9)
    figure.colorbar(shades, ax=axes, shrink=0.8, label="weight")
    figure.suptitle(title, fontsize=11)
    show(
        figure,
        f"{count} squares, the first layer's kernels: weights from {W.min():.2f} (dark) to {W.max():.2f} (bright).",
    )


def feature_maps(image: np.ndarray, first: np.ndarray, last: np.ndarray, title: str) -> None:
    """An image, and some maps `(rows, columns, maps)` of the first and of the last convolution."""
    figure, axes = new_figure(7, 2, width=8.4, height=2.9)
    for ax in axes.flat:
        ax.axis("off")
    axes[0, 0].imshow(image, cmap="gray_r")
    axes[0, 0].set_title("the drawing", fontsize=9)
    for row, maps, name in ((axes[0], first, "first"), (axes[1], last, "last")):
        for number, ax in enumerate(row[1:]):
            ax.imshow(maps[:, :, number], cmap="gray_r", vmin=0)
            ax.set_title(f"{name} {number}", fontsize=9)
    axes[1, 0].text(0.5, 0.5, "dark:\nthe feature\nis there", ha="center", va="center", fontsize=9)
    figure.suptitle(title, fontsize=11)
    shown = last[:, :, :6]
    high = np.mean(shown > shown.max(axis=(0, 1)) / 2)
    show(
        figure,
        f"A drawing; above six maps of the first convolution, {first.shape[0]} by {first.shape[1]}, in which strokes "
        f"are still seen; below six of the last, {last.shape[0]} by {last.shape[1]}; "
        f"{high:.0%} of their places are more than half as dark as the darkest of the map.",
    )


def heat_maps(images: Sequence[np.ndarray], heats: Sequence[np.ndarray], names: Sequence[str], title: str) -> None:
    """Images above; below, the Grad-CAM heat map of each, with the outline of the drawing."""
    figure, axes = new_figure(len(images), 2, width=1.6 * len(images), height=3.8)
    for column, image, heat, name in zip(axes.T, images, heats, names, strict=True):
        rows, columns = image.shape
        column[0].imshow(image, cmap="gray_r")
        column[0].set_title(name, fontsize=9)
        extent = (-0.5, columns - 0.5, rows - 0.5, -0.5)
        shades = column[1].imshow(heat, cmap="cividis", vmin=0, vmax=1, extent=extent, interpolation="bilinear")
        column[1].contour(image, levels=[110], colors="white", linewidths=0.8)
        for ax in column:
            ax.axis("off")
    figure.colorbar(shades, ax=axes, shrink=0.6, label="heat (largest = 1)")
    figure.suptitle(title, fontsize=11)
    show(
        figure,
        f"{len(images)} drawings that the network takes for {', '.join(names)}; below each a heat map with the "
        "drawing's outline in white. The bright places are those that spoke for the answer.",
    )


def bars(values: dict[str, float], title: str, unit: str, baseline: float | None = None, kinds: int = 5) -> None:
    """Named values from 0 to 1 as bars of some kinds in turn, each with its number, and a dashed line for guessing."""
    figure, ax = new_figure(width=7.0, height=0.45 * len(values) + 1.1)
    hatches = ["", "//", "..", "xx", "\\\\"][:kinds]
    drawn = ax.barh(list(values), list(values.values()), color="#56B4E9", edgecolor="#222222")
    for bar, hatch in zip(drawn, hatches * len(values), strict=False):
        bar.set_hatch(hatch)
    ax.bar_label(drawn, fmt="%.2f", padding=4, fontsize=10)
    if baseline is not None:
        ax.axvline(baseline, color="black", ls="--", lw=1.5)
        ax.text(baseline + 0.01, -0.6, "guessing", va="bottom", fontsize=9)
    ax.set_xlim(0, 1.05)
    ax.set_ylim(len(values) - 0.5, -0.9 if baseline is not None else -0.6)
    label(ax, title, unit)
    show(figure, "Bars: " + "; ".join(f"{name} {value:.2f}" for name, value in values.items()) + ".")
