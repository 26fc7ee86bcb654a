"""Word vectors in the plane: their two main directions, and how the vectors move during training."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure

from dlcourse.plots.animation import animate
from dlcourse.plots.style import BLUE, COLOURS, DARK, MARKERS, canvas, label, new_figure, show

LOOKS = list(zip((*COLOURS, DARK), (*MARKERS, "P"), strict=True))


def two_directions(E: np.ndarray) -> np.ndarray:
    """The two directions in which the unit vectors of E's rows `(words, d)` differ most, as columns `(d, 2)`."""
    units = E / np.linalg.norm(E, axis=1, keepdims=True)
    return np.linalg.svd(units - units.mean(axis=0), full_matrices=False)[2][:2].T


def learning_map(snapshots: Sequence[np.ndarray], rows: Mapping[str, Mapping[str, int]]) -> None:
    """Word vectors during training, one frame a snapshot `(words, d)`. `rows` maps {group: {word: row}}."""
    chosen = [row for group in rows.values() for row in group.values()]
    directions = two_directions(snapshots[-1][chosen])
    frames = [_map(snapshot, rows, directions, epoch) for epoch, snapshot in enumerate(snapshots)]
    groups = "; ".join(f"{name}: {', '.join(words)}" for name, words in rows.items())
    animate(
        frames,
        f"An animation of {len(chosen)} words on a plane. At first they lie in a heap; after {len(snapshots) - 1} "
        f"epochs words that belong to one thing stand together. {groups}.",
        frames_per_second=2,
    )


def _map(E: np.ndarray, rows: Mapping[str, Mapping[str, int]], directions: np.ndarray, epoch: int) -> Figure:
    figure, ax = new_figure(width=7.6, height=4.6)
    units = E / np.maximum(np.linalg.norm(E, axis=1, keepdims=True), 1e-12)
    for (name, words), (colour, marker) in zip(rows.items(), LOOKS, strict=False):
        places = units[list(words.values())] @ directions
        ax.scatter(*places.T, color=colour, marker=marker, s=34, label=name)
        for word, place, shift in zip(words, places, (4, -10, 4, -10), strict=False):  # above, below, above …
            ax.annotate(word, place, (4, shift), textcoords="offset points", fontsize=8, color=DARK)
    ax.set(xlim=(-0.85, 0.85), ylim=(-0.85, 0.85))
    label(ax, f"Words that keep company move together: after {epoch} epochs", "first direction", "second direction")
    ax.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1, 1), title="belongs to")
    return figure


def one_hot_and_dense(size: int = 12, dense: int = 3) -> None:
    """A one-hot vector times a table gives one row of the table: that row is the embedding."""
    figure, ax = new_figure(width=7.6, height=2.9)
    canvas(ax, 20, 7.6)
    rng = np.random.default_rng(3)
    table = rng.normal(size=(size, dense))
    picked = 4
    for i in range(size):
        ax.text(1.3 + 0.75 * i, 3.8, "1" if i == picked else "0", ha="center", va="center", fontsize=12)
    ax.text(1.3, 5.0, "one-hot: as long as the vocabulary", fontsize=10)
    ax.text(11.0, 3.8, "@", fontsize=15, ha="center", va="center")
    for i in range(size):
        for j in range(dense):
            colour = BLUE if i == picked else DARK
            y = 7.0 - 0.58 * i
            ax.text(12.6 + j, y, f"{table[i, j]:.1f}", ha="center", va="center", fontsize=7.5, color=colour)
    ax.plot([12.0, 15.2, 15.2, 12.0, 12.0], np.array([-0.27, -0.27, 0.27, 0.27, -0.27]) + 7.0 - 0.58 * picked, BLUE)
    ax.text(16.0, 3.8, "=", fontsize=15, ha="center", va="center")
    for j in range(dense):
        ax.text(17 + j, 3.8, f"{table[picked, j]:.1f}", ha="center", va="center", fontsize=11, color=BLUE)
    ax.set_title("An embedding is a row of a table, picked by the word's number", fontsize=11, loc="left")
    show(
        figure,
        f"A one-hot vector of {size} numbers times a table of {size} rows and {dense} columns gives row {picked} of "
        "the table, marked by a box: three numbers that are not zero.",
    )
