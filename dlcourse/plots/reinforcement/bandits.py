"""Slot machines: what they paid so far, and what each way to choose among them costs."""

from collections.abc import Mapping, Sequence

import numpy as np

from dlcourse.plots.style import BLUE, COLOURS, DARK, LINES, ORANGE, label, new_figure, show


def puzzle(payments: Mapping[str, Sequence[float]]) -> None:
    """What each machine paid so far: a dot a pull, a bar at the mean."""
    figure, ax = new_figure(width=6.8, height=2.8)
    for row, values in enumerate(payments.values()):
        ax.plot(values, [row] * len(values), "o", color=BLUE, alpha=0.55, ms=7, mec=DARK)
        ax.plot([np.mean(values)] * 2, [row - 0.3, row + 0.3], color=ORANGE, lw=3)
    ax.set_yticks(
        range(len(payments)),
        [f"{name}  ({len(v)} pull{'s' if len(v) > 1 else ''})" for name, v in payments.items()],
    )
    ax.set_ylim(len(payments) - 0.5, -0.5)
    ax.set_xlim(0, 8)
    label(ax, "Which machine would you pull next? (bar: mean so far)", "paid (coins)")
    told = "; ".join(
        f"{name}: {len(v)} pull{'s' * (len(v) != 1)}, mean {np.mean(v):.1f}" for name, v in payments.items()
    )
    show(figure, f"Three rows of dots, one dot for each payment of a slot machine. {told}.")


def regret(runs: Mapping[str, np.ndarray], title: str) -> None:
    """Summed regret, one array `(problems, pulls)` for each way to choose: the median, and the middle 80 %."""
    figure, ax = new_figure(width=7.6, height=3.4)
    for (name, table), colour, line in zip(runs.items(), COLOURS, LINES, strict=False):
        low, middle, high = np.quantile(table, (0.1, 0.5, 0.9), axis=0)
        pulls = np.arange(1, table.shape[1] + 1)
        ax.plot(pulls, middle, ls=line, color=colour, label=name)
        ax.fill_between(pulls, low, high, color=colour, alpha=0.13, lw=0)
    ax.set_ylim(0)
    ax.legend(
        frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1, 1), title="band: middle 80 %", title_fontsize=8
    )
    label(ax, title, "pulls", "summed regret (coins)")
    told = "; ".join(f"{name}: {np.median(table[:, -1]):.0f}" for name, table in runs.items())
    count = len(next(iter(runs.values())))
    show(figure, f"Summed regret against pulls, with bands for 80% of {count} problems. Median at the end: {told}.")
