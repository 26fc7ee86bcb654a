"""Samples in the plane and the modes they should cover: one generator during training, several compared."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from dlcourse.plots.animation import animate
from dlcourse.plots.style import BLUE, DARK, GREY, label, new_figure, show


def _draw(ax: Axes, samples: np.ndarray, centres: np.ndarray, radius: float) -> None:
    """Samples as dots; a mode as a circle, full when covered, dotted when not."""
    distance = np.linalg.norm(samples[:, None] - centres, axis=-1)
    ax.plot(*samples.T, ".", ms=2, color=BLUE, alpha=0.6)
    angle = np.linspace(0, 2 * np.pi, 60)
    for centre, mine in zip(centres, distance.T, strict=True):
        covered = (mine <= radius).mean() >= 0.01
        x, y = centre[0] + radius * np.cos(angle), centre[1] + radius * np.sin(angle)
        ax.plot(x, y, "-" if covered else ":", color=DARK if covered else GREY, lw=1.3)
    ax.set(xlim=(-3.2, 3.2), ylim=(-3.2, 3.2), aspect="equal")


def growing(snapshots: Sequence[tuple[int, np.ndarray]], centres: np.ndarray, radius: float = 0.3) -> None:
    """Samples from the same noise after more and more training steps, as an animation."""
    frames = [_grown(step, samples, centres, radius) for step, samples in snapshots]
    animate(
        frames,
        f"An animation of one generator's samples. Before training they form a clump in the middle; over "
        f"{snapshots[-1][0]} steps they spread, find the ring, and gather in the circles around its eight blobs.",
        frames_per_second=3,
    )


def _grown(step: int, samples: np.ndarray, centres: np.ndarray, radius: float) -> Figure:
    figure, ax = new_figure(width=4.2, height=4.2)
    _draw(ax, samples, centres, radius)
    label(ax, f"After {step:,} steps (full circle: covered)", "$x_1$", "$x_2$")
    return figure


def compare(runs: dict[str, tuple[np.ndarray, str]], centres: np.ndarray, title: str, radius: float = 0.3) -> None:
    """Samples of several generators side by side; `runs` maps a name to samples `(n, 2)` and a line of numbers."""
    figure, axes = new_figure(len(runs), width=2.0 * len(runs), height=3.3, sharey=True)
    for ax, (name, (samples, numbers)) in zip(axes, runs.items(), strict=True):
        _draw(ax, samples, centres, radius)
        ax.set_title(name, fontsize=9)
        ax.set_xlabel(f"$x_1$\n{numbers}", fontsize=9)
    axes[0].set_ylabel("$x_2$", fontsize=10)
    figure.suptitle(title, fontsize=11)
    told = "; ".join(f"{name}: {numbers}".replace("\n", " ") for name, (_, numbers) in runs.items())
    show(figure, f"One panel of samples a generator, with a circle for each of eight modes. {told}.")
