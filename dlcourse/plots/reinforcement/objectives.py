"""Estimates of gradients, their spread, and PPO's clipped objective."""

from collections.abc import Mapping

import numpy as np

from dlcourse.plots.style import BLUE, COLOURS, DARK, GREY, MARKERS, ORANGE, label, new_figure, show


def clouds(estimates: Mapping[str, np.ndarray], true: np.ndarray, title: str) -> None:
    """Estimates of one gradient of two numbers, `(n, 2)` for each name, and the true one."""
    figure, axes = new_figure(
        len(estimates), width=3.5 * len(estimates), height=3.3, sharex=True, sharey=True, squeeze=False
    )
    for ax, (name, points), colour, marker in zip(axes.flat, estimates.items(), COLOURS, MARKERS, strict=False):
        ax.plot(*points.T, marker, ms=3, color=colour, alpha=0.35, mew=0)
        ax.plot(*true, "*", ms=14, color="white", mec=DARK)
        ax.set_aspect("equal")
        label(ax, name, "gradient for the first logit", "for the last logit" if ax is axes.flat[0] else "")
    figure.suptitle(title, fontsize=11)
    told = "; ".join(f"{name}: variance {points.var(axis=0).sum():.2f}" for name, points in estimates.items())
    show(figure, f"Clouds of gradient estimates around the true gradient, a star. {told}.")


def clipped(
    ratio: np.ndarray, objectives: Mapping[str, np.ndarray], plain: Mapping[str, np.ndarray], clip: float
) -> None:
    """PPO's objective against the ratio, a panel for each sign of the advantage, beside the one without a clip."""
    figure, axes = new_figure(len(objectives), width=4.2 * len(objectives), height=3.2, squeeze=False)
    for ax, (name, values) in zip(axes.flat, objectives.items(), strict=True):
        ax.axvspan(1 - clip, 1 + clip, color="#F2F2F2")
        ax.plot(ratio, plain[name], ls="--", color=ORANGE, label="ratio × advantage")
        ax.plot(ratio, values, color=BLUE, lw=2, label="PPO's minimum")
        ax.plot(1, np.interp(1, ratio, values), "o", color=DARK)
        ax.axhline(0, color=GREY, lw=0.8)
        label(ax, name, "ratio: new over old probability", "objective")
    axes.flat[0].legend(frameon=False, fontsize=9)
    figure.suptitle("Flat: nothing more to gain there. Never flat where things have become worse", fontsize=11)
    told = "; ".join(
        f"{name}: {values[0]:.2f} at ratio {ratio[0]:.1f}, {values[-1]:.2f} at {ratio[-1]:.1f}"
        for name, values in objectives.items()
    )
    show(figure, f"PPO's objective against the ratio. {told}. The plain product is a straight line.")


def answers(policies: Mapping[str, np.ndarray], reward: np.ndarray) -> None:
    """Probabilities of a few answers under several policies, as groups of bars; below, each answer's hidden reward."""
    figure, ax = new_figure(width=8.2, height=3.3)
    places, width = np.arange(len(reward)), 0.8 / len(policies)
    hatches = ("", "//", "", "//", "")
    shades = (GREY, ORANGE, ORANGE, BLUE, BLUE)
    for i, (name, probabilities) in enumerate(policies.items()):
        shift = (i - (len(policies) - 1) / 2) * width
        ax.bar(places + shift, probabilities, width, color=shades[i], hatch=hatches[i], ec=DARK, lw=0.6, label=name)
    ax.set_xticks(places, [f"answer {i + 1}\nreward {value:g}" for i, value in enumerate(reward)])
    ax.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1, 1))
    label(ax, "Pairs alone lead to the same policy as the reward would", "", "probability")
    told = "; ".join(f"{name}: " + ", ".join(f"{p:.2f}" for p in values) for name, values in policies.items())
    show(figure, f"Groups of bars: the probability of each answer. {told}.")
