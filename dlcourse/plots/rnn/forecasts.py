"""Forecasts beside their baselines, and their errors."""

from collections.abc import Mapping

import numpy as np

from dlcourse.plots.style import BLUE, DARK, GREEN, GREY, LINES, ORANGE, PURPLE, label, new_figure, show

COLOURS = (ORANGE, BLUE, GREEN, PURPLE)


def table(scores: Mapping[str, tuple[float, float]], unit: str) -> None:
    """MAE and MASE of each forecast, as bars with the numbers beside them."""
    figure, ax = new_figure(width=7.6, height=0.5 + 0.42 * len(scores))
    names = list(scores)
    errors = [scores[name][0] for name in names]
    best = min(errors)
    bars = ax.barh(names, errors, color=[BLUE if e == best else GREY for e in errors], edgecolor=DARK)
    for bar, (mae, mase) in zip(bars, scores.values(), strict=True):
        text = f" {mae:.2f} {unit}, MASE {mase:.2f}" + (" ★" if mae == best else "")
        ax.text(mae, bar.get_y() + bar.get_height() / 2, text, va="center", fontsize=9)
    ax.invert_yaxis()
    ax.set_xlim(0, 1.45 * max(errors))
    label(ax, "Smaller is better (★ the best)", f"mean absolute error on the test part ({unit})")
    told = "; ".join(f"{name}: {mae:.2f} {unit}, MASE {mase:.2f}" for name, (mae, mase) in scores.items())
    show(figure, f"A bar for the test error of each forecast. {told}.")


def beside_baselines(
    dates: np.ndarray, truth: np.ndarray, forecasts: Mapping[str, np.ndarray], title: str, unit: str
) -> None:
    """The true values, and each forecast of them."""
    figure, ax = new_figure(width=8.6, height=3.0)
    ax.plot(dates, truth, color=DARK, lw=1.8, label="what came")
    for (name, values), colour, line in zip(forecasts.items(), COLOURS, LINES[1:], strict=False):
        ax.plot(dates, values, color=colour, ls=line, lw=1.5, label=name)
    ax.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1, 1))
    ax.tick_params(axis="x", rotation=20)
    label(ax, title, "month-day hour" if dates.dtype == "datetime64[h]" else "year", unit)
    errors = ", ".join(f"{name} {np.abs(values - truth).mean():.2f}" for name, values in forecasts.items())
    show(
        figure,
        f"{unit[0].upper()}{unit[1:]}: a line for what came and one for each forecast. Mean absolute errors in the "
        f"picture: {errors}.",
    )


def rain_and_flow(table: np.ndarray, forecasts: Mapping[str, np.ndarray], hours: int) -> None:
    """Some hours around the highest flow of `table` (time, flow and rain): rain above, flow and its forecasts below."""
    start = max(0, int(table[: -hours // 2, 0].argmax()) - hours // 2)  # a peak with room on both sides
    shown, time = slice(start, start + hours), np.arange(hours)
    figure, (above, below) = new_figure(1, 2, width=8.6, height=4.0, sharex=True, height_ratios=[1, 2])
    above.bar(time, table[shown, 1], color=GREY, width=1)
    label(above, "Rain in the hills comes before the flood in the valley", "", "rain (mm)")
    below.plot(time, table[shown, 0], color=DARK, lw=1.8, label="what came")
    for (name, values), colour, line in zip(forecasts.items(), COLOURS, LINES[1:], strict=False):
        below.plot(time, values[shown], color=colour, ls=line, lw=1.5, label=name)
    below.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1, 1))
    label(below, "", "hour", "flow (m³/s)")
    errors = {name: np.abs(values - table[:, 0])[shown].mean() for name, values in forecasts.items()}
    told = ", ".join(f"{name} {error:.2f}" for name, error in errors.items())
    show(
        figure,
        f"Bars of rain in {hours} hours, and below them the flow, which rises to {table[shown, 0].max():.0f} m³/s some "
        f"hours after the heaviest rain, with forecasts of it. Their mean absolute errors in the picture: {told} m³/s.",
    )


def with_interval(
    dates: np.ndarray, truth: np.ndarray, forecast: np.ndarray, low: np.ndarray, high: np.ndarray, unit: str
) -> None:
    """A forecast with its 90 % interval; crosses mark true values outside of it."""
    figure, ax = new_figure(width=8.6, height=3.2)
    outside = (truth < low) | (truth > high)
    ax.fill_between(dates, low, high, color=BLUE, alpha=0.22, lw=0, label="90 % interval")
    ax.plot(dates, forecast, color=BLUE, ls="--", lw=1.4, label="forecast")
    ax.plot(dates, truth, color=DARK, lw=1.5, label="what came")
    ax.plot(dates[outside], truth[outside], "x", color=ORANGE, ms=8, mew=2, label="… outside")
    ax.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1, 1))
    label(ax, f"{100 * (1 - outside.mean()):.0f} % of {len(truth)} months fell inside the interval", "year", unit)
    show(
        figure,
        f"A forecast as a dashed line in a band, and what came as a solid line. {outside.sum()} of {len(truth)} months "
        "lie outside the band and are marked with crosses.",
    )


def residuals(errors: np.ndarray, low: float, high: float, unit: str) -> None:
    """A histogram of the errors on the validation part, and the two quantiles that give the interval."""
    figure, ax = new_figure(width=6.6, height=2.6)
    ax.hist(errors, bins=24, color=GREY, edgecolor="white")
    for edge, name in ((low, "5 %"), (high, "95 %")):
        ax.axvline(edge, color=BLUE, ls="--")
        ax.text(edge, ax.get_ylim()[1], f" {name}: {edge:+.2f}".replace("-", "−"), fontsize=9, va="top", color=BLUE)
    label(ax, "Nine of ten validation errors lie between the lines", f"what came − forecast ({unit})", "months")
    show(
        figure,
        f"A histogram of {len(errors)} forecast errors on the validation part. Dashed lines stand at {low:.2f} and "
        f"{high:.2f} {unit}, with five percent of the errors beyond each.",
    )
