"""Generated images: rows of digits, digits during training, walks in the latent space, and scores."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from dlcourse.plots.animation import animate
from dlcourse.plots.style import BLUE, DARK, GREY, ORANGE, label, new_figure, show


def _tiles(images: np.ndarray, gap: int = 1) -> np.ndarray:
    """Images `(rows, columns, height, width)` as one, with white gaps between them."""
    framed = np.pad(images, ((0, 0), (0, 0), (0, gap), (0, gap)), constant_values=-1.0)
    rows, columns, height, width = framed.shape
    return framed.transpose(0, 2, 1, 3).reshape(rows * height, columns * width)


def _paper(ax: Axes, images: np.ndarray) -> None:
    ax.imshow(_tiles(images), cmap="gray_r", vmin=-1, vmax=1)
    ax.axis("off")


def rows_of_digits(sheets: dict[str, np.ndarray], title: str, alt: str) -> None:
    """Sheets of images side by side, each `(rows, columns, 8, 8)` in −1..1."""
    figure, axes = new_figure(len(sheets), width=3.1 * len(sheets), height=2.5, squeeze=False)
    for ax, (name, images) in zip(axes.flat, sheets.items(), strict=True):
        _paper(ax, images)
        ax.set_title(name, fontsize=10)
    figure.suptitle(title, fontsize=11)
    show(figure, alt)


def growing_digits(snapshots: Sequence[tuple[int, np.ndarray]]) -> None:
    """Images from the same noise and labels, after more and more training steps, as an animation."""
    frames = []
    for step, images in snapshots:
        figure, ax = new_figure(width=6.4, height=2.9)
        _paper(ax, images)
        ax.set_title(f"After {step:,} steps: one column a digit, 0 to 9", fontsize=11, loc="left")
        frames.append(figure)
    animate(
        frames,
        f"An animation of a sheet of generated images, ten columns for the digits 0 to 9. At first grey noise; after "
        f"{snapshots[-1][0]} steps each column shows its digit in several handwritings.",
        frames_per_second=3,
    )


def walks(paths: np.ndarray, title: str, alt: str) -> None:
    """Walks through the latent space, one a row: images `(walks, steps, 8, 8)`."""
    figure, ax = new_figure(width=7.4, height=0.62 * len(paths) + 0.7)
    _paper(ax, paths)
    ax.set_title(title, fontsize=11, loc="left")
    show(figure, alt)


def stamps() -> None:
    """A transposed convolution in one dimension: each input adds the kernel, times its value, to the output."""
    figure, axes = new_figure(2, width=8.6, height=3.0)
    for ax, kernel, title in zip(
        axes, (3, 4), ("kernel 3, stride 2: overlaps of 1", "kernel 4, stride 2: overlaps of 2"), strict=True
    ):
        _stamp(ax, 3, kernel, 2)
        label(ax, title, "position in the output", "")
    figure.suptitle("Each input number presses a stamp; where stamps overlap they add up", fontsize=11)
    show(
        figure,
        "Two drawings: three inputs press stamps two positions apart. Stamps of width 3 overlap by one and reach over 7"
        " positions; stamps of width 4 overlap by two and reach over 8, evenly except at the ends.",
    )


def _stamp(ax: Axes, inputs: int, kernel: int, stride: int) -> None:
    length = (inputs - 1) * stride + kernel
    for i, hatch in zip(range(inputs), ("//", "..", "\\\\"), strict=True):
        ax.barh(inputs - i + 0.6, kernel, left=i * stride, height=0.7, fc="#BBD9EC", ec=BLUE, hatch=hatch)
        ax.text(-0.3, inputs - i + 0.6, f"input {i}", ha="right", va="center", fontsize=9)
    counts = np.zeros(length, int)
    for i in range(inputs):
        counts[i * stride : i * stride + kernel] += 1
    for place, count in enumerate(counts):
        shade = "white" if count == 1 else "#E8C983"
        ax.barh(0.4, 1, left=place, height=0.7, fc=shade, ec=DARK)
        ax.text(place + 0.5, 0.4, str(count), ha="center", va="center", fontsize=9)
    ax.text(-0.3, 0.4, "stamps", ha="right", va="center", fontsize=9)
    ax.set(xlim=(-1.9, 8.2), yticks=[], xticks=range(length + 1))
    ax.spines["left"].set_visible(False)


def scores(table: dict[str, Sequence[float]]) -> None:
    """How good sources of images are; `table` maps a name to (Fréchet distance, precision, recall)."""
    names = list(table)
    figure, (left, right) = new_figure(2, width=9.2, height=0.45 * len(names) + 1.5, sharey=True)
    places = np.arange(len(names))
    distances = [table[name][0] for name in names]
    bars = left.barh(places, distances, color=GREY, ec=DARK)
    left.bar_label(bars, [f"{d:.1f}" for d in distances], padding=3, fontsize=9)
    left.set_yticks(places, names, fontsize=9)
    left.invert_yaxis()
    left.set_xlim(0, 1.15 * max(distances))
    label(left, "Distance: smaller is better", "Fréchet distance (squared feature units)")
    for column, marker, colour, name in ((1, "o", BLUE, "precision"), (2, "s", ORANGE, "recall")):
        shifted = places + 0.16 * (2 * column - 3)  # one above the other: equal values would hide each other
        right.plot([table[n][column] for n in names], shifted, marker, ls="", ms=8, color=colour, mec=DARK, label=name)
    right.set_xlim(-0.03, 1.05)
    right.legend(frameon=False, fontsize=9, loc="upper left")
    label(right, "Precision: real-looking. Recall: varied", "share")
    told = "; ".join(f"{n}: distance {d:.1f}, precision {p:.2f}, recall {r:.2f}" for n, (d, p, r) in table.items())
    show(figure, f"Bars of Fréchet distances and dots for precision and recall. {told}.")
