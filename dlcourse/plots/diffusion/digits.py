"""Digits out of noise: growing, guided, compared, and beside the nearest training image."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from dlcourse.plots.animation import animate
from dlcourse.plots.style import BLUE, DARK, ORANGE, PURPLE, label, new_figure, show


def _paper(ax: Axes, images: np.ndarray) -> None:
    """Images `(rows, columns, 8, 8)` in −1..1 as one sheet, with white gaps."""
    framed = np.pad(images, ((0, 0), (0, 0), (0, 1), (0, 1)), constant_values=-1.0)
    rows, columns, height, width = framed.shape
    ax.imshow(framed.transpose(0, 2, 1, 3).reshape(rows * height, columns * width), cmap="gray_r", vmin=-1, vmax=1)
    ax.axis("off")


def out_of_noise(frames: Sequence[tuple[int, np.ndarray]]) -> None:
    """An animation of sheets `(rows, columns, 8, 8)` while noise is taken away; a frame is (t, images)."""
    animate(
        [_frame(step, images) for step, images in frames],
        "An animation of a sheet of images, ten columns for the digits 0 to 9. Grey noise at first; while t falls, "
        "strokes appear, and at the end each column shows its digit in several handwritings.",
        frames_per_second=4,
    )


def _frame(step: int, images: np.ndarray) -> Figure:
    figure, ax = new_figure(width=6.4, height=2.9)
    _paper(ax, images)
    ax.set_title(f"Before step t = {step}" if step >= 0 else "After the last step, t = 0", fontsize=11, loc="left")
    return figure


def sheets(images: dict[str, np.ndarray], title: str) -> None:
    """Sheets `(rows, 10, 8, 8)` side by side, with their names."""
    figure, axes = new_figure(
        len(images), width=3.1 * len(images), height=2.6, squeeze=False, gridspec_kw={"wspace": 0.12}
    )
    for ax, (name, sheet) in zip(axes.flat, images.items(), strict=True):
        _paper(ax, sheet)
        ax.set_title(name, fontsize=10)
    figure.suptitle(title, fontsize=11)
    show(figure, f"Sheets of small digits, ten columns for 0 to 9, side by side: {', '.join(images)}.")


def guidance(weights: Sequence[float], table: dict[str, Sequence[float]]) -> None:
    """Measures against the guidance weight; `table` has "asked for", "precision" and "recall" among its keys."""
    figure, ax = new_figure(width=6.8, height=3.4)
    looks = (("o", "-", BLUE), ("s", "--", PURPLE), ("^", ":", ORANGE))
    for (name, values), (marker, line, colour) in zip(table.items(), looks, strict=True):
        ax.plot(weights, values, marker=marker, ls=line, color=colour, mec=DARK, label=name)
    ax.set_ylim(-0.03, 1.05)
    ax.set_xticks(weights, [f"{weight:g}" for weight in weights])
    ax.legend(frameon=False, fontsize=9, loc="center right")
    label(
        ax,
        "More guidance: the right digit more often, and less variety",
        "guidance weight w (1 = no guidance)",
        "share",
    )
    told = "; ".join(
        f"{name}: " + ", ".join(f"{v:.2f} at w = {w:g}" for w, v in zip(weights, values, strict=True))
        for name, values in table.items()
    )
    show(figure, f"Three curves against the guidance weight. {told}.")


def neighbours(sheets_by_name: dict[str, tuple[np.ndarray, np.ndarray]], distances: dict[str, float]) -> None:
    """Generated images above, the nearest training image of each below, for each named model.

    Args:
        sheets_by_name: generated images and their nearest training images, each `(columns, 8, 8)`.
        distances: median distance to the nearest training image, by the same names.
    """
    figure, axes = new_figure(1, len(sheets_by_name), width=7.4, height=1.75 * len(sheets_by_name) + 0.3, squeeze=False)
    for ax, (name, (made, known)) in zip(axes.flat, sheets_by_name.items(), strict=True):
        _paper(ax, np.stack([made, known]))
        ax.set_title(f"{name}: nearest training image {distances[name]:.2f} away (median)", fontsize=10, loc="left")
    figure.suptitle("Above: generated. Below: the nearest training image", fontsize=11)
    told = "; ".join(f"{name}: median distance {distance:.2f}" for name, distance in distances.items())
    show(
        figure, f"For each model two rows of digits, generated above and the most similar training image below. {told}."
    )
