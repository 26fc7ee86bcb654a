"""A multi-layer perceptron as circles and lines, and as matrices."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from matplotlib.patches import Circle, Rectangle

from dlcourse.plots.style import BLUE, DARK, GREY, LIGHT, canvas, new_figure, show


def mlp_as_matrices(sizes: Sequence[int] = (3, 4, 2), samples: int = 5) -> None:
    """The network with these layer sizes, and below it the shapes of the product that computes a whole layer."""
    figure, (top, bottom) = new_figure(1, 2, width=7.6, height=5.0, height_ratios=[3, 2])
    canvas(top, 14, 6)
    xs = np.linspace(1.5, 12.5, len(sizes))
    columns = [[(x, 3 + 1.25 * (i - (size - 1) / 2)) for i in range(size)] for x, size in zip(xs, sizes, strict=True)]
    for left, right in pairwise(columns):
        for start in left:
            for end in right:
                top.plot(*zip(start, end, strict=True), color=GREY, lw=0.8, zorder=0)
    for depth, column in enumerate(columns):
        for place in column:
            top.add_patch(Circle(place, 0.42, fc="white" if depth == 0 else LIGHT, ec=DARK))
    names = ["inputs", *["hidden layer"] * (len(sizes) - 2), "output layer"]
    for x, name, size in zip(xs, names, sizes, strict=True):
        top.text(x, 0.0, f"{name}: {size}", ha="center", fontsize=10)
    top.set_title("Every unit is joined to every unit of the layer before", fontsize=11, loc="left")

    canvas(bottom, 14, 4.2)
    n, m = sizes[0], sizes[1]
    blocks = [("X", samples, n), ("@", 0, 0), ("W", n, m), ("+", 0, 0), ("b", 1, m), ("=", 0, 0), ("Z", samples, m)]
    x = 0.4
    for name, rows, columns_ in blocks:
        if not rows:
            bottom.text(x + 0.35, 2.6, name, fontsize=14, ha="center", va="center")
            x += 0.7
            continue
        width, height = 0.5 * columns_, 0.5 * rows
        for i in range(rows):
            for j in range(columns_):
                fill = "#BBD9EC" if name in "XZ" and i == 0 else "white"
                bottom.add_patch(Rectangle((x + 0.5 * j, 2.6 + height / 2 - 0.5 * (i + 1)), 0.5, 0.5, fc=fill, ec=DARK))
        shape = f"({columns_},)" if name == "b" else f"({rows}, {columns_})"
        bottom.text(x + width / 2, 0.75, f"{name}  {shape}", ha="center", fontsize=10, color=BLUE)
        x += width + 0.3
    bottom.set_title("One layer for all samples is one matrix product (shaded: one sample)", fontsize=11, loc="left")
    show(
        figure,
        f"Top: a network with layers of {', '.join(map(str, sizes))} units, all joined. Bottom: X of shape "
        f"({samples}, {n}) times W of shape ({n}, {m}) plus b of shape ({m},) gives Z of shape ({samples}, {m}).",
    )
