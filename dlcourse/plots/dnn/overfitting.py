"""Overfitting: training and validation curves, capacity, and the effect of more data."""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from dlcourse.plots.animation import animate
from dlcourse.plots.style import BLUE, COLOURS, DARK, GREY, LINES, MARKERS, ORANGE, label, new_figure, show


def two_runs(runs: dict[str, dict[str, Sequence[float]]], constant: float, title: str, told: str) -> None:
    """Training and validation loss of some runs, side by side, and the loss of a constant answer."""
    figure, axes = new_figure(len(runs), width=8.8, height=3.1, sharey=True)
    for ax, (name, run) in zip(np.atleast_1d(axes), runs.items(), strict=True):
        _curves(ax, run, constant)
        label(ax, name, "epoch", "cross-entropy (nats)" if ax is np.atleast_1d(axes)[0] else "")
    np.atleast_1d(axes)[0].legend(frameon=False, fontsize=9, loc="upper right")
    figure.suptitle(title, fontsize=11)
    ends = ", ".join(
        f"{name}: training {run['training'][-1]:.2f}, validation {run['validation'][-1]:.2f}"
        for name, run in runs.items()
    )
    show(figure, f"{told} At the end: {ends}. A dotted line marks a constant answer at {constant:.2f}.")


def _curves(ax, run: dict[str, Sequence[float]], constant: float, top: float = 0.8) -> None:
    epochs = np.arange(1, len(run["training"]) + 1)
    ax.plot(epochs, run["training"], color=BLUE, label="training")
    ax.plot(epochs, run["validation"], color=ORANGE, ls="--", label="validation")
    ax.axhline(constant, color=GREY, ls=":", lw=1.2, label="always the same answer")
    best = int(np.argmin(run["validation"]))
    ax.plot(epochs[best], run["validation"][best], "*", ms=12, color=DARK, label="best epoch")
    ax.set_ylim(0, top)


def memorising(run: dict[str, Sequence[float]], constant: float, every: int = 5) -> None:
    """Training and validation loss epoch by epoch, and the gap between them, as an animation."""
    total = len(run["training"])
    frames = [_frame(run, constant, done, total) for done in range(every, total + 1, every)]
    alt = (
        f"An animation of two curves over {total} epochs. Training loss falls to {run['training'][-1]:.2f}. Validation "
        f"loss falls to {min(run['validation']):.2f} at first, then climbs to {run['validation'][-1]:.2f}."
    )
    animate(frames, alt, frames_per_second=4)


def _frame(run, constant: float, done: int, total: int) -> Figure:
    figure, ax = new_figure(width=6.4, height=3.2)
    part = {name: values[:done] for name, values in run.items()}
    _curves(ax, part, constant)
    epochs = np.arange(1, done + 1)
    ax.fill_between(epochs, part["training"], part["validation"], color=ORANGE, alpha=0.15)
    gap = part["validation"][-1] - part["training"][-1]
    label(ax, f"Epoch {done}: the gap is {gap:.2f}", "epoch", "cross-entropy (nats)")
    ax.set_xlim(0, total + 1)
    ax.legend(frameon=False, fontsize=9, loc="upper left", ncols=2)
    return figure


def lines(
    x: Sequence[float], series: dict[str, Sequence[float]], title: str, xlabel: str, ylabel: str, **options
) -> None:
    """Curves over a logarithmic axis, such as units or rows. `constant=(value, name)` adds a dotted line."""
    figure, ax = new_figure(width=7.2, height=3.2)
    for (name, values), colour, line, marker in zip(series.items(), COLOURS, LINES, MARKERS, strict=False):
        ax.semilogx(x, np.asarray(values), color=colour, ls=line, marker=marker, ms=5, label=name)
    if "constant" in options:
        value, name = options["constant"]
        ax.axhline(value, color=GREY, ls=":", lw=1.2, label=name)
    ax.set_ylim(*options.get("ylim", (None, None)))
    ax.set_xticks(x, [f"{value:g}" for value in x])
    ax.minorticks_off()
    label(ax, title, xlabel, ylabel)
    ax.legend(frameon=False, fontsize=9)
    ends = ", ".join(f"{name} from {values[0]:.2f} to {values[-1]:.2f}" for name, values in series.items())
    show(figure, f"{title}. Curves of {ylabel} against {xlabel}: {ends}.")
