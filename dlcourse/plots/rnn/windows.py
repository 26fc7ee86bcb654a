"""Time series: why order matters, how windows are made, and why a shuffled split is misleading."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from dlcourse.plots.animation import animate
from dlcourse.plots.style import BLUE, DARK, GREEN, GREY, LINES, ORANGE, label, new_figure, show


def in_and_out_of_order(values: np.ndarray, seed: int = 0) -> None:
    """The same hourly temperatures in order and shuffled, each with a question mark for the next twelve hours."""
    figure, axes = new_figure(2, width=9.0, height=2.8, sharey=True)
    rows = {"In order: draw on": values, "The same numbers, shuffled": np.random.default_rng(seed).permutation(values)}
    for ax, (title, shown) in zip(axes, rows.items(), strict=True):
        ax.plot(shown, color=BLUE, lw=1.2)
        ax.axvspan(len(shown), len(shown) + 12, color=GREY, alpha=0.25, lw=0)
        ax.text(len(shown) + 6, values.mean(), "?", fontsize=20, ha="center", va="center")
        label(ax, title, "hour", "temperature (°C)" if ax is axes[0] else "")
    show(
        figure,
        f"Left: {len(values)} hours of temperature swing up and down once a day, and a question mark waits at the end. "
        "Right: the same numbers in random order look like noise, and nobody could guess what comes next.",
    )


def sliding(series: ArrayLike, length: int, horizon: int) -> None:
    """A window moves over a short series; below, the rows of X and the entries of y so far. An animation."""
    series = np.asarray(series, dtype=float)
    count = len(series) - length - horizon + 1
    figures = [_slide(series, length, horizon, i) for i in range(count)]
    animate(
        figures,
        f"A window of {length} values moves over a series of {len(series)}, one step at a time. The target is the "
        f"value {horizon} steps after the window. The last of {count} windows has the last value as its target.",
        frames_per_second=1.5,
    )


def _slide(series: np.ndarray, length: int, horizon: int, i: int) -> Figure:
    figure, ax = new_figure(width=8.0, height=3.0)
    times = np.arange(len(series))
    ax.plot(times, series, "-o", color=GREY, ms=5, lw=1)
    inside, target = times[i : i + length], i + length - 1 + horizon
    ax.axvspan(inside[0] - 0.4, inside[-1] + 0.4, color=BLUE, alpha=0.15, lw=0)
    ax.plot(inside, series[inside], "s", color=BLUE, ms=9, label=f"X[{i}]: {length} values")
    ax.plot(target, series[target], "*", color=ORANGE, ms=17, mec=DARK, label=f"y[{i}]: {horizon} steps later")
    low = series.min() - 0.22 * np.ptp(series)
    ax.annotate("", (target, low), (inside[-1], low), arrowprops={"arrowstyle": "->", "color": DARK})
    ax.text((inside[-1] + target) / 2, low, f"horizon {horizon}", ha="center", va="bottom", fontsize=9)
    ax.set_ylim(series.min() - 0.35 * np.ptp(series), series.max() + 0.15 * np.ptp(series))
    ax.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1, 1))
    label(ax, f"Window {i}: what the network sees, and what it must say", "time step", "value")
    return figure


def cut_in_time(series: np.ndarray, sizes: Sequence[int]) -> None:
    """Training, validation and test part of a series, one after another."""
    figure, ax = new_figure(width=8.6, height=2.6)
    start, alphas = 0, (0.06, 0.2, 0.38)
    ax.plot(series, color=DARK, lw=0.5)
    top = series.max() + 0.12 * np.ptp(series)
    for name, size, alpha in zip(("training: learn", "validation: choose", "test: once"), sizes, alphas, strict=True):
        ax.axvspan(start, start + size, color=BLUE, alpha=alpha, lw=0)
        ax.text(start + size / 2, top, name, ha="center", va="center", fontsize=9)
        start += size
    ax.set(xlim=(0, len(series)), ylim=(series.min() - 1, top + 0.1 * np.ptp(series)))
    label(ax, "Cut in time: the past teaches, the future examines", "hour", "temperature (°C)")
    show(
        figure,
        f"An hourly series cut into three pieces, darker towards the end: {sizes[0]} hours for training, {sizes[1]} "
        f"for validation, then {sizes[2]} for the test.",
    )


def promise_and_truth(errors: Mapping[str, Sequence[float]]) -> None:
    """Errors of each model: on a shuffled validation part, on one split in time, and on the test part in the future."""
    figure, ax = new_figure(width=7.6, height=3.0)
    kinds = (
        ("shuffled validation", "//", ORANGE),
        ("validation in time", "", BLUE),
        ("the future itself", "..", GREEN),
    )
    for place, (kind, hatch, colour) in enumerate(kinds):
        heights = [row[place] for row in errors.values()]
        x = np.arange(len(errors)) + 0.27 * (place - 1)
        bars = ax.bar(x, heights, 0.25, color=colour, hatch=hatch, edgecolor=DARK, label=kind)
        ax.bar_label(bars, fmt="%.2f", fontsize=9)
    ax.set_ylim(0, 1.1 * max(max(row) for row in errors.values()))
    ax.set_xticks(range(len(errors)), errors)
    ax.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1, 1))
    label(ax, "By shuffled windows the neighbours win; in the future they lose", "", "mean absolute error (°C)")
    told = "; ".join(f"{name}: {', '.join(f'{e:.2f}' for e in row)}" for name, row in errors.items())
    show(figure, f"Bars of the error in °C by shuffled validation, by validation in time, and in the future. {told}.")


def baselines_at_work(series: np.ndarray, naive: np.ndarray, seasonal: np.ndarray, hours: int, horizon: int) -> None:
    """The end of a series and its two naive forecasts."""
    figure, ax = new_figure(width=8.6, height=2.9)
    times = np.arange(len(series))[-hours:]
    rows = ((series, "what came", DARK), (naive, "naive", ORANGE), (seasonal, "seasonal naive", BLUE))
    for (values, name, colour), style in zip(rows, LINES, strict=False):
        ax.plot(times, values[-hours:], ls=style, color=colour, lw=1.6, label=name)
    ax.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1, 1))
    label(ax, f"Naive is always {horizon} hours late; seasonal naive repeats yesterday", "hour", "temperature (°C)")
    show(
        figure,
        f"Three lines over {hours} hours. The naive forecast is the true curve moved {horizon} hours to the right; the "
        "seasonal-naive one has its highs at the right hours, but yesterday's heights.",
    )
