"""Share prices: random walks, and a forecast that looks right because it repeats the last price."""

from collections.abc import Sequence

import numpy as np

from dlcourse.plots.style import BLUE, COLOURS, DARK, GREY, LINES, ORANGE, label, new_figure, show


def prices(dates: np.ndarray, values: np.ndarray, names: Sequence[str]) -> None:
    """Several shares over time."""
    figure, ax = new_figure(width=7.8, height=3.2)
    for column, (name, colour, style) in enumerate(zip(names, COLOURS, LINES, strict=False)):
        ax.plot(dates, values[:, column], ls=style, color=colour, lw=1.3, label=name)
    ax.legend(frameon=False, fontsize=9, ncols=5, loc="upper left")
    ax.set_ylim(0, values.max() * 1.15)
    label(ax, "Trends, peaks, crashes: all of them drawn by chance", "date", "price")
    show(figure, f"The prices of {len(names)} shares over {len(dates)} business days; each seems to have trends.")


def looks_right(truth: np.ndarray, forecast: np.ndarray) -> None:
    """A forecast of the next price: over a long time it looks perfect, over a few days one sees that it is late."""
    best_shift = min(range(4), key=lambda late: np.abs(forecast[4:] - truth[4 - late : len(truth) - late]).mean())
    figure, (left, right) = new_figure(2, width=8.8, height=3.2, width_ratios=[3, 2])
    days = np.arange(len(truth))
    for ax, part in ((left, slice(None)), (right, slice(100, 125))):
        few = ax is right
        ax.plot(days[part], truth[part], color=BLUE, marker="o" if few else "", ms=4, lw=1.4, label="truth")
        ax.plot(days[part], forecast[part], "--", color=ORANGE, marker="s" if few else "", ms=4, lw=1.4, label="LSTM")
    left.legend(frameon=False, fontsize=9)
    left.axvspan(100, 125, color=GREY, alpha=0.25, lw=0)
    label(left, "From afar the forecast looks perfect …", "day", "price")
    label(right, f"… from near it is {best_shift} day{'s' * (best_shift != 1)} late", "day", "price")
    show(
        figure,
        f"Left: {len(truth)} days of true prices and forecasts, nearly one line. Right: 25 days, enlarged: "
        f"the forecast repeats each move of the price {best_shift} day later.",
    )


def against_the_walk(names: Sequence[str], ratios: np.ndarray) -> None:
    """For each share and seed, the LSTM's error divided by the random walk's; ratios (seeds, shares)."""
    figure, ax = new_figure(width=7.0, height=2.8)
    ax.axhline(1, color=DARK, ls="--", lw=1.2)
    ax.text(-0.45, 1.001, "random walk", fontsize=9, va="bottom")
    for column in range(len(names)):
        spread = column + np.linspace(-0.12, 0.12, len(ratios))
        ax.plot(spread, ratios[:, column], "o", color=BLUE, ms=6, mec=DARK, mew=0.5)
    ax.set_xticks(range(len(names)), names, fontsize=10)
    ax.set_xlim(-0.5, len(names) - 0.4)
    widest = np.ceil(np.abs(ratios - 1).max() * 1000) / 1000
    ax.set_ylim(1 - max(0.03, 1.2 * widest), 1 + max(0.03, 1.2 * widest))
    better = int((ratios < 1).sum())
    label(ax, f"No network is more than {widest:.1%} from the random walk, for better or worse", "share",
          "MAE / MAE of the walk")  # fmt: skip
    show(
        figure,
        f"The LSTM's error over the random walk's for {len(names)} shares and {len(ratios)} seeds: from "
        f"{ratios.min():.3f} to {ratios.max():.3f}, below 1 in {better} of {ratios.size} cases.",
    )
