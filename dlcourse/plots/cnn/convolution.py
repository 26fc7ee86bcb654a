"""A convolution kernel on an image: how it slides, its output, its positions, and pooling."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from dlcourse.plots.animation import animate
from dlcourse.plots.style import BLUE, DARK, GREY, LIGHT, ORANGE, new_figure, show


def _grid(ax: Axes, numbers: np.ndarray, title: str, *, reach: float = 1.0) -> None:
    """A table of numbers on grey cells, bright where they are large; nan leaves a cell empty."""
    rows, columns = numbers.shape
    ax.imshow(numbers, cmap="gray", vmin=-1.6 * reach, vmax=reach, alpha=0.6)
    ax.set(xlim=(-0.55, columns - 0.45), ylim=(rows - 0.45, -0.55))
    for row, column in np.ndindex(rows, columns):
        if not np.isnan(numbers[row, column]):
            text = f"{numbers[row, column]:g}".replace("-", "−")
            ax.text(column, row, text, ha="center", va="center", fontsize=11)
    for place in range(max(rows, columns) + 1):
        if place <= rows:
            ax.axhline(place - 0.5, color=GREY, lw=0.6)
        if place <= columns:
            ax.axvline(place - 0.5, color=GREY, lw=0.6)
    ax.set_xticks([])
    ax.set_yticks([])
    ax.spines[:].set_visible(False)
    ax.set_title(title, fontsize=10)


def _window(ax: Axes, row: float, column: float, height: float, width: float, **style: Any) -> None:
    usual: dict[str, Any] = {"fill": False, "ec": ORANGE, "lw": 3}
    ax.add_patch(Rectangle((column - 0.5, row - 0.5), width, height, **(usual | style)))


def sliding(image: np.ndarray, kernel: np.ndarray) -> None:
    """A kernel slides over a small image: each frame one window, its products, and the output so far."""
    rows, columns = (n - k + 1 for n, k in zip(image.shape, kernel.shape, strict=True))
    output, frames = np.full((rows, columns), np.nan), []
    for row, column in np.ndindex(rows, columns):
        window = image[row : row + kernel.shape[0], column : column + kernel.shape[1]]
        output[row, column] = (window * kernel).sum()
        frames.append(_sliding_frame(image, kernel, output, row, column))
    animate(
        frames,
        f"A {kernel.shape[0]} by {kernel.shape[1]} kernel slides over a {image.shape[0]} by {image.shape[1]} image, "
        f"row by row. At each of the {output.size} places nine products are summed; the sums fill a {rows} by {columns}"
        f" map whose largest number is {output.max():g}, where the image gets brighter to the right.",
        frames_per_second=1.5,
    )


def _sliding_frame(image: np.ndarray, kernel: np.ndarray, output: np.ndarray, row: int, column: int) -> Figure:
    figure, axes = new_figure(3, width=8.4, height=3.6, width_ratios=[image.shape[1], kernel.shape[1], output.shape[1]])
    _grid(axes[0], image, "image")
    _window(axes[0], row, column, *kernel.shape)
    _grid(axes[1], kernel, "× kernel")
    _grid(axes[2], output, "= feature map", reach=3)
    _window(axes[2], row, column, 1, 1)
    products = image[row : row + kernel.shape[0], column : column + kernel.shape[1]] * kernel
    total = (" + ".join(f"{p:g}" for p in products.ravel() if p) or "0").replace("+ -", "- ")
    figure.suptitle(f"Place ({row}, {column}): {total} = {products.sum():g}".replace("-", "−"), fontsize=11)
    return figure


def responses(image: np.ndarray, maps: Mapping[str, np.ndarray], title: str) -> None:
    """An image and its feature maps `{name: (rows, columns)}`: grey is 0, bright positive, dark negative."""
    figure, axes = new_figure(len(maps) + 1, width=1.75 * (len(maps) + 1), height=2.6)
    axes[0].imshow(image, cmap="gray", vmin=0, vmax=1)
    axes[0].set_title("the drawing", fontsize=10)
    for ax, (name, values) in zip(axes[1:], maps.items(), strict=True):
        reach = np.abs(values).max()
        ax.imshow(values, cmap="gray", vmin=-reach, vmax=reach)
        ax.set_title(name, fontsize=10)
    for ax in axes:
        ax.axis("off")
    figure.suptitle(title, fontsize=11)
    show(figure, f"A drawing, and the maps that these kernels make of it: {', '.join(maps)}. Edges stand out.")


def places() -> None:
    """The positions of a 3 × 3 kernel on 5 × 5 pixels: valid, valid with stride 2, same."""
    cases = [("valid, stride 1: 3 × 3 places", 0, 1), ("valid, stride 2: 2 × 2 places", 0, 2)]
    cases.append(("same, stride 1: 5 × 5 places", 1, 1))
    figure, axes = new_figure(3, width=8.4, height=3.1)
    for ax, (title, border, stride) in zip(axes, cases, strict=True):
        ax.set(xlim=(-1.7, 5.7), ylim=(5.7, -1.7), aspect="equal")
        ax.axis("off")
        for row, column in np.ndindex(5 + 2 * border, 5 + 2 * border):
            inside = border <= row < 5 + border and border <= column < 5 + border
            style = {"fc": LIGHT, "ls": "-"} if inside else {"fc": "white", "ls": ":"}
            _window(ax, row - border, column - border, 1, 1, fill=True, ec=GREY, lw=0.8, **style)
            if not inside:
                ax.text(column - border, row - border, "0", ha="center", va="center", fontsize=8, color=DARK)
        steps = range(1 - border, 4 + border, stride)
        ax.plot(*zip(*[(column, row) for row in steps for column in steps], strict=True), "o", color=BLUE, ms=6)
        _window(ax, -border, -border, 3, 3)
        ax.set_title(title, fontsize=10)
    figure.suptitle("A dot for each place of the kernel's middle; its first place is framed", fontsize=11)
    show(
        figure,
        "Three grids of 5 by 5 pixels with a 3 by 3 frame. Valid with stride 1 has 3 by 3 places, with stride 2 only "
        "2 by 2; with a border of zeros (same) there are 5 by 5, as many as pixels.",
    )


def pooling(image: np.ndarray) -> None:
    """2 × 2 windows of a small image, their largest numbers and their means."""
    windows = image.reshape(image.shape[0] // 2, 2, image.shape[1] // 2, 2)
    figure, axes = new_figure(3, width=7.6, height=3.0, width_ratios=[2, 1, 1])
    reach = image.max()
    _grid(axes[0], image, "feature map", reach=reach)
    _grid(axes[1], windows.max(axis=(1, 3)), "max pooling", reach=reach)
    _grid(axes[2], windows.mean(axis=(1, 3)), "average pooling", reach=reach)
    for row, column in np.ndindex(windows.shape[0], windows.shape[2]):
        _window(axes[0], 2 * row, 2 * column, 2, 2)
    figure.suptitle("Max pooling asks whether a feature is there; average pooling, how much of it", fontsize=11)
    show(
        figure, f"A map of {image.shape[0]} by {image.shape[1]} numbers in windows of 2 by 2; maxima and means beside."
    )


def shares(delta: np.ndarray, kernel: np.ndarray) -> None:
    """Backwards: each place of the output hands kernel · δ to the pixels of its window, and the shares add up."""
    rows, columns = (n + k - 1 for n, k in zip(delta.shape, kernel.shape, strict=True))
    handed = []
    for row, column in np.ndindex(*delta.shape):
        share = np.full((rows, columns), np.nan)
        share[row : row + kernel.shape[0], column : column + kernel.shape[1]] = delta[row, column] * kernel
        handed.append(share)
    total = np.nansum(handed, axis=0)
    reach = np.abs(total).max()
    figure, axes = new_figure(4, 2, width=8.4, height=4.6)
    _grid(axes[0, 0], kernel, "kernel W", reach=reach)
    _grid(axes[0, 1], delta, "δ, one for each window", reach=reach)
    _grid(axes[0, 2], total, "sum: gradient of the pixels", reach=reach)
    axes[0, 3].axis("off")
    for ax, share, (row, column) in zip(axes[1], handed, np.ndindex(*delta.shape), strict=True):
        _grid(ax, share, f"window ({row}, {column}): W · {delta[row, column]:g}", reach=reach)
        _window(ax, row, column, *kernel.shape)
    figure.suptitle("Each window hands W · δ back to its pixels; where windows overlap, the shares add up", fontsize=11)
    show(
        figure,
        f"Above a {kernel.shape[0]} by {kernel.shape[1]} kernel, the {delta.size} numbers δ, and the gradient of the "
        f"{rows} by {columns} pixels. Below, for each window, the kernel times its δ at the window's place. The "
        f"gradient is the sum of these; its largest number is {total.max():g}.",
    )
