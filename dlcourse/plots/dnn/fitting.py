"""Twelve points and three fitted curves: one underfits, one is about right, one overfits."""

import numpy as np

from dlcourse.plots.style import BLUE, DARK, GREY, ORANGE, label, new_figure, show

SEED, POINTS, DEGREES = 3, 12, (1, 3, 11)


def puzzle() -> None:
    """Three curves through the same points. The question: which will be nearest to new points?"""
    _panels(with_new=False, title="Twelve days were measured. Which curve will you trust tomorrow?")


def reveal() -> None:
    """The same curves, and forty new points that were not used to fit them."""
    _panels(with_new=True, title="Forty new days: the perfect curve is perfect only where it has been before")


def _panels(with_new: bool, title: str) -> None:
    rng = np.random.default_rng(SEED)
    x, new = np.linspace(0.03, 0.97, POINTS), rng.uniform(0.03, 0.97, 40)
    y, truth = (_truth(values) + rng.normal(0, 0.25, len(values)) for values in (x, new))
    figure, axes = new_figure(3, width=9.0, height=3.0, sharey=True)
    grid, told = np.linspace(0, 1, 300), []
    for ax, name, degree in zip(axes, "ABC", DEGREES, strict=True):
        curve = np.polynomial.Polynomial.fit(x, y, degree)
        ax.plot(30 * grid, curve(grid), color=BLUE)
        ax.plot(30 * x, y, "o", color=DARK, ms=6, label="measured")
        error = np.abs(curve(x) - y).mean()
        text = f"{name}: off by {error:.2f} kWh"
        told.append(f"{name} {error:.2f}")
        if with_new:
            ax.plot(30 * new, truth, "s", mfc="none", mec=ORANGE, ms=5, label="new")
            after = np.abs(curve(new) - truth).mean()
            text, told[-1] = f"{name}: off by {error:.2f}, new days {after:.2f}", f"{name} {error:.2f} and {after:.2f}"
        ax.axhline(0, color=GREY, lw=0.5)
        ax.set_ylim(-2.2, 2.6)
        label(ax, text, "temperature outside (°C)", "energy (kWh above usual)" if degree == 1 else "")
    axes[0].legend(frameon=False, fontsize=9, loc="lower left")
    figure.suptitle(title, fontsize=11)
    seen = "measured and on new points" if with_new else "measured points"
    show(
        figure,
        "Twelve points in three panels: a straight line, a smooth wave, and a wild curve through every point. "
        f"Mean error in kWh on {seen}: " + ", ".join(told) + ".",
    )


def _truth(x: np.ndarray) -> np.ndarray:
    return np.sin(2 * np.pi * x) + 0.5 * x
