"""Distributions of counts, sampled futures, and their sums."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure

from dlcourse.plots.animation import animate
from dlcourse.plots.style import BLUE, COLOURS, DARK, GREY, ORANGE, label, new_figure, show


def shapes(counts: np.ndarray, probabilities: Mapping[str, np.ndarray], mean: float) -> None:
    """Probabilities of counts for several dispersions, all with one mean."""
    figure, axes = new_figure(len(probabilities), width=9.4, height=2.6, sharey=True)
    for ax, (name, values), colour in zip(axes, probabilities.items(), COLOURS, strict=False):
        ax.bar(counts, values, color=colour, ec=DARK, lw=0.4)
        ax.axvline(mean, color=DARK, ls=":")
        label(ax, name, "sales", "probability" if ax is axes[0] else "")
    figure.suptitle(f"The same mean, {mean:g}, and more and more spread", fontsize=11)
    zeros = "; ".join(f"{name}: {values[0]:.2f} for 0" for name, values in probabilities.items())
    show(figure, f"Bars of the probability of each count, all with the mean {mean:g}. {zeros}.")


def spread(mean: np.ndarray, variance: np.ndarray, curves: Mapping[str, np.ndarray]) -> None:
    """Variance against mean of many articles on logarithmic axes, with what two distributions allow."""
    figure, ax = new_figure(width=6.4, height=3.2)
    ax.loglog(mean, variance, "o", color=GREY, ms=3, label="one article")
    grid = np.geomspace(mean.min(), mean.max(), 50)
    for (name, values), colour, line in zip(curves.items(), COLOURS, ("-", "--"), strict=False):
        ax.loglog(grid, values, ls=line, color=colour, label=name)
    ax.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1, 1))
    label(ax, "Counts vary more than Poisson allows", "mean sales a day", "variance")
    above = np.mean(variance > mean)
    show(
        figure,
        f"Variance against mean, a dot for each of {len(mean)} articles, both axes logarithmic. {above:.0%} of the "
        "dots lie above the Poisson line, where variance equals the mean.",
    )


def growing_futures(
    past: np.ndarray, paths: np.ndarray, came: np.ndarray, levels: Sequence[float] = (0.1, 0.9)
) -> None:
    """Sampled futures `(n, horizon)`, one more day a frame, and at the end their band and what came."""
    horizon = paths.shape[1]
    steps = [*range(1, horizon, max(1, horizon // 12)), horizon]
    top = 1.05 * max(past.max(), paths[:8].max(), came.max())
    frames = [_futures(past, paths, came if last else None, upto, levels, top) for upto, last in
              [(step, False) for step in steps] + [(horizon, True)]]  # fmt: skip
    low, high = np.quantile(paths, levels, axis=0)
    animate(
        frames,
        f"Eight sampled futures of {horizon} days grow day by day from known sales. At the end a band holds "
        f"{levels[1] - levels[0]:.0%} of all samples; {np.mean((came >= low) & (came <= high)):.0%} of what came lies "
        "in it.",
        frames_per_second=3,
    )


def _futures(
    past: np.ndarray, paths: np.ndarray, came: np.ndarray | None, upto: int, levels: Sequence[float], top: float
) -> Figure:
    figure, ax = new_figure(width=7.6, height=3.1)
    before, ahead = np.arange(-len(past) + 1, 1), np.arange(1, upto + 1)
    ax.plot(before, past, color=GREY, lw=1.2, label="known")
    if came is not None:
        ax.fill_between(ahead, *np.quantile(paths, levels, axis=0), color=ORANGE, alpha=0.25, lw=0, label="80 %")
        ax.plot(ahead, came, "o-", color=BLUE, ms=3, lw=1, label="what came")
    for i, path in enumerate(paths[:8]):
        ax.plot(ahead, path[:upto], color=ORANGE, lw=0.8, ls="--", label="sampled" if i == 0 else None)
    ax.set(xlim=(before[0], paths.shape[1] + 1), ylim=(0, top))
    ax.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1, 1))
    label(ax, "Draw a day, feed it back, draw the next", "days from the origin", "sales")
    return figure
