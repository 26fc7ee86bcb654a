"""Figures of a training run: its curves, its callbacks, and the network's outputs during training."""

from collections.abc import Sequence

import numpy as np
from IPython.display import Image
from matplotlib.figure import Figure

from dlcourse.plots.animation import animate
from dlcourse.plots.style import BLUE, DARK, GREY, ORANGE, label, new_figure, png, show


def curves(history: Sequence[dict[str, float]]) -> Image:
    """Loss and accuracy by epoch, for training and validation data, as an image that a callback can update."""
    figure, axes = new_figure(2, width=8.6, height=2.8)
    epochs = np.arange(1, len(history) + 1)
    for ax, name, unit in zip(axes, ("loss", "accuracy"), ("cross-entropy (nats)", "share right"), strict=True):
        for key, style, colour, who in ((name, "-", BLUE, "training"), (f"val_{name}", "--", ORANGE, "validation")):
            ax.plot(epochs, [logs[key] for logs in history], style, color=colour, marker="o", ms=3, label=who)
        label(ax, f"{name} after {len(history)} epochs", "epoch", unit)
        ax.set_xlim(0.5, max(len(history), 2) + 0.5)
    axes[0].legend(frameon=False, fontsize=9)
    last = history[-1]
    alt = (
        f"Two curves each for loss and accuracy. After {len(history)} epochs the loss is {last['loss']:.2f} on training"
        f" and {last['val_loss']:.2f} on validation data, the accuracy {last['accuracy']:.2f} and "
        f"{last['val_accuracy']:.2f}."
    )
    return Image(png(figure), metadata={"alt": alt})


def callbacks_at_work(history: dict[str, Sequence[float]], patience: int) -> None:
    """Losses above, learning rate below: where the rate was halved, and where training stopped."""
    figure, (above, below) = new_figure(1, 2, width=7.6, height=4.2, sharex=True, height_ratios=[2, 1])
    losses, rates = np.array(history["val_loss"]), np.array(history["learning_rate"])
    epochs = np.arange(1, len(losses) + 1)
    above.plot(epochs, history["loss"], color=BLUE, label="training")
    above.plot(epochs, losses, "--", color=ORANGE, marker="o", ms=3, label="validation")
    best = losses.argmin()
    above.plot(epochs[best], losses[best], "*", ms=14, color=DARK, label=f"best: epoch {epochs[best]}")
    above.axvspan(epochs[best] + 0.5, epochs[-1] + 0.5, color=GREY, alpha=0.2, lw=0)
    above.legend(frameon=False, fontsize=9)
    label(above, f"EarlyStopping: {patience} epochs without improvement (grey), then the end", "", "loss (nats)")
    below.step(epochs, rates, where="mid", color=DARK)
    below.set_yscale("log")
    for drop in np.flatnonzero(np.diff(rates) < 0):
        above.axvline(epochs[drop] + 0.5, color=GREY, ls=":", lw=1)
        below.axvline(epochs[drop] + 0.5, color=GREY, ls=":", lw=1)
    label(below, "ReduceLROnPlateau: the rate is halved at each dotted line", "epoch", "learning rate")
    halvings = int((np.diff(rates) < 0).sum())
    show(
        figure,
        f"Above: training loss falls on while validation loss is lowest in epoch {epochs[best]} of {len(losses)}; the "
        f"epochs after it are grey. Below: the learning rate as stairs, halved {halvings} times.",
    )


def making_up_its_mind(image: np.ndarray, minds: Sequence[np.ndarray], classes: Sequence[str], truth: int) -> None:
    """One image, and the probabilities of its classes after each epoch, as an animation."""
    frames = [_mind(image, probabilities, classes, truth, epoch) for epoch, probabilities in enumerate(minds)]
    sure = minds[-1][truth]
    alt = (
        f"An animation of ten bars, one a class. Before training all are about 0.1; after {len(minds) - 1} epochs the "
        f"bar of the right class, {classes[truth]}, stands at {sure:.2f}."
    )
    animate(frames, alt, frames_per_second=2)


def _mind(image: np.ndarray, probabilities: np.ndarray, classes: Sequence[str], truth: int, epoch: int) -> Figure:
    figure, (left, right) = new_figure(2, width=7.6, height=2.8, width_ratios=[1, 2.4])
    left.imshow(image, cmap="gray_r")
    left.axis("off")
    left.set_title("a drawing it has never seen", fontsize=10)
    bars = right.barh(classes, probabilities, color=GREY, edgecolor=DARK)
    bars[truth].set(facecolor=BLUE, edgecolor="white", hatch="//")
    right.set_xlim(0, 1)
    right.invert_yaxis()
    label(right, f"After {epoch} epochs (hatched: the truth)", "probability")
    return figure


def confusion(truth: np.ndarray, predicted: np.ndarray, classes: Sequence[str]) -> None:
    """The confusion matrix: how often a class (row) is predicted as each class (column), in percent of the row."""
    count = len(classes)
    table = np.zeros((count, count))
    np.add.at(table, (truth, predicted), 1)
    table = 100 * table / table.sum(axis=1, keepdims=True)
    figure, ax = new_figure(width=6.2, height=5.0)
    ax.imshow(table, cmap="Greys", vmin=0, vmax=100)
    for row in range(count):
        for column in range(count):
            if table[row, column] >= 3:
                colour = "white" if table[row, column] > 50 else DARK
                ax.text(column, row, f"{table[row, column]:.0f}", ha="center", va="center", fontsize=8, color=colour)
    ax.set_xticks(range(count), classes, rotation=45, ha="right", fontsize=9)
    ax.set_yticks(range(count), classes, fontsize=9)
    label(ax, "What it takes for what (% of each row; below 3 % left out)", "the network's answer", "the truth")
    off = table - np.diag(np.diag(table))
    row, column = np.unravel_index(off.argmax(), off.shape)
    show(
        figure,
        f"A table of ten by ten shades of grey, dark on the diagonal, where answers are right. The commonest mistake: "
        f"{off.max():.0f} % of {classes[row]} drawings are taken for {classes[column]}.",
    )
