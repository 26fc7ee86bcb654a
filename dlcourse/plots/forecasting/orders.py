"""How many to order: past demand, what each order would have cost, and the pinball loss behind it."""

from collections.abc import Sequence

import numpy as np

from dlcourse.plots.style import BLUE, COLOURS, DARK, GREEN, GREY, LINES, ORANGE, label, new_figure, show


def puzzle(demand: Sequence[int], left_over: float, missed: float) -> None:
    """Demand of past days as dots, with mean and median, and the question."""
    figure, ax = new_figure(width=7.4, height=2.4)
    values, counts = np.unique(demand, return_counts=True)
    for value, count in zip(values, counts, strict=True):
        ax.plot([value] * count, np.arange(1, count + 1), "o", color=BLUE, ms=9)
    mean, median = np.mean(demand), np.median(demand)
    ax.axvline(mean, color=ORANGE, ls="--", label=f"mean {mean:g}")
    ax.axvline(median, color=GREEN, ls=":", label=f"median {median:g}")
    ax.set(ylim=(0.4, counts.max() + 1.2), yticks=range(1, counts.max() + 1))
    ax.set(xlim=(-0.5, max(demand) + 1.5), xticks=range(0, max(demand) + 2, 2))
    ax.legend(frameon=False, fontsize=9)
    label(
        ax,
        f"A loaf too many costs {left_over:g} €, a loaf too few {missed:g} €. How many do you bake?",
        "loaves that people wanted",
        "Mondays",
    )
    show(
        figure,
        f"Dots for {len(demand)} Mondays, most at {values[0]} to {values[-2]} loaves and one at {values[-1]}. "
        f"The mean is {mean:g}, the median {median:g}.",
    )


def costs(orders: np.ndarray, cost: np.ndarray, mean: float, quantile: float, level: float) -> None:
    """The mean cost of each order, with its lowest point, the mean and the quantile marked."""
    figure, ax = new_figure(width=7.4, height=3.0)
    ax.plot(orders, cost, "o-", color=BLUE, ms=5)
    best = orders[np.argmin(cost)]
    ax.axvline(mean, color=ORANGE, ls="--", label=f"mean {mean:g}")
    ax.axvline(quantile, color=GREEN, ls="-.", label=f"{level:.0%} quantile {quantile:g}")
    ax.set_ylim(0)
    ax.legend(frameon=False, fontsize=9)
    label(ax, f"The cheapest number is {best}: not the mean, but a quantile", "loaves baked", "mean cost (€ a Monday)")
    show(
        figure,
        f"Mean cost against the number baked: it falls from {cost[0]:.1f} € at {orders[0]} to {cost.min():.1f} € at "
        f"{best}, and rises again. The mean of the demand, {mean:g}, is left of the lowest point.",
    )


def tilted(levels: Sequence[float]) -> None:
    """The pinball loss against the miss y − q, one line a level."""
    figure, ax = new_figure(width=7.4, height=3.0)
    miss = np.linspace(-10, 10, 201)
    for level, colour, line in zip(levels, COLOURS, LINES, strict=False):
        ax.plot(miss, np.maximum(level * miss, (level - 1) * miss), color=colour, ls=line, label=f"level {level:g}")
    ax.axvline(0, color=GREY, lw=0.8)
    ax.text(-0.4, 9.6, "forecast too high", fontsize=9, color=DARK, ha="right")
    ax.text(0.4, 9.6, "too low", fontsize=9, color=DARK)
    ax.set_ylim(0, 10.4)
    ax.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1, 1))
    label(ax, "A high level forgives what is too high", "what came minus the forecast", "pinball loss")
    listed = ", ".join(f"{level:g}" for level in levels)
    show(figure, f"Pinball loss for the levels {listed}: a V that tilts. At a high level its right side is steep.")


def crps(samples: np.ndarray, y: float, score: float) -> None:
    """The share of samples below each value, the step of what came, and the area between them."""
    figure, ax = new_figure(width=7.4, height=3.0)
    x = np.sort(samples)
    grid = np.linspace(min(x[0], y) - 2, max(x[-1], y) + 2, 600)
    share = np.searchsorted(x, grid, side="right") / len(x)
    step = (grid >= y).astype(float)
    ax.fill_between(grid, share, step, color=ORANGE, alpha=0.3, lw=0, label="what is between them")
    ax.plot(grid, share, color=BLUE, label="share of samples up to here")
    ax.plot(grid, step, "--", color=DARK, label=f"what came: {y:g}")
    ax.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1, 1))
    label(ax, f"CRPS {score:.2f}: the squared gap, summed up", "sales", "share")
    show(
        figure,
        f"A rising staircase of {len(samples)} samples, a single step at {y:g}, and the area between them. "
        f"The squared height of it, summed up along the axis, is the CRPS, {score:.2f}.",
    )
