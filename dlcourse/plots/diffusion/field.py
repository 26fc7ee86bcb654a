"""Vector fields in the plane: which way a noisy point should go, exactly and as a network has learned it."""

from collections.abc import Callable, Sequence

import numpy as np
from matplotlib.axes import Axes

from dlcourse.plots.style import BLUE, DARK, GREY, LIGHT, ORANGE, label, new_figure, show


def _grid(count: int = 13, reach: float = 3.0) -> np.ndarray:
    ticks = np.linspace(-reach, reach, count)
    return np.stack(np.meshgrid(ticks, ticks), axis=-1).reshape(-1, 2)


def _arrows(ax: Axes, places: np.ndarray, moves: np.ndarray, colour: str) -> None:
    """Arrows of equal reading: direction exact, length by its root, so that short ones can be seen."""
    length = np.linalg.norm(moves, axis=1, keepdims=True)
    shown = moves / np.maximum(length, 1e-9) * np.sqrt(length / length.max())
    ax.quiver(*places.T, *shown.T, color=colour, angles="xy", scale_units="xy", scale=2.0, width=0.006)


def scores(score: Callable, shares: Sequence[float], centres: np.ndarray) -> None:
    """The score as arrows at several amounts of noise.

    Args:
        score: from points `(n, 2)` and a share of signal to the gradient of the log-density `(n, 2)`.
        shares: shares of signal, one a panel.
        centres: of the blobs, `(k, 2)`.
    """
    places = _grid()
    figure, axes = new_figure(len(shares), width=3.2 * len(shares), height=4.0, sharey=True)
    for ax, share in zip(axes, shares, strict=True):
        ax.plot(*(np.sqrt(share) * centres).T, "o", ms=13, color=LIGHT, mec=GREY)
        _arrows(ax, places, score(places, share), BLUE)
        ax.set(xlim=(-3.4, 3.4), ylim=(-3.4, 3.4), aspect="equal")
        label(ax, f"{share:.0%} signal", "$x_1$", "$x_2$" if ax is axes[0] else "")
    figure.suptitle(
        "The score points to where data are dense: with much noise to the middle, then to blobs", fontsize=11
    )
    show(
        figure,
        f"{len(shares)} panels of arrows. With {min(shares):.0%} signal all arrows point to the middle. With more "
        f"signal they point to the ring, and with {max(shares):.0%} to the nearest of the eight blobs.",
    )


def two_fields(exact: Callable, learned: Callable, centres: np.ndarray, share: float) -> None:
    """The exact field of one amount of noise and that of a network, side by side, both from points to moves."""
    places = _grid()
    figure, axes = new_figure(2, width=7.4, height=4.4, sharey=True)
    fields = [("from the formula", exact(places), DARK), ("from the network", learned(places), BLUE)]
    for ax, (name, moves, colour) in zip(axes, fields, strict=True):
        ax.plot(*(np.sqrt(share) * centres).T, "o", ms=13, color=LIGHT, mec=GREY)
        _arrows(ax, places, moves, colour)
        ax.set(xlim=(-3.4, 3.4), ylim=(-3.4, 3.4), aspect="equal")
        label(ax, name, "$x_1$", "$x_2$" if ax is axes[0] else "")
    figure.suptitle("The network has found the field, from samples and noise alone", fontsize=11)
    a, b = fields[0][1], fields[1][1]
    cosine = np.sum(a * b, axis=1) / np.maximum(np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1), 1e-9)
    show(
        figure,
        f"Two panels of arrows, {share:.0%} signal. Both point to the nearest blobs of the ring; the median cosine "
        f"between exact and learned arrows is {np.median(cosine):.2f}.",
    )


def error_by_step(steps: np.ndarray, exact: np.ndarray, learned: np.ndarray) -> None:
    """Mean squared error of the guessed noise at each step: the best possible one, and a network's."""
    figure, ax = new_figure(width=6.6, height=3.2)
    ax.plot(steps, exact, "-", color=DARK, lw=2.5, alpha=0.5, label="best possible (formula)")
    ax.plot(steps, learned, "--", color=ORANGE, label="network")
    ax.axhline(1, color=GREY, lw=0.8)
    ax.text(steps[-1], 1.02, "always guess 0", ha="right", va="bottom", fontsize=9)
    ax.set_ylim(0, 1.15)
    ax.legend(frameon=False, fontsize=9, loc="upper right", bbox_to_anchor=(1, 0.9))
    label(ax, "Even the best guess is wrong, and a good network is hardly worse", "step t", "mean squared error")
    show(
        figure,
        f"Two curves that lie close together: high at small t, a dip, a hump in the middle, then down "
        f"to 0. At t = {steps[0]} the best possible error is {exact[0]:.2f} and "
        f"the network's {learned[0]:.2f}; at t = {steps[-1]} they are {exact[-1]:.3f} and {learned[-1]:.3f}.",
    )
