"""An additive model: Fourier waves, bending lines, its parts, and futures of its trend."""

from collections.abc import Mapping

import numpy as np

from dlcourse.plots.style import BLUE, COLOURS, DARK, GREY, LINES, ORANGE, label, new_figure, show


def waves(days: np.ndarray, truth: np.ndarray, fitted: Mapping[str, np.ndarray]) -> None:
    """A season `(days,)` and what few and many Fourier waves make of it."""
    figure, axes = new_figure(len(fitted), width=9.4, height=2.7, sharey=True)
    for ax, (name, values) in zip(axes, fitted.items(), strict=True):
        ax.plot(days, truth, color=GREY, lw=1, label="data")
        ax.plot(days, values, color=BLUE, lw=1.8, label="waves")
        label(ax, name, "day of the year", "sales (1: usual)" if ax is axes[0] else "")
    axes[0].legend(frameon=False, fontsize=9)
    figure.suptitle("More waves follow more closely, and too many follow the noise", fontsize=11)
    show(
        figure,
        "Sales over the day of the year, with narrow peaks in winter and in autumn, and sums of waves: "
        + "; ".join(f"{name} from {v.min():.1f} to {v.max():.1f}" for name, v in fitted.items())
        + f". The peaks reach {truth.max():.1f}.",
    )


def futures(
    x: np.ndarray, known: np.ndarray, ahead: np.ndarray, paths: np.ndarray, came: np.ndarray, low: np.ndarray,
    high: np.ndarray, message: str, unit: str,
) -> None:  # fmt: skip
    """Known values, a few simulated futures `(n, horizon)`, their band and what came."""
    figure, ax = new_figure(width=7.8, height=3.3)
    ax.plot(x, known, color=GREY, lw=1, label="known")
    ax.fill_between(ahead, low, high, color=ORANGE, alpha=0.25, lw=0, label="80 % of the futures")
    for i, path in enumerate(paths[:6]):
        ax.plot(ahead, path, color=ORANGE, lw=0.7, ls="--", label=None if i else "simulated futures")
    ax.plot(ahead, came, color=BLUE, lw=1.2, label="what came")
    ax.axvline(ahead[0], color=DARK, lw=0.8, ls=":")
    ax.legend(frameon=False, fontsize=9, loc="upper left")
    ax.xaxis.get_major_locator().set_params(integer=True)
    label(ax, message, "year", unit)
    measured = ~np.isnan(came)  # some weeks were not measured
    inside = np.mean(((came >= low) & (came <= high))[measured])
    show(
        figure,
        f"Known values, then {min(6, len(paths))} simulated futures whose band widens from "
        f"{np.mean((high - low)[: len(low) // 10]):.1f} to {np.mean((high - low)[-len(low) // 10 :]):.1f} {unit}. "
        f"{inside:.0%} of what came lies inside.",
    )


def bends(t: np.ndarray, y: np.ndarray, lines: Mapping[str, np.ndarray]) -> None:
    """A series and the trends that several penalties give."""
    figure, ax = new_figure(width=7.8, height=3.1)
    weeks = len(t) // 7
    ax.plot(
        t[: 7 * weeks : 7],
        y[: 7 * weeks].reshape(weeks, 7).mean(axis=1),
        color=GREY,
        lw=0.8,
        label="sales, a week's mean",
    )
    for (name, values), colour, line in zip(lines.items(), COLOURS, LINES, strict=False):
        ax.plot(t, values, color=colour, ls=line, lw=1.8, label=name)
    ax.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1, 1))
    label(ax, "The penalty says how easily a trend bends", "year", "sales a day")
    years = np.arange(t[0].astype("M8[Y]"), t[-1].astype("M8[Y]") + 1)
    ax.set_xticks(years, [str(year) for year in years])
    show(
        figure,
        "One series and trends fitted to it with different penalties: "
        + ", ".join(f"{name} from {values.min():.0f} to {values.max():.0f}" for name, values in lines.items())
        + ".",
    )
