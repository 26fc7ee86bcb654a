"""Learning curves: the median over seeds, and a band for the spread between them.

Curves of deep agents over ten seeds take minutes to hours. `curves.csv` holds them, and says in its first line by which
script they were made; `stored` reads it.
"""

import csv
from collections.abc import Mapping
from importlib.resources import files

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator, StrMethodFormatter

from dlcourse.plots.style import COLOURS, DARK, GREY, LINES, label, new_figure, show

Curve = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]  # steps, low, median, high

BAND = "band: all seeds but the lowest and the highest"


def stored(experiment: str) -> dict[str, Curve]:
    """The stored curves of one experiment by name: steps, low, median and high, arrays of one length."""
    text = files("dlcourse.plots.reinforcement").joinpath("curves.csv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    points: dict[str, list[list[float]]] = {}
    for row in csv.DictReader(lines):
        if row["experiment"] == experiment:
            points.setdefault(row["line"], []).append([float(row[k]) for k in ("step", "low", "median", "high")])
    if not points:
        raise KeyError(f"no curves of {experiment!r} are stored")
    return {name: tuple(np.array(rows).T) for name, rows in points.items()}


def over_seeds(steps: np.ndarray, runs: np.ndarray) -> Curve:
    """Second lowest, median and second highest of runs `(seeds, points)` at each point.

    Of ten seeds, the second lowest and the second highest enclose the median of all with a probability of 98 %: it is
    outside only if at most one of ten is on one of its sides, 2 · 11 / 2¹⁰.
    """
    ordered = np.sort(runs, axis=0)
    return steps, ordered[1], np.median(runs, axis=0), ordered[-2]


def medians(
    curves: Mapping[str, Curve],
    title: str,
    *,
    x: str = "steps in the environment",
    y: str = "return of an episode",
    rivals: Mapping[str, float] | None = None,
    limits: tuple[float, float] | None = None,
) -> None:
    """A line for the median of each curve, a band from low to high, and a grey line for each rival.

    More than two curves get a panel each, in which the others are thin: their bands would hide each other.
    """
    panels = len(curves) if len(curves) > 2 else 1
    columns = min(panels, 2)
    figure, axes = new_figure(
        columns, -(-panels // columns), width=8.0, height=3.4 if panels == 1 else 4.5, sharex=True, sharey=True,
        squeeze=False,
    )  # fmt: skip
    for panel, ax in enumerate(axes.flat):
        for i, (name, curve) in enumerate(curves.items()):
            _draw(ax, name, curve, i, bold=panels == 1 or i == panel)
        _rivals(ax, rivals or {})
        ax.set_ylim(limits)
        ax.xaxis.set_major_locator(MaxNLocator(4))
        ax.xaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
        if panels > 1:
            bottom, left = panel // columns == -(-panels // columns) - 1, panel % columns == 0
            label(ax, list(curves)[panel], x if bottom else "", y if left else "")
    if panels == 1:
        axes[0, 0].legend(
            frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1, 1), title_fontsize=8, title=BAND
        )
        label(axes[0, 0], title, x, y)
    else:
        figure.suptitle(f"{title}\n({BAND})", fontsize=10)
    told = "; ".join(
        f"{name}: {middle[0]:.3g} first, {middle[-1]:.3g} last (from {low[-1]:.3g} to {high[-1]:.3g})"
        for name, (_, low, middle, high) in curves.items()
    )
    named = "; ".join(f"{name} {value:.0f}" for name, value in (rivals or {}).items())
    show(figure, f"{y[0].upper()}{y[1:]} against {x}: median, and a band from the second lowest to the second highest "
         f"of the seeds. {told}." + (f" Grey lines: {named}." if named else ""))  # fmt: skip


def _draw(ax: Axes, name: str, curve: Curve, place: int, *, bold: bool) -> None:
    steps, low, middle, high = curve
    if not bold:
        ax.plot(steps, middle, color=GREY, lw=0.7, alpha=0.6)
        return
    ax.plot(steps, middle, ls=LINES[place], color=COLOURS[place], lw=2, label=name, zorder=3)
    ax.fill_between(steps, low, high, color=COLOURS[place], alpha=0.16, lw=0)


def _rivals(ax: Axes, rivals: Mapping[str, float]) -> None:
    for name, value in rivals.items():
        ax.axhline(value, color=GREY, lw=1, zorder=1)
        ax.annotate(
            name, (1, value), xycoords=("axes fraction", "data"), xytext=(-2, 2), textcoords="offset points",
            fontsize=9, color=DARK, ha="right",
        )  # fmt: skip
