"""Drawings of convolutional networks: filters and channels, the receptive field, the pipeline, a residual block."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, Rectangle

from dlcourse.plots.style import BLUE, DARK, GREY, LIGHT, ORANGE, canvas, new_figure, show


def _sheets(ax: Axes, x: float, y: float, size: float, count: int, *, gap: float = 0.45, cells: int = 0) -> None:
    """A stack of `count` squares, the last in front; with `cells` lines in each."""
    for number in reversed(range(count)):
        left, bottom, layer = x + gap * number, y + gap * number, 2 - number / count
        shade = LIGHT if number % 2 else "white"
        ax.add_patch(Rectangle((left, bottom), size, size, fc=shade, ec=DARK, lw=1, zorder=layer))
        for line in range(1, cells):
            at = size * line / cells
            ax.plot([left, left + size], [bottom + at] * 2, color=GREY, lw=0.6, zorder=layer)
            ax.plot([left + at] * 2, [bottom, bottom + size], color=GREY, lw=0.6, zorder=layer)


def _arrow(ax: Axes, start: tuple[float, float], end: tuple[float, float], **style: Any) -> None:
    usual: dict[str, Any] = {"arrowstyle": "-|>", "mutation_scale": 13, "color": DARK}
    ax.add_patch(FancyArrowPatch(start, end, **(usual | style)))


def filters_and_channels() -> None:
    """An RGB image, two filters of three kernels each, two feature maps."""
    figure, ax = new_figure(width=8.4, height=3.4)
    canvas(ax, 26, 11)
    _sheets(ax, 0.8, 3, 4, 3, gap=0.6)
    ax.text(3.4, 1.2, "image\n3 channels", ha="center", fontsize=10)
    for y, name, colour in ((6.4, "filter 0", BLUE), (2.2, "filter 1", ORANGE)):
        _sheets(ax, 11, y, 2.1, 3, gap=0.6, cells=3)
        ax.text(16.6, y + 1.6, "+ 1 bias", va="center", fontsize=9)
        ax.text(10.7, y + 1.3, name, ha="right", va="center", fontsize=10)
        ls = "-" if colour == BLUE else "--"
        _arrow(ax, (6.4, 5.6), (8.1, y + 1.4), color=colour, ls=ls)
        _arrow(ax, (19.2, y + 1.6), (21.2, y + 1.6), color=colour, ls=ls)
        ax.add_patch(Rectangle((21.6, y - 0.2), 3.2, 3.2, fc="white", ec=colour, lw=2, ls=ls))
        ax.text(23.2, y + 1.4, f"map {name[-1]}", ha="center", va="center", fontsize=10)
    ax.text(13.2, 0.6, "each filter: one kernel per channel", ha="center", fontsize=10)
    ax.text(23.2, 0.6, "2 feature maps", ha="center", fontsize=10)
    ax.set_title("A filter holds one kernel for each channel, and makes one map", fontsize=11, loc="left")
    show(
        figure,
        "An image of three channels goes into two filters. Each filter is a stack of three kernels, one for each "
        "channel, and one bias; each makes a single feature map, so two maps come out.",
    )


def receptive_field() -> None:
    """The inputs on which one number of the third layer depends: three convolutions of width 3, with strides or not."""
    figure, axes = new_figure(2, width=8.4, height=3.0)
    for ax, strides, title in (
        (axes[0], (1, 1, 1), "three convolutions of width 3: 7 pixels"),
        (axes[1], (2, 2, 1), "the first two with stride 2: 15 pixels"),
    ):
        seen = {0.0}
        for level in range(3, -1, -1):
            for place in seen:
                ax.plot(place, level, "s", color=BLUE if level else ORANGE, ms=9, mec=DARK)
            if level:
                jump = int(np.prod(strides[: level - 1]))
                below = {place + step * jump for place in seen for step in (-1, 0, 1)}
                for place in seen:
                    for step in (-1, 0, 1):
                        ax.plot([place, place + step * jump], [level, level - 1], color=GREY, lw=0.8, zorder=0)
                seen = below
        ax.set(xlim=(-8, 8), ylim=(-0.4, 3.4), yticks=range(4), xticks=[])
        ax.set_yticklabels(["pixels", "layer 1", "layer 2", "layer 3"], fontsize=9)
        ax.spines[["left", "bottom"]].set_visible(False)
        ax.set_title(title, fontsize=10)
    figure.suptitle("Depth and strides widen the view of a single number", fontsize=11)
    show(
        figure,
        "Two trees from one number of layer 3 down to the pixels: without strides it reaches 7 pixels, with stride 2 "
        "in the first two layers 15.",
    )


def pipeline(steps: Sequence[tuple[str, int, int]]) -> None:
    """Blocks for the outputs of a network's stages: (name, side in pixels, channels). Side 1 means a plain vector."""
    figure, ax = new_figure(width=9.2, height=2.9)
    canvas(ax, 10 * len(steps), 21)
    for number, (name, side, channels) in enumerate(steps):
        height, width = (1.2 + 0.36 * side, 0.5 + 0.09 * channels) if side > 1 else (0.8, 0.5 + 0.09 * channels)
        x = 10 * number + 5 - width / 2
        ax.add_patch(Rectangle((x, 10 - height / 2), width, height, fc=LIGHT, ec=BLUE, lw=2))
        shape = f"{side} × {side} × {channels}" if side > 1 else f"{channels}"
        ax.text(10 * number + 5, 17.2, shape, ha="center", fontsize=9)
        ax.text(10 * number + 5, 1.2, name, ha="center", fontsize=9)
        if number:
            _arrow(ax, (10 * number - 1.6, 10), (10 * number + 1.6, 10))
    ax.set_title("Stage by stage: fewer places, more features", fontsize=11, loc="left")
    listed = ", ".join(f"{name.replace(chr(10), ' ')} {side} by {side} by {channels}" for name, side, channels in steps)
    show(figure, f"A row of blocks, first high and narrow, then low and wide: a network's stages, {listed}.")


def residual() -> None:
    """A residual block: two convolutions, and the connection that skips them."""
    figure, ax = new_figure(width=8.0, height=2.5)
    canvas(ax, 40, 11)
    boxes = [(7, "conv 3 × 3\n+ ReLU"), (17, "conv 3 × 3")]
    for x, text in boxes:
        ax.add_patch(Rectangle((x, 2), 7, 3.6, fc=LIGHT, ec=BLUE, lw=2))
        ax.text(x + 3.5, 3.8, text, ha="center", va="center", fontsize=10)
    for x, text in ((28, "+"), (33, "ReLU")):
        ax.text(
            x, 3.8, text, ha="center", va="center", fontsize=11, bbox={"boxstyle": "round", "fc": "white", "ec": DARK}
        )
    ax.text(1.5, 3.8, "x", ha="center", va="center", fontsize=12)
    for start, end in ((2.2, 7), (14, 17), (24, 27), (29, 31.4), (34.6, 38)):
        _arrow(ax, (start, 3.8), (end, 3.8))
    ax.plot([4.5, 4.5, 28], [3.8, 8.2, 8.2], color=ORANGE, lw=2, ls="--")
    _arrow(ax, (28, 8.2), (28, 4.7), color=ORANGE, ls="--", lw=2)
    ax.text(16, 8.7, "the way around: x itself", ha="center", fontsize=10)
    ax.set_title("A residual block learns what to ADD to its input", fontsize=11, loc="left")
    show(
        figure,
        "From x an arrow leads through two boxes, convolution with ReLU and convolution, to a plus sign; a dashed line "
        "leads x itself around both boxes to the same plus sign. Behind it stands ReLU.",
    )
