"""Forecasts of several steps: two ways to make them, how the error grows, and one with its interval."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, Rectangle

from dlcourse.plots.style import (
    BLUE,
    COLOURS,
    DARK,
    GREY,
    LIGHT,
    LINES,
    MARKERS,
    ORANGE,
    canvas,
    label,
    new_figure,
    show,
)


def two_ways() -> None:
    """Recursive: one-step forecasts fed back in. Direct: one model, all steps at once."""
    figure, (left, right) = new_figure(2, width=9.0, height=3.5)
    for ax, title in ((left, "Recursive: each forecast feeds the next"), (right, "Direct: all steps in one go")):
        canvas(ax, 10, 8)
        ax.set_title(title, fontsize=11, loc="left")
    for turn in range(3):
        y = 6.2 - 2.2 * turn
        for place in range(4):
            _value(left, turn + place, y, known=turn + place < 4)
        _value(left, turn + 4, y, known=False, new=True)
        _arrow(left, (turn + 3.9, y + 0.45), (turn + 5.05, y + 0.45))
        left.text(8.1, y + 0.4, f"step {turn + 1}", fontsize=10, va="center")
        if turn < 2:
            _arrow(left, (turn + 5.2, y - 0.05), (turn + 4.6, y - 1.25))
    for place in range(7):
        _value(right, place, 4.0, known=place < 4, new=place >= 4)
    _arrow(right, (3.9, 4.45), (5.05, 4.45))
    right.text(2.7, 2.7, "known", ha="center", fontsize=10)
    right.text(6.6, 2.7, "steps 1, 2, 3", ha="center", fontsize=10)
    show(
        figure,
        "Left: a window of four known values gives a forecast; the window slides by one, now with the forecast in it, "
        "and gives the next; three times. Right: four known values give three forecasts at once.",
    )


def error_by_step(errors: Mapping[str, np.ndarray], title: str, unit: str) -> None:
    """The mean absolute error of several forecasters `{name: (steps,)}` against the number of steps ahead."""
    figure, ax = new_figure(width=7.6, height=3.5)
    for (name, values), colour, style, marker in zip(errors.items(), COLOURS, LINES, MARKERS, strict=False):
        ax.plot(np.arange(1, len(values) + 1), values, ls=style, color=colour, marker=marker, ms=4, label=name)
    top = 2.2 * np.median([values[-1] for values in errors.values()])
    ax.set_ylim(0, top)
    for name, values in errors.items():
        if values.max() > top:
            ax.text(np.argmax(values > top) + 0.95, top, f"{name}: up to {values.max():.1f}", fontsize=9, va="top")
    ax.legend(frameon=False, fontsize=9, ncols=3, loc="lower center")
    label(ax, title, "months ahead", f"mean absolute error ({unit})")
    means = ", ".join(f"{name} {values[0]:.2f} and {values[-1]:.2f}" for name, values in errors.items())
    show(figure, f"Mean absolute error against months ahead, first and last month: {means} {unit}.")


def rising(series: np.ndarray, years: np.ndarray, learned: int, known: int) -> None:
    """A monthly series `(n,)` against the year, cut into training, interval and test at `learned` and `known`."""
    figure, ax = new_figure(width=7.8, height=3.2)
    for start, end, colour, style, name in (
        (0, learned, GREY, "-", "training"),
        (learned, known, ORANGE, "--", "for the interval"),
        (known, len(series), BLUE, "-", "test"),
    ):
        ax.plot(years[start:end], series[start:end], ls=style, color=colour, lw=1.3, label=name)
        ax.axvline(years[start], color=DARK, lw=0.6, ls=":")
    ax.legend(frameon=False, fontsize=9)
    label(ax, "Up and down with the seasons, and up from year to year", "year", "carbon dioxide (ppm)")
    show(
        figure,
        f"A wavy line that climbs from {series[:12].mean():.0f} ppm in {int(years[0])} to "
        f"{series[-12:].mean():.0f} ppm in {int(years[-1])}, one wave a year. The test years lie above all "
        f"training years: {series[known:].min():.0f} ppm and more against at most {series[:learned].max():.0f} ppm.",
    )


def with_interval(
    known: np.ndarray, truth: np.ndarray, forecast: np.ndarray, low: np.ndarray, high: np.ndarray, coverage: float
) -> None:
    """Known values in ppm, a forecast with its 80 % interval, and the values that were measured later."""
    figure, ax = new_figure(width=7.8, height=3.4)
    past, ahead = np.arange(-len(known) + 1, 1), np.arange(1, len(truth) + 1)
    ax.fill_between(ahead, low, high, color=ORANGE, alpha=0.25, lw=0, label="80 % interval from residuals")
    ax.plot(past, known, color=GREY, lw=1.5, label="known")
    ax.plot(ahead, forecast, "--", color=ORANGE, marker="s", ms=4, label="forecast")
    ax.plot(ahead, truth, color=BLUE, marker="o", ms=4, label="what came")
    ax.axvline(0.5, color=DARK, lw=0.8, ls=":")
    ax.legend(frameon=False, fontsize=9, loc="upper left", ncols=2)
    span = np.ptp(np.concatenate([known, truth, low, high]))
    ax.set_ylim(None, max(known.max(), high.max(), truth.max()) + 0.35 * span)
    inside = int(np.sum((truth >= low) & (truth <= high)))
    label(
        ax,
        f"A forecast says how sure it is: {coverage:.0%} of all test values fell inside",
        "months from the origin",
        "carbon dioxide (ppm)",
    )
    show(
        figure,
        f"Known values, then {len(truth)} months of forecast with a band. {inside} of the {len(truth)} true "
        f"values lie in the band; over the whole test period {coverage:.0%} do.",
    )


def _value(ax: Axes, place: int, y: float, known: bool, new: bool = False) -> None:
    fill = LIGHT if known else "white"
    ax.add_patch(Rectangle((place + 0.1 + 0.8 * (place > 3 and new), y), 0.8, 0.9, fc=fill,
                           ec=DARK if known else ORANGE, lw=1 if known else 2,
                           hatch="" if known else "//" if new else ".."))  # fmt: skip


def _arrow(ax: Axes, start: tuple, end: tuple) -> None:
    ax.add_patch(FancyArrowPatch(start, end, arrowstyle="-|>", mutation_scale=11, color=DARK, shrinkA=0, shrinkB=0))
