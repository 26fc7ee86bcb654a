"""Likelihood: evidence per draw, the two sides of the KL divergence, a bound, and two ways to a gradient."""

from collections.abc import Mapping, Sequence

import numpy as np

from dlcourse.plots.style import BLUE, DARK, GREY, LINES, MARKERS, ORANGE, label, new_figure, show


def _bell(x: np.ndarray, mean: float, deviation: float) -> np.ndarray:
    return np.exp(-0.5 * ((x - mean) / deviation) ** 2) / (deviation * np.sqrt(2 * np.pi))


def evidence(wide: tuple[float, float], narrow: tuple[float, float], sums: Mapping[str, np.ndarray]) -> None:
    """Two densities, and how the evidence for the true one grows with the draws: `sums` holds `(runs, draws)` each."""
    figure, (left, right) = new_figure(2, width=9.2, height=3.3)
    x = np.linspace(-7, 7, 400)
    for (name, pair), line, colour in zip(
        {"wide": wide, "narrow": narrow}.items(), LINES, (BLUE, ORANGE), strict=False
    ):
        left.plot(x, _bell(x, *pair), line, color=colour, label=name)
    left.legend(frameon=False, fontsize=9)
    label(left, "Two hypotheses", "x", "density")
    told = []
    for (name, runs), line, colour in zip(sums.items(), LINES, (BLUE, ORANGE), strict=False):
        draws = np.arange(1, runs.shape[1] + 1)
        right.plot(draws, runs.mean(axis=0), line, color=colour, lw=2.2, label=f"{name}: mean")
        for run in runs[:4]:
            right.plot(draws, run, line, color=colour, lw=0.7, alpha=0.6)
        told.append(f"if {name}, it grows by {runs[:, -1].mean() / runs.shape[1]:.2f} nats a draw on average")
    right.axhline(0, color=GREY, lw=0.8)
    right.legend(frameon=False, fontsize=9)
    label(right, "Evidence grows by KL(truth ‖ other) a draw", "draws", "evidence for the truth (nats)")
    show(
        figure,
        "Left: a wide and a narrow bell. Right: evidence for the true one against the number of draws; "
        f"{'; '.join(told)}. Thin lines, single runs, jump up and down around the means.",
    )


def covers_or_picks(
    x: np.ndarray, density: np.ndarray, covers: tuple[float, float], picks: tuple[float, float]
) -> None:
    """A density with two hills and the bells that make each of the two KL divergences smallest."""
    figure, axes = new_figure(2, width=9.2, height=3.0, sharey=True)
    for ax, (m, s), title in zip(
        axes, (covers, picks), ("KL(p ‖ q): cover everything", "KL(q ‖ p): pick one"), strict=True
    ):
        ax.fill_between(x, density, color=GREY, alpha=0.35, lw=0, label="p, two hills")
        ax.plot(x, _bell(x, m, s), color=BLUE, label=f"best bell q: mean {m:.1f}, s.d. {s:.1f}")
        ax.set_ylim(0, 0.62)
        ax.legend(frameon=False, fontsize=9, loc="upper left")
        label(ax, title, "x", "density" if ax is axes[0] else "")
    figure.suptitle("Which way round you measure decides what you get", fontsize=11)
    show(
        figure,
        f"Two drawings of the same density with two hills. Left, for KL(p ‖ q): a wide bell over both, mean "
        f"{covers[0]:.1f}, standard deviation {covers[1]:.1f}. Right, for KL(q ‖ p): a bell on one hill alone, mean "
        f"{picks[0]:.1f}, standard deviation {picks[1]:.1f}.",
    )


def bound(means: np.ndarray, curves: Mapping[float, np.ndarray], evidence: float) -> None:
    """The ELBO against the mean of q, for several standard deviations of q, below the log-likelihood."""
    figure, ax = new_figure(width=6.8, height=3.4)
    ax.axhline(evidence, color=DARK, lw=1.4)
    ax.text(means[0], evidence + 0.06, "log p(x)", fontsize=10, va="bottom")
    for (s, values), line, colour in zip(curves.items(), LINES[1:], (ORANGE, BLUE, GREY), strict=False):
        ax.plot(means, values, line, color=colour, lw=2, label=f"s.d. of q: {s:.2f}")
    ax.set_ylim(evidence - 4, evidence + 0.6)
    ax.legend(frameon=False, fontsize=9, loc="lower center")
    label(ax, "The ELBO touches log p(x) where q is the posterior", "mean of q", "ELBO (nats)")
    show(
        figure,
        f"Three arched curves of the ELBO against the mean of q, all below the horizontal line log p(x) = "
        f"{evidence:.2f}. One of them, with the standard deviation 0.45, touches the line at the mean 1.2.",
    )


def gradient_variance(sizes: Sequence[int], variances: Mapping[str, Sequence[float]]) -> None:
    """The variance of two estimates of a gradient against the numbers in the code, on logarithmic axes."""
    figure, ax = new_figure(width=6.4, height=3.3)
    for (name, values), line, marker, colour in zip(variances.items(), LINES, MARKERS, (BLUE, ORANGE), strict=False):
        ax.loglog(sizes, values, line, marker=marker, color=colour, label=name)
    ax.set_xticks(sizes, [str(size) for size in sizes])
    ax.minorticks_off()
    ax.legend(frameon=False, fontsize=9)
    label(ax, "Through the noise, the gradient stays quiet", "numbers in the code", "variance of one draw's gradient")
    told = "; ".join(f"{name}: from {values[0]:,.0f} to {values[-1]:,.0f}" for name, values in variances.items())
    show(figure, f"Two lines on logarithmic axes, the variance against the numbers in the code. {told}.")
