"""Daily sales of articles: some of them, origins that roll, and a forecast with its band."""

from collections.abc import Mapping, Sequence

import numpy as np

from dlcourse.plots.style import (
    BLUE,
    COLOURS,
    DARK,
    GREY,
    LIGHT,
    LINES,
    MARKERS,
    ORANGE,
    label,
    new_figure,
    show,
)


def some_products(dates: np.ndarray, sales: np.ndarray, names: Sequence[str]) -> None:
    """Weekly means of daily sales `(n, days)`, one small drawing an article, with a name each."""
    columns = 2
    rows = -(-len(sales) // columns)
    figure, axes = new_figure(columns, rows, width=8.4, height=1.4 * rows + 0.4, sharex=True)
    weeks = len(dates) // 7
    for ax, values, name in zip(axes.flat, sales, names, strict=False):
        ax.plot(dates[: 7 * weeks : 7], values[: 7 * weeks].reshape(weeks, 7).mean(axis=1), color=BLUE, lw=0.9)
        ax.set_ylim(0)
        years = np.arange(dates[0].astype("M8[Y]"), dates[-1].astype("M8[Y]") + 1)
        ax.set_xticks(years, [str(year) for year in years])
        label(ax, name, "", "sales a day")
    for ax in axes[-1]:
        ax.set_xlabel("year")
    figure.suptitle("Each article has a life of its own, and much in common with others", fontsize=11)
    show(
        figure,
        f"{len(sales)} small drawings of sales against time, weekly means: " + "; ".join(names) + ". Some rise, some "
        "fall, the last two sell little at first; waves of a year and short peaks appear in several.",
    )


def origins(pairs: Sequence[tuple[np.ndarray, np.ndarray]], n: int) -> None:
    """Rows of known days (filled) and days to forecast (hatched), one row an origin."""
    figure, ax = new_figure(width=7.6, height=0.36 * len(pairs) + 1.2)
    for row, (known, ahead) in enumerate(pairs):
        for block, colour, hatch, name in ((known, GREY, "", "known"), (ahead, ORANGE, "//", "to forecast")):
            ax.barh(
                row, block[-1] - block[0] + 1, left=block[0] - 0.5, height=0.7, color=colour, hatch=hatch, ec="white",
                label=None if row else name,
            )  # fmt: skip
    ax.set(xlim=(-0.5, n - 0.5), yticks=range(len(pairs)), yticklabels=[f"{row + 1}" for row in range(len(pairs))])
    ax.invert_yaxis()
    ax.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1, 1))
    label(ax, "The origin rolls on: many exams, none with a look ahead", "day", "exam")
    listed = "; ".join(f"days 0 to {known[-1]}, then {ahead[0]} to {ahead[-1]}" for known, ahead in pairs)
    show(figure, f"Bars, one row an exam: known days, then days to forecast. {listed}.")


def sure(
    past: np.ndarray, came: np.ndarray, quantiles: np.ndarray, levels: Sequence[float], message: str, unit: str = "day"
) -> None:
    """Known values, what came, and quantiles `(horizon, levels)` as bands around the middle one."""
    figure, ax = new_figure(width=7.8, height=3.2)
    before, ahead = np.arange(-len(past) + 1, 1), np.arange(1, len(came) + 1)
    half = len(levels) // 2
    for i, alpha in ((0, 0.22), (half // 2, 0.4)):
        share = levels[-1 - i] - levels[i]
        ax.fill_between(
            ahead, quantiles[:, i], quantiles[:, -1 - i], color=ORANGE, alpha=alpha, lw=0,
            label=f"{share:.0%} of the futures",
        )  # fmt: skip
    ax.plot(before, past, color=GREY, lw=1.2, label="known")
    ax.plot(ahead, quantiles[:, half], "--", color=ORANGE, label="middle")
    ax.plot(ahead, came, "o-", color=BLUE, ms=3, lw=1, label="what came")
    ax.axvline(0.5, color=DARK, lw=0.8, ls=":")
    ax.set_ylim(min(0, quantiles.min(), past.min()))
    ax.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1, 1))
    label(ax, message, f"{unit}s from the origin", "sales")
    inside = np.mean((came >= quantiles[:, 0]) & (came <= quantiles[:, -1]))
    show(
        figure,
        f"Sales of the last {len(past)} {unit}s, then {len(came)} {unit}s of forecast with bands. {inside:.0%} of what "
        f"came lies in the widest one, {levels[0]:g} to {levels[-1]:g}.",
    )


