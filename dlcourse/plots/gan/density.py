"""One dimension: two densities, the optimal discriminator between them, a learned one, and a generator in training."""

from collections.abc import Callable, Sequence

import numpy as np

from dlcourse.plots.style import BLUE, DARK, GREY, ORANGE, label, new_figure, show


def bell(x: np.ndarray, mean: float, deviation: float) -> np.ndarray:
    """The density of a normal distribution."""
    return np.exp(-0.5 * ((x - mean) / deviation) ** 2) / (deviation * np.sqrt(2 * np.pi))


def best_judge(optimal: Callable, learned: Callable, real: tuple[float, float], fake: tuple[float, float]) -> None:
    """Densities of real and generated numbers, D* between them, and a network trained to tell them apart.

    Args:
        optimal: from two densities to D*.
        learned: from numbers `(n,)` to the network's probabilities.
        real, fake: mean and standard deviation of the two.
    """
    x = np.linspace(-4, 5, 361)
    p, q = bell(x, *real), bell(x, *fake)
    best, found = optimal(p, q), learned(x)
    figure, (above, below) = new_figure(1, 2, width=7.0, height=4.4, sharex=True)
    above.plot(x, p, color=DARK, label="real, p(x)")
    above.plot(x, q, "--", color=ORANGE, label="generated, q(x)")
    above.legend(frameon=False, fontsize=9)
    label(above, "Two densities …", "", "density (per unit of x)")
    below.plot(x, best, color=DARK, lw=2.5, alpha=0.5, label="best possible: p / (p + q)")
    below.plot(x, found, ":", color=BLUE, lw=2, label="a small network, trained on samples")
    below.axhline(0.5, color=GREY, lw=0.8)
    below.set_ylim(-0.05, 1.05)
    below.legend(frameon=False, fontsize=9, loc="center left")
    label(below, "… and who can tell them apart: training finds the formula", "x", "probability of real")
    inside = (p + q) > 0.02
    show(
        figure,
        "Above: two bell curves that overlap, real to the right of generated. Below: p / (p + q) climbs from 0 to 1 "
        f"and the network's curve lies on it; where there are samples they differ by at most "
        f"{np.abs(best - found)[inside].max():.2f}.",
    )


def one_dimensional(snapshots: Sequence[tuple[str, np.ndarray, Callable]], real: tuple[float, float]) -> None:
    """A GAN on numbers: the density of the data, a histogram of samples, and the discriminator, at several times."""
    x = np.linspace(-3, 4, 281)
    figure, axes = new_figure(len(snapshots), width=9.2, height=3.1, sharey=True)
    for ax, (name, samples, judge) in zip(axes, snapshots, strict=True):
        bins = np.linspace(-3, 4, 57)
        ax.hist(np.clip(samples, -3, 4), bins, density=True, color="#BBD9EC", ec=BLUE, lw=0.4, label="generated")
        ax.plot(x, bell(x, *real), color=DARK, label="real density")
        ax.plot(x, judge(x), "--", color=ORANGE, label="discriminator (0 to 1)")
        ax.set_ylim(0, 1.6)
        label(ax, name, "x", "density" if ax is axes[0] else "")
    axes[-1].legend(frameon=False, fontsize=8, loc="upper right")
    figure.suptitle("The samples move to where the discriminator says “real”, until it can no longer tell", fontsize=11)
    last = snapshots[-1][1]
    show(
        figure,
        f"{len(snapshots)} panels, from before training to its end. The histogram of samples moves onto the bell curve "
        f"of the data (mean {last.mean():.1f} at the end) and the discriminator's dashed curve flattens near one half.",
    )


def two_measures(shifts: np.ndarray, divergences: Sequence[float], wasserstein: np.ndarray) -> None:
    """How two measures of the distance between bell curves grow as one of them moves away.

    Args:
        shifts: distance of the means, in standard deviations.
        divergences: Jensen–Shannon divergences, in nats.
        wasserstein: Wasserstein distances, in standard deviations.
    """
    figure, (left, right) = new_figure(2, width=8.4, height=3.0, sharex=True)
    left.plot(shifts, divergences, color=BLUE)
    left.axhline(np.log(2), color=GREY, ls=":")
    left.text(shifts[-1], np.log(2) - 0.03, "ln 2", ha="right", va="top", fontsize=9, color=DARK)
    left.set_ylim(0, 0.8)
    label(left, "Jensen–Shannon: flat when far apart", "shift (standard deviations)", "divergence (nats)")
    right.plot(shifts, wasserstein, "--", color=ORANGE)
    label(
        right, "Wasserstein: the same slope everywhere", "shift (standard deviations)", "distance (standard deviations)"
    )
    half = shifts[np.searchsorted(divergences, np.log(2) / 2)]
    show(
        figure,
        "Two curves against the shift between two bell curves. Left: the Jensen–Shannon divergence rises from 0, "
        f"passes half of its limit at about {half:.1f}, and at {shifts[-1]:.0f} lies at {divergences[-1]:.2f}, its "
        f"limit ln 2. Right: the Wasserstein distance rises along a straight line to {wasserstein[-1]:.0f}.",
    )
