"""Samples on their way from noise to data, and what fewer steps cost."""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from dlcourse.plots.animation import animate
from dlcourse.plots.style import BLUE, COLOURS, DARK, GREY, LINES, MARKERS, label, new_figure, show


def from_noise(frames: Sequence[tuple[int, np.ndarray]], centres: np.ndarray) -> None:
    """An animation: points `(n, 2)` after each of some steps; a frame is (t, points), t = −1 for the end."""
    animate(
        [_frame(step, points, centres) for step, points in frames],
        "An animation of points that begin as one round cloud. While t falls they gather on a ring, and in the last "
        "steps they fall into its eight blobs.",
        frames_per_second=4,
    )


def _frame(step: int, points: np.ndarray, centres: np.ndarray) -> Figure:
    figure, ax = new_figure(width=4.2, height=4.3)
    ax.plot(*centres.T, "o", ms=20, color="white", mec=GREY)
    ax.plot(*points.T, ".", ms=2.5, color=BLUE, alpha=0.7)
    ax.set(xlim=(-3.4, 3.4), ylim=(-3.4, 3.4), aspect="equal")
    label(ax, f"Before step t = {step}" if step >= 0 else "After the last step, t = 0", "$x_1$", "$x_2$")
    return figure


def trails(runs: dict[str, np.ndarray], centres: np.ndarray) -> None:
    """Paths of a few points from the same noise, `(steps + 1, points, 2)` for each kind of step."""
    figure, axes = new_figure(len(runs), width=4.0 * len(runs), height=4.7, sharey=True)
    for ax, (name, path) in zip(axes, runs.items(), strict=True):
        ax.plot(*centres.T, "o", ms=20, color="white", mec=GREY)
        for i, colour in zip(range(path.shape[1]), COLOURS * 2, strict=False):
            ax.plot(*path[:, i].T, lw=0.9, color=colour)
            ax.plot(*path[0, i], "x", color=DARK)
            ax.plot(*path[-1, i], "o", ms=5, color=colour, mec=DARK)
        ax.set(xlim=(-3.4, 3.4), ylim=(-3.4, 3.4), aspect="equal")
        label(ax, name, "$x_1$", "$x_2$" if ax is axes[0] else "")
    figure.suptitle("From the same noise (×): one kind of step wanders, the other draws a short curve", fontsize=11)
    lengths = {name: np.linalg.norm(np.diff(path, axis=0), axis=-1).sum(axis=0).mean() for name, path in runs.items()}
    told = ", ".join(f"{name} {length:.1f}" for name, length in lengths.items())
    show(figure, f"Paths of points from noise to the blobs of a ring. Mean length of a path: {told}.")


def quality_by_steps(steps: Sequence[int], good: dict[str, Sequence[float]], bar: float) -> None:
    """Share of good samples against the number of steps, one line for each way to sample."""
    figure, ax = new_figure(width=6.8, height=3.5)
    for (name, shares), colour, line, marker in zip(good.items(), COLOURS, LINES, MARKERS, strict=False):
        ax.plot(steps, shares, ls=line, marker=marker, color=colour, label=name)
    ax.axhline(bar, color=GREY, lw=0.8)
    ax.text(steps[0], bar + 0.01, "the data themselves", fontsize=9, va="bottom")
    ax.set_xscale("log")
    ax.set_xticks(steps, [str(step) for step in steps])
    ax.minorticks_off()
    ax.set_ylim(0, 1.1)
    ax.legend(frameon=False, fontsize=9, loc="lower right")
    label(ax, "More steps, better samples, up to a point", "steps (log scale)", "share of good samples")
    told = "; ".join(
        f"{name}: " + ", ".join(f"{share:.2f} in {step}" for step, share in zip(steps, shares, strict=True))
        for name, shares in good.items()
    )
    show(figure, f"Share of good samples against the number of steps. {told}.")
