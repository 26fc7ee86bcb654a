"""What each method against overfitting does, and how the methods compare over several seeds."""

from collections.abc import Sequence

import numpy as np

from dlcourse.plots.style import BLUE, COLOURS, DARK, GREY, LINES, MARKERS, ORANGE, label, new_figure, show


def validation_curves(runs: dict[str, dict[str, Sequence[float]]], constant: float, title: str) -> None:
    """The validation loss of some runs in one panel, and the loss of a constant answer."""
    figure, ax = new_figure(width=7.4, height=3.3)
    for (name, run), colour, line, marker in zip(runs.items(), COLOURS, LINES, MARKERS, strict=False):
        values = np.asarray(run["validation"])
        epochs = np.arange(1, len(values) + 1)
        ax.plot(epochs, values, color=colour, ls=line, marker=marker, ms=4, markevery=5, label=name)
    ax.axhline(constant, color=GREY, ls=":", lw=1.2, label="always the same answer")
    ax.set_ylim(0.15, 0.72)
    label(ax, title, "epoch", "validation cross-entropy (nats)")
    ax.legend(frameon=False, fontsize=9, loc="upper left")
    ends = ", ".join(f"{name} {run['validation'][-1]:.2f}" for name, run in runs.items())
    show(figure, f"Validation loss by epoch. At the end: {ends}. A constant answer stands at {constant:.2f}.")


def layer_outputs(outputs: dict[str, Sequence[np.ndarray]]) -> None:
    """The standard deviation of each layer's outputs, without and with batch normalisation."""
    figure, ax = new_figure(width=7.2, height=3.1)
    for (name, layers), colour, line, marker in zip(outputs.items(), (ORANGE, BLUE), LINES, MARKERS, strict=False):
        spread = [float(np.std(values)) for values in layers]
        ax.semilogy(range(1, len(spread) + 1), spread, color=colour, ls=line, marker=marker, label=name)
    label(
        ax, "With batch normalisation every layer hands on about the same", "layer", "standard deviation of the outputs"
    )
    ax.legend(frameon=False, fontsize=9)
    last = ", ".join(f"{name} {np.std(layers[-1]):.2g}" for name, layers in outputs.items())
    show(figure, f"Standard deviation of each layer's outputs, logarithmic, for ten layers. In the last one: {last}.")


def stopping(run: dict[str, Sequence[float]], stopped: int, best: int, constant: float) -> None:
    """Where early stopping ended a run, and the epoch whose weights it keeps."""
    figure, ax = new_figure(width=7.2, height=3.1)
    epochs = np.arange(1, len(run["training"]) + 1)
    ax.plot(epochs, run["training"], color=BLUE, label="training")
    ax.plot(epochs, run["validation"], color=ORANGE, ls="--", label="validation")
    ax.axhline(constant, color=GREY, ls=":", lw=1.2, label="always the same answer")
    ax.plot(best, run["validation"][best - 1], "*", ms=15, color=DARK, label=f"kept: epoch {best}")
    ax.axvline(stopped, color=DARK, lw=1)
    ax.axvspan(stopped, epochs[-1], color=GREY, alpha=0.25, lw=0, label="never run")
    ax.set_ylim(0, 0.6)
    label(ax, f"Stopped after epoch {stopped}: what would follow only makes it worse", "epoch", "cross-entropy (nats)")
    ax.legend(frameon=False, fontsize=9, loc="upper left", ncols=2)
    show(
        figure,
        f"Validation loss is lowest in epoch {best}; training stops after epoch {stopped}. The grey part, which would "
        f"have followed, rises to {run['validation'][-1]:.2f}.",
    )


def spread(measured: dict[str, Sequence[float]], title: str, quantity: str, constant: tuple | None = None) -> None:
    """A row of dots for each method: one a seed, with mean and standard deviation."""
    figure, ax = new_figure(width=8.0, height=1.0 + 0.42 * len(measured))
    for row, (values, marker) in enumerate(zip(measured.values(), MARKERS * 3, strict=False)):
        ax.plot(values, np.full(len(values), row), marker, color=BLUE, mec=DARK, ms=6, ls="", alpha=0.75)
        ax.errorbar(np.mean(values), row + 0.28, xerr=np.std(values, ddof=1), fmt="|", color=DARK, capsize=3, ms=9)
    if constant:
        ax.axvline(constant[0], color=GREY, ls=":", lw=1.2)
        ax.text(constant[0], -0.75, constant[1], ha="center", fontsize=9, backgroundcolor="white")
    ax.set_yticks(range(len(measured)), measured, fontsize=9)
    ax.set_ylim(len(measured) - 0.4, -1.0 if constant else -0.5)
    label(ax, title, f"{quantity}; bars: mean ± standard deviation")
    told = ", ".join(
        f"{name} {np.mean(values):.3g} ± {np.std(values, ddof=1):.2g}" for name, values in measured.items()
    )
    show(figure, f"Dots along an axis of {quantity}, one row a method, one dot a run: {told}.")


def paired(errors: dict[str, np.ndarray], reference: str, quantity: str) -> None:
    """Left, each method's error on each split, splits joined by lines; right, its difference to the reference's."""
    names = list(errors)[1:]  # the lazy baseline is far away
    table = np.array([errors[name] for name in names])
    figure, (left, right) = new_figure(2, width=8.8, height=3.6)
    left.plot(range(len(names)), table, color=GREY, lw=0.8, marker="o", ms=4, mfc=BLUE, mec=DARK)
    left.set_xticks(range(len(names)), names, fontsize=9)
    label(left, "One line for each split", "", quantity)
    told = []
    others = [name for name in names if name != reference]
    for row, name in enumerate(others):
        gaps = errors[name] - errors[reference]
        error = np.std(gaps, ddof=1) / np.sqrt(len(gaps))
        right.plot(gaps, np.full(len(gaps), row), MARKERS[row], color=ORANGE, mec=DARK, ms=6, alpha=0.8, ls="")
        right.errorbar(gaps.mean(), row + 0.25, xerr=error, fmt="|", color=DARK, capsize=3, ms=9)
        told.append(f"{name} {gaps.mean():+.2f} ± {error:.2f}")
    right.axvline(0, color=GREY, ls=":", lw=1.2)
    right.set_yticks(range(len(others)), [f"{name} −\n{reference}" for name in others], fontsize=9)
    right.set_ylim(len(others) - 0.4, -0.6)
    label(right, "Differences, mean ± standard error", f"difference in {quantity.partition(' ')[0]} (same units)")
    figure.suptitle("The splits differ more than the methods do: compare split by split", fontsize=11)
    show(
        figure,
        "Left, a line for each split across the methods: they lie further apart than they rise or fall. Right, "
        f"differences per split to the {reference}, mean and standard error: {', '.join(told)}.",
    )
