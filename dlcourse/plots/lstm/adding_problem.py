"""The adding problem: one sequence as a puzzle, which networks learn it, and which inputs the output depends on."""

from collections.abc import Mapping

import numpy as np

from dlcourse.plots.style import BLUE, COLOURS, DARK, GREY, LIGHT, LINES, MARKERS, label, new_figure, show


def puzzle() -> None:
    """Thirty numbers, two of them marked: marked bars are dark and hatched, with their numbers."""
    rng = np.random.default_rng(11)
    numbers, marks = rng.random(30), np.isin(np.arange(30), (4, 21))
    figure, ax = new_figure(width=8.0, height=2.6)
    steps = np.arange(1, len(numbers) + 1)
    ax.bar(steps[~marks], numbers[~marks], color=LIGHT, edgecolor=GREY, width=0.8)
    ax.bar(steps[marks], numbers[marks], color=BLUE, edgecolor=DARK, hatch="//", width=0.8)
    for step in steps[marks]:
        box = {"fc": "white", "ec": "none", "pad": 1}  # over the edges of the bars beside it
        place, number = (step, numbers[step - 1] + 0.04), f"{numbers[step - 1]:.2f}"
        ax.text(*place, number, ha="center", fontsize=10, weight="bold", bbox=box)
    ax.set_ylim(0, 1.15)
    label(ax, "Thirty numbers, two of them marked: what is their sum?", "time step", "number")
    first, second = steps[marks]
    show(
        figure,
        f"Thirty bars of random heights between 0 and 1. Two are marked: step {first} with {numbers[first - 1]:.2f} "
        f"and step {second} with {numbers[second - 1]:.2f}.",
    )


def learning(losses: Mapping[str, np.ndarray], guess: float) -> None:
    """The squared error of several networks after each epoch, beside the error of always guessing the mean."""
    figure, ax = new_figure(width=7.0, height=3.2)
    for (name, values), colour, style, marker in zip(losses.items(), COLOURS, LINES, MARKERS, strict=False):
        ax.semilogy(np.arange(1, len(values) + 1), values, style, color=colour, marker=marker, ms=4, label=name)
    ax.axhline(guess, color=GREY, ls=":", lw=1.5, label=f"always the mean: {guess:.3f}")
    ax.xaxis.get_major_locator().set_params(integer=True)
    ax.legend(frameon=False, fontsize=9)
    label(ax, "The LSTM learns to add; the plain network does not", "epoch", "mean squared error")
    ends = ", ".join(f"{name} {values[-1]:.3f}" for name, values in losses.items())
    show(figure, f"Training error against epoch on a log axis. At the end: {ends}; always the mean gives {guess:.3f}.")


def what_counts(slopes: Mapping[str, tuple[np.ndarray, np.ndarray]]) -> None:
    """The derivative of the output with respect to a marked number, against its lag: `name: (lags, derivatives)`.

    At each lag: the median, and a bar from the first to the third quartile.
    """
    figure, ax = new_figure(width=7.0, height=3.2)
    ax.axhline(1, color=GREY, ls=":", lw=1.5, label="a perfect sum: 1 at every lag")
    for (name, (lags, values)), colour, marker in zip(slopes.items(), COLOURS, MARKERS, strict=False):
        every = np.unique(lags)
        low, middle, high = np.array([np.quantile(values[lags == lag], (0.25, 0.5, 0.75)) for lag in every]).T
        ax.vlines(every, low, high, color=colour, lw=3, alpha=0.4)
        ax.plot(every, middle, marker + "-", color=colour, ms=5, mec=DARK, mew=0.3, lw=0.8, label=f"{name}: median")
    ax.plot([], [], color=GREY, lw=3, alpha=0.6, label="the middle half of the sequences")
    ax.set_ylim(-0.5, 1.5)
    ax.legend(frameon=False, fontsize=9, loc="center right")
    label(
        ax,
        "The trained LSTM hears a marked number from any distance",
        "lag: steps between the marked number and the end",
        "∂answer / ∂number",
    )
    medians = ", ".join(f"{name} {np.median(values):.2f}" for name, (_, values) in slopes.items())
    show(
        figure,
        "The derivative of the answer by a marked number, against its lag: a point for the median, a bar for the "
        f"middle half of the sequences. Medians over all lags: {medians}.",
    )