def history(lengths: Sequence[int], errors: Mapping[str, Sequence[float]], message: str, unit: str) -> None:
    """Error against the days of history that each series has, one line a way to forecast."""
    figure, ax = new_figure(width=7.6, height=3.3)
    for (name, values), colour, line, marker in zip(
        errors.items(), (*COLOURS, DARK), (*LINES, "-"), (*MARKERS, "x"), strict=False
    ):
        ax.plot(lengths, values, color=colour, ls=line, marker=marker, ms=5, label=name)
    ax.set_xscale("log")
    ax.set_xticks(lengths, [str(length) for length in lengths])
    ax.minorticks_off()
    ax.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1, 1))
    label(ax, message, "days of history that each article has", unit)
    listed = "; ".join(
        f"{name}: " + ", ".join(f"{value:.2f} at {days}" for days, value in zip(lengths, values, strict=True))
        for name, values in errors.items()
    )
    show(figure, f"{unit} against days of history. {listed}.")


def bars(scores: Mapping[str, float], message: str, unit: str, reference: str | None = None) -> None:
    """One bar a way to forecast; a dashed line at the bar named `reference`."""
    figure, ax = new_figure(width=7.4, height=0.34 * len(scores) + 1.1)
    drawn = ax.barh(list(scores), list(scores.values()), color=GREY, ec=DARK)
    for bar, name in zip(drawn, scores, strict=True):
        if name == reference:
            bar.set(hatch="//", facecolor=LIGHT)
    ax.bar_label(drawn, [f"{score:.3f}" for score in scores.values()], padding=3, fontsize=9)
    if reference is not None:
        ax.axvline(scores[reference], color=ORANGE, ls="--")
    ax.set_xlim(0, 1.15 * max(scores.values()))
    ax.invert_yaxis()
    label(ax, message, unit)
    show(figure, f"Bars of {unit}: " + "; ".join(f"{name} {score:.3f}" for name, score in scores.items()) + ".")


def calibration(levels: Sequence[float], shares: Mapping[str, Sequence[float]], message: str) -> None:
    """The share of true values below each quantile, against its level; on the diagonal it keeps its promise."""
    figure, ax = new_figure(width=5.6, height=3.6)
    ax.plot([0, 1], [0, 1], color=GREY, lw=1, label="as promised")
    for (name, values), colour, line, marker in zip(shares.items(), COLOURS, LINES, MARKERS, strict=False):
        ax.plot(levels, values, color=colour, ls=line, marker=marker, ms=5, label=name)
    ax.set(xlim=(0, 1), ylim=(0, 1))
    ax.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1, 1))
    label(ax, message, "level of the quantile", "share of what came up to it")
    listed = "; ".join(
        f"{name}: " + ", ".join(f"{share:.2f} at {level:g}" for level, share in zip(levels, values, strict=True))
        for name, values in shares.items()
    )
    show(
        figure,
        f"Share of true values at or below each forecast quantile. {listed}. A perfect forecast is on the diagonal.",
    )


def lift(lifts: Mapping[str, np.ndarray], promotion: tuple[int, int], message: str) -> None:
    """How much a promotion changes the forecast of each day ahead, one line a group; its days are shaded."""
    figure, ax = new_figure(width=7.6, height=3.2)
    ax.axvspan(promotion[0] - 0.5, promotion[1] + 0.5, color=LIGHT, label="promotion")
    ax.axhline(0, color=GREY, lw=0.8)
    for (name, values), colour, line, marker in zip(lifts.items(), COLOURS, LINES, MARKERS, strict=False):
        ax.plot(np.arange(1, len(values) + 1), 100 * values, color=colour, ls=line, marker=marker, ms=3, label=name)
    ax.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1, 1))
    label(ax, message, "day ahead", "change of the median (%)")
    listed = "; ".join(
        f"{name}: up to {values.max():+.0%} on its days, down to {values[promotion[1] :].min():+.0%} after them"
        for name, values in lifts.items()
    )
    show(figure, f"Change of the forecast by a promotion on days {promotion[0]} to {promotion[1]}. {listed}.")
