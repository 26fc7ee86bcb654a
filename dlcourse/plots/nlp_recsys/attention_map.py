"""Attention weights and attention masks as heat maps."""

from collections.abc import Sequence

import numpy as np

from dlcourse.plots.style import label, new_figure, show


def heat_map(weights: Sequence[np.ndarray], words: Sequence[str], titles: Sequence[str]) -> None:
    """One panel for each head: `weights` (words, words), a row for each query, a column for each key."""
    figure, axes = new_figure(len(weights), width=4.3 * len(weights) + 0.9, height=4.3, sharey=True, squeeze=False)
    for ax, table, title in zip(axes[0], weights, titles, strict=True):
        picture = ax.imshow(table, cmap="Greys", vmin=0, vmax=float(np.max(weights)))
        ax.set_xticks(range(len(words)), words, rotation=90, fontsize=9)
        ax.set_yticks(range(len(words)), words, fontsize=9)
        ax.spines[["top", "right"]].set_visible(True)
        label(ax, title, "is looked at", "looks" if ax is axes[0, 0] else "")
    figure.suptitle("Each word mixes in what it looks at", fontsize=11)
    figure.colorbar(picture, ax=list(axes[0]), label="share of attention", shrink=0.8)
    most = []
    for table, title in zip(weights, titles, strict=True):
        row, column = map(int, np.unravel_index(np.argmax(table), table.shape))
        most.append(f"{title}: {words[row]} looks most at {words[column]} ({table[row, column]:.2f})")
    show(figure, f"Attention weights of {len(words)} words, dark where the share is large. {'; '.join(most)}.")


def masks(length: int = 6, real: int = 4) -> None:
    """Which words each word may attend to: a mask for padding, and a mask for later words."""
    place = np.arange(length)
    padding = np.tile(place < real, (length, 1))
    causal = place[:, None] >= place
    figure, axes = new_figure(2, width=7.4, height=3.2)
    names = [f"word {i + 1}" if i < real else "[PAD]" for i in place], [f"word {i + 1}" for i in place]
    titles = "Padding mask: reading a text", "Causal mask: writing a text"
    for ax, mask, words, title in zip(axes, (padding, causal), names, titles, strict=True):
        ax.imshow(~mask, cmap="Greys", vmin=0, vmax=1.6)
        for i, j in np.ndindex(mask.shape):
            ax.text(j, i, "✓" if mask[i, j] else "–", ha="center", va="center", fontsize=10)
        ax.set_xticks(place, words, rotation=60, fontsize=8)
        ax.set_yticks(place, words, fontsize=8)
        ax.spines[["top", "right"]].set_visible(True)
        label(ax, title, "may be looked at", "looks" if ax is axes[0] else "")
    show(
        figure,
        f"Two tables of ticks. Padding mask: the last {length - real} columns are closed to everyone. Causal mask: "
        "each word may look at itself and at those before it, a triangle.",
    )
