"""Colour pictures: their channels, and the map of a filter over them."""

from collections.abc import Sequence

import numpy as np

from dlcourse.plots.style import new_figure, show


def channels(pictures: np.ndarray, maps: np.ndarray, names: Sequence[str], found: str) -> None:
    """Pictures (n, height, width, 3) from 0 to 1, their red, green and blue channels, and a map (n, height, width)."""
    figure, axes = new_figure(5, len(pictures), width=7.6, height=1.55 * len(pictures) + 0.5, squeeze=False)
    headings = ("picture", "red", "green", "blue", found)
    for row, picture, answer, name in zip(axes, pictures, maps, names, strict=True):
        row[0].imshow(picture)
        for ax, channel in zip(row[1:4], np.moveaxis(picture, -1, 0), strict=True):
            ax.imshow(channel, cmap="gray", vmin=0, vmax=1)
        row[4].imshow(answer, cmap="gray", vmin=0, vmax=maps.max())
        row[0].set_ylabel(name, fontsize=9)
    for ax, heading in zip(axes[0], headings, strict=True):
        ax.set_title(heading, fontsize=10)
    for ax in axes.flat:
        ax.set(xticks=[], yticks=[])
        ax.spines[:].set_visible(False)
    figure.suptitle("Three grey pictures make a colour picture; a filter weighs them against each other", fontsize=11)
    listed = "; ".join(
        f"{name}: the map's largest number is {answer.max():.2f}" for name, answer in zip(names, maps, strict=True)
    )
    show(figure, f"Colour pictures, their red, green and blue channels in grey, and the map “{found}”. {listed}.")
