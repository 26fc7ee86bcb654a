"""Learning curves: the median over seeds, and a band for the spread between them.

Curves of deep agents over ten seeds take minutes to hours. `curves.csv` holds them, and says in its first line by which
script they were made; `stored` reads it.
"""

import csv
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import numpy as np

from dlcourse.plots.style import COLOURS, DARK, GREY, LINES, label, new_figure, show

Curve = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]  # steps, low, median, high


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
    return {name: tuple(np.array(rows).T) for name, rows in points.items()}  # type: ignore[misc]


def over_seeds(steps: np.ndarray, runs: np.ndarray) -> Curve:
    """Lowest, median and highest of runs `(seeds, points)` at each point."""
    return steps, runs.min(axis=0), np.median(runs, axis=0), runs.max(axis=0)


def medians(
    curves: Mapping[str, Curve],
    title: str,
    *,
    x: str = "steps in the environment",
    y: str = "return of an episode",
    rivals: Mapping[str, float] | None = None,
    band: str = "lowest to highest seed",
    limits: tuple[float, float] | None = None,
) -> None:
    """A line for the median of each curve, a band from low to high, and a grey line for each rival."""
    figure, ax = new_figure(width=8.0, height=3.5)
    for (name, (steps, low, middle, high)), colour, line in zip(curves.items(), COLOURS, LINES, strict=False):
        ax.plot(steps, middle, ls=line, color=colour, lw=1.8, label=name)
        ax.fill_between(steps, low, high, color=colour, alpha=0.13, lw=0)
    _rivals(ax, rivals or {})
    if limits:
        ax.set_ylim(*limits)
    ax.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1, 1), title=f"band: {band}",
              title_fontsize=8)  # fmt: skip
    label(ax, title, x, y)
    told = "; ".join(
        f"{name}: {middle[0]:.3g} first, {middle[-1]:.3g} last (from {low[-1]:.3g} to {high[-1]:.3g})"
        for name, (_, low, middle, high) in curves.items()
    )
    named = "; ".join(f"{name} {value:.0f}" for name, value in (rivals or {}).items())
    show(figure, f"Learning curves, {y} against {x}, medians. {told}." + (f" Rivals: {named}." if named else ""))


def _rivals(ax: Any, rivals: Mapping[str, float]) -> None:
    for name, value in rivals.items():
        ax.axhline(value, color=GREY, lw=1)
        ax.annotate(
            name, (1, value), xycoords=("axes fraction", "data"), xytext=(-2, 2), textcoords="offset points",
            fontsize=9, color=DARK, ha="right",
        )  # fmt: skip
