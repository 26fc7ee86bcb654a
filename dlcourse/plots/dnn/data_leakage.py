"""Data leakage: scores on data that were also used to make or choose the model."""

from collections.abc import Sequence

import numpy as np

from dlcourse.plots.style import BLUE, DARK, GREEN, GREY, MARKERS, ORANGE, label, new_figure, show


def scores(measured: dict[str, Sequence[float]], chance: float, title: str) -> None:
    """One row of dots for each method: the accuracy in each repetition, and their mean."""
    figure, ax = new_figure(width=8.0, height=1.0 + 0.62 * len(measured))
    ax.axvline(chance, color=GREY, ls="--", lw=1.2)
    ax.text(chance, -0.62, "guessing", ha="center", fontsize=9, color=DARK, backgroundcolor="white")
    for row, (values, colour, marker) in enumerate(
        zip(measured.values(), (ORANGE, BLUE, GREEN), MARKERS, strict=False)
    ):
        rise = 0.16 * np.sin(np.arange(len(values)) * 2.4)  # so that equal scores do not hide each other
        ax.plot(values, row + rise, marker, color=colour, mec=DARK, ms=5, ls="", alpha=0.8)
        ax.plot(np.mean(values), row, "|", color=DARK, ms=26, mew=2.5)
    ax.set_yticks(range(len(measured)), measured, fontsize=9)
    ax.set(ylim=(len(measured) - 0.4, -0.75), xlim=(0.12, 1.02))
    label(ax, title, "accuracy on the test rows (share right; thick stroke: mean)")
    show(
        figure,
        "Dots along an axis of accuracy, with a dashed line at guessing. Means: "
        + ", ".join(f"{name.replace(chr(10), ' ')} {np.mean(values):.2f}" for name, values in measured.items())
        + ".",
    )


def best_of_many(tried: Sequence[int], validation: Sequence[float], test: Sequence[float]) -> None:
    """The accuracy of the best of many random guessers, on the rows where it was chosen and on new rows."""
    figure, ax = new_figure(width=7.2, height=3.1)
    ax.semilogx(tried, validation, color=ORANGE, ls="--", marker="s", label="on the rows that chose it")
    ax.semilogx(tried, test, color=BLUE, marker="o", label="on fresh rows")
    ax.axhline(0.5, color=GREY, ls=":", lw=1)
    ax.set_ylim(0.4, 0.75)
    label(
        ax,
        "The more you try, the better the winner LOOKS",
        "models tried (each tosses a coin)",
        "accuracy (share right)",
    )
    ax.legend(frameon=False, fontsize=9, loc="upper left")
    show(
        figure,
        f"Accuracy against the number of coin-tossing models tried. Where the winner was chosen it rises from "
        f"{validation[0]:.2f} to {validation[-1]:.2f}; on fresh rows it stays near {np.mean(test):.2f}.",
    )
