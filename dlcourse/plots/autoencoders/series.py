"""Days of electric load: good and wrong ones, alarms, what a VAE's latents change, and days that never were."""

from collections.abc import Mapping

import numpy as np

from dlcourse.plots.style import BLUE, COLOURS, DARK, GREY, LINES, ORANGE, label, new_figure, show

HOURS = np.arange(48) / 2


def some_days(days: np.ndarray, wrong: np.ndarray) -> None:
    """Days of load in megawatts `(n, 48)`: good ones above, wrong ones below."""
    columns = len(days) // 2
    figure, axes = new_figure(columns, 2, width=9.4, height=4.2, sharex=True, sharey=True)
    ordered = [*days[~wrong], *days[wrong]]
    for place, (ax, day) in enumerate(zip(axes.flat, ordered, strict=True)):
        bad = place >= columns
        ax.plot(HOURS, day, "--" if bad else "-", color=ORANGE if bad else BLUE)
        ax.set_xticks([0, 6, 12, 18, 24])
        label(ax, "wrong" if bad else "good", "hour" if bad else "", "load (MW)" if place % columns == 0 else "")
    figure.suptitle("On wrong days a peak's shape is odd, not its area", fontsize=11)
    show(
        figure,
        f"Eight days of load. Above, {columns} good days, each with one peak in the morning and one in the evening, at "
        "different hours. Below, wrong days: a peak in two halves, a third peak, or a broad evening.",
    )


def errors_and_limit(errors: np.ndarray, wrong: np.ndarray, limit: float, scores: Mapping[str, float]) -> None:
    """Errors of good and wrong days with the threshold, and the F1 of several watchmen."""
    figure, (left, right) = new_figure(2, width=9.4, height=3.2, width_ratios=[1.5, 1])
    edges = np.geomspace(errors.min(), errors.max(), 32)
    left.hist(errors[~wrong], edges, color=BLUE, alpha=0.75, label="good days")
    left.hist(errors[wrong], edges, histtype="step", hatch="//", color=ORANGE, lw=1.5, label="wrong days")
    left.axvline(limit, color=DARK, ls="--", label="threshold")
    left.set_xscale("log")
    left.legend(frameon=False, fontsize=9)
    label(left, "What cannot be rebuilt is strange", "squared error of the day (MW²)", "days")
    bars = right.barh(list(scores), list(scores.values()), color=GREY, ec=DARK)
    right.bar_label(bars, [f"{score:.2f}" for score in scores.values()], padding=3, fontsize=9)
    right.set_xlim(0, 1.12)
    right.invert_yaxis()
    label(right, "Three watchmen", "F1 on later days")
    told = "; ".join(f"{name} {score:.2f}" for name, score in scores.items())
    show(
        figure,
        f"Left: two histograms of errors on a logarithmic axis; good days have small errors, wrong days larger ones, "
        f"and a dashed threshold at {limit:.2f} MW² separates most of them. Right: bars of F1: {told}.",
    )


def day_walks(walks: np.ndarray, nats: np.ndarray) -> None:
    """Decoded days `(latents, 5, 48)` in megawatts while one latent goes from −2 to 2."""
    figure, axes = new_figure(len(walks), width=2.0 * len(walks) + 0.6, height=2.9, sharey=True, squeeze=False)
    shades = ("#C6DBEF", "#8DB9DC", "#4C91C4", "#1F649F", "#08306B")
    for ax, days, amount in zip(axes.flat, walks, nats, strict=True):
        for day, shade, at in zip(days, shades, (-2, -1, 0, 1, 2), strict=True):
            ax.plot(HOURS, day, "--" if at < 0 else "-", color=shade, lw=1.5, label=f"{at:+d}" if at else "0")
        ax.set_xticks([0, 12, 24])
        label(ax, f"{amount:.1f} nats", "hour", "load (MW)" if ax is axes.flat[0] else "")
    axes.flat[-1].legend(frameon=False, fontsize=8, title="z", loc="upper left", bbox_to_anchor=(1, 1))
    figure.suptitle("What one number of the code changes about a day", fontsize=11)
    told = ", ".join(f"{np.abs(walk[-1] - walk[0]).max():.0f}" for walk in walks)
    show(
        figure,
        f"{len(walks)} drawings, one for each latent: five days decoded while this latent goes from −2 to 2 and the "
        f"others stay at 0. Peaks move or grow. The largest changes are {told} MW.",
    )


def invented(real: np.ndarray, made: np.ndarray) -> None:
    """Real days and decoded days `(n, 48)` in megawatts, side by side."""
    figure, axes = new_figure(2, width=9.0, height=3.0, sharey=True)
    for ax, days, title in zip(axes, (real, made), ("Real days", "Days that never were (means)"), strict=True):
        for day, line, colour in zip(days, (*LINES, "-"), (*COLOURS, GREY), strict=False):
            ax.plot(HOURS, day, ls=line, color=colour, lw=1.2)
        ax.set_xticks([0, 6, 12, 18, 24])
        label(ax, title, "hour", "load (MW)" if ax is axes[0] else "")
    show(
        figure,
        f"Left: {len(real)} real days, each with a peak in the morning and one in the evening, with small jitter. "
        f"Right: {len(made)} invented days: the same kind of curves, smooth.",
    )
