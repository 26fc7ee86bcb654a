"""Exploring a table: the distributions of its columns, and how the target depends on them."""

from collections.abc import Sequence

import numpy as np

from dlcourse.plots.style import BLUE, DARK, LIGHT, ORANGE, label, new_figure, show


def columns(x: np.ndarray, names: Sequence[str]) -> None:
    """A histogram of each column (rows, columns), eight at most."""
    figure, axes = new_figure(4, 2, width=9.2, height=3.8)
    for ax, name, values in zip(axes.ravel(), names, x.T, strict=True):
        ax.hist(values, bins=25, color=LIGHT, edgecolor=DARK, lw=0.5)
        ax.set_yticks([])
        label(ax, "", name, "machines" if ax in axes[:, 0] else "")
    figure.suptitle("Eight columns, eight scales: thousands of rpm beside a few bar", fontsize=11)
    show(
        figure,
        "Eight histograms, all bell-shaped, on very different scales: "
        + ", ".join(f"{name} around {values.mean():.3g}" for name, values in zip(names, x.T, strict=True))
        + ".",
    )


def target_along(x: np.ndarray, y: np.ndarray, speed: int, pressure: int, load: int) -> None:
    """The target against two columns; the second separately for machines of low and of high load."""
    figure, (left, right) = new_figure(2, width=8.8, height=3.2, sharey=True)
    left.plot(x[:, speed], y, ".", ms=2, color="#AAAAAA")
    _means(left, x[:, speed], y, BLUE, "-", "o", "mean")
    left.legend(frameon=False, fontsize=9, loc="lower left")
    label(left, "A valley: no straight line along speed", "speed (rpm)", "energy (kWh a day)")
    low, high = np.quantile(x[:, load], [0.3, 0.7])
    for rows, colour, line, marker, name in (
        (x[:, load] < low, ORANGE, "--", "s", "low load"),
        (x[:, load] > high, BLUE, "-", "o", "high load"),
    ):
        _means(right, x[rows, pressure], y[rows], colour, line, marker, name)
    label(right, "A product: pressure counts the other way at low load", "oil pressure (bar)")
    right.legend(frameon=False, fontsize=9)
    left.set_ylim(25, 65)
    show(
        figure,
        "Left: energy against speed, a cloud with a valley near 1500 rpm. Right: mean energy against oil pressure, "
        "falling for machines of low load and rising for machines of high load.",
    )


def _means(ax, x, y, colour, line, marker, name) -> None:
    edges = np.quantile(x, np.linspace(0, 1, 13))
    place = np.clip(np.digitize(x, edges) - 1, 0, 11)
    centres, means = zip(*[(x[place == i].mean(), y[place == i].mean()) for i in range(12)], strict=True)
    ax.plot(centres, means, color=colour, ls=line, marker=marker, ms=4, label=name)
