"""The bottleneck: an autoencoder as a drawing, a line that bends, errors by size, maps of codes."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from dlcourse.plots.animation import animate
from dlcourse.plots.style import BLUE, DARK, GREY, LINES, MARKERS, ORANGE, canvas, label, new_figure, show


def hourglass() -> None:
    """Input, encoder, code, decoder, output: the loss compares the two ends."""
    figure, ax = new_figure(width=8.0, height=3.0)
    canvas(ax, 16, 6)
    ax.add_patch(Polygon([(3.2, 0.9), (3.2, 5.1), (6.8, 3.6), (6.8, 2.4)], fc="#BBD9EC", ec=DARK))
    ax.add_patch(Polygon([(9.2, 2.4), (9.2, 3.6), (12.8, 5.1), (12.8, 0.9)], fc="#F6DFB0", ec=DARK))
    for left, bottom, height in ((1.4, 0.9, 4.2), (7.5, 2.4, 1.2), (13.6, 0.9, 4.2)):
        ax.add_patch(Rectangle((left, bottom), 1.0, height, fc="white", ec=DARK))
    for x, y, text in ((1.9, 0.3, "input $x$\n$d$"), (8.0, 1.6, "code $z$\n$k$"), (14.1, 0.3, "output $\\hat x$\n$d$")):
        ax.text(x, y, f"{text} numbers", ha="center", va="center", fontsize=10)
    ax.text(5.0, 3.0, "encoder", ha="center", va="center", fontsize=11)
    ax.text(11.0, 3.0, "decoder", ha="center", va="center", fontsize=11)
    for start, end in (((2.5, 3), (3.1, 3)), ((6.9, 3), (7.4, 3)), ((8.6, 3), (9.1, 3)), ((12.9, 3), (13.5, 3))):
        ax.annotate("", end, start, arrowprops={"arrowstyle": "->", "color": DARK})
    ax.annotate(
        "",
        (14.1, 5.2),
        (1.9, 5.2),
        arrowprops={"arrowstyle": "<->", "color": ORANGE, "ls": "--", "connectionstyle": "arc3,rad=-0.06"},
    )
    ax.text(8.0, 5.25, "the loss: how different?", ha="center", fontsize=9)
    ax.set_title("The target is the input; only the narrow middle prevents copying", fontsize=11, loc="left")
    show(
        figure,
        "A drawing like an hourglass: d numbers go into the encoder, which narrows to a code of k numbers; the decoder "
        "widens to d numbers again. A dashed arrow, the loss, compares both ends.",
    )


def bending(points: np.ndarray, line: np.ndarray, snapshots: Sequence[tuple[int, np.ndarray]]) -> None:
    """Points of the plane, PCA's line, and where the autoencoder puts each point during training. An animation."""
    frames = [_bent(points, line, epochs, found) for epochs, found in snapshots]
    animate(
        frames,
        f"An animation. Grey points lie on an arc that is open on the left; a dashed straight line is what PCA makes "
        f"of them. The autoencoder's points begin as a clump and within {snapshots[-1][0]} epochs become a line that "
        "follows the arc.",
        frames_per_second=3,
    )


def _bent(points: np.ndarray, line: np.ndarray, epochs: int, found: np.ndarray) -> Figure:
    figure, ax = new_figure(width=7.0, height=3.8)
    ax.plot(*points.T, ".", ms=3, color=GREY, alpha=0.5, label="points")
    order = np.argsort(line[:, 1] + line[:, 0] * 1e-3)
    ax.plot(*line[order].T, "--", color=ORANGE, lw=2, label="PCA, 1 number")
    ax.plot(*found.T, ".", ms=4, color=BLUE, label="autoencoder, 1 number")
    ax.set(xlim=(-1.5, 1.5), ylim=(-1.35, 1.35), aspect="equal")
    ax.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1, 1))
    label(ax, f"After {epochs} epochs: the line bends", "$x_1$", "$x_2$")
    return figure


def error_by_size(sizes: Sequence[int], errors: Mapping[str, Sequence[float]]) -> None:
    """Test errors of PCA and of autoencoders against the size of the code."""
    figure, ax = new_figure(width=6.4, height=3.3)
    for (name, values), line, marker, colour in zip(
        errors.items(), LINES[1::-1], MARKERS[1::-1], (ORANGE, BLUE), strict=True
    ):
        ax.plot(sizes, values, line, marker=marker, color=colour, label=name)
    ax.set_xscale("log", base=2)
    ax.set_yscale("log")
    ax.set_xticks(sizes, [str(size) for size in sizes])
    ax.minorticks_off()
    ax.set_yticks([0.002, 0.005, 0.01, 0.02, 0.05], ["0.002", "0.005", "0.01", "0.02", "0.05"])
    ax.legend(frameon=False, fontsize=9)
    label(ax, "The network wins where the code is short", "numbers in the code", "squared error per pixel (test)")
    told = "; ".join(
        f"{name}: " + ", ".join(f"{value:.4f} with {size}" for size, value in zip(sizes, values, strict=True))
        for name, values in errors.items()
    )
    show(figure, f"Two falling lines of the test error against the numbers in the code. {told}.")


def maps(codes: Mapping[str, np.ndarray], labels: np.ndarray) -> None:
    """Codes of two numbers `(n, 2)`, each drawn as its digit, for several encoders."""
    figure, axes = new_figure(len(codes), width=8.4, height=4.0, squeeze=False)
    shades = (
        "#0072B2",
        "#D55E00",
        "#222222",
        "#CC79A7",
        "#009E73",
        "#888888",
        "#56B4E9",
        "#7A4A00",
        "#5B2A86",
        "#B58900",
    )
    for ax, (name, places) in zip(axes.flat, codes.items(), strict=True):
        low, high = np.percentile(places, 1, axis=0), np.percentile(places, 99, axis=0)
        margin = 0.08 * (high - low)
        for (x, y), digit in zip(places, labels, strict=True):
            if np.all((low - margin < (x, y)) & ((x, y) < high + margin)):
                ax.text(x, y, str(digit), fontsize=7, color=shades[digit], ha="center", va="center")
        ax.set(xlim=(low[0] - margin[0], high[0] + margin[0]), ylim=(low[1] - margin[1], high[1] + margin[1]))
        label(ax, name, "first number of the code", "second number of the code")
    figure.suptitle("Two numbers a digit, learned without labels: equal digits gather", fontsize=11)
    show(
        figure,
        "Two maps of test digits, each drawn at the place of its two-number code. In PCA's map most digits overlap; in "
        "the autoencoder's, groups of equal digits are longer, bent and better apart.",
    )
