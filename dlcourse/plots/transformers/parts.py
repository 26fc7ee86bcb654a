"""Drawings: heads side by side, pre- and post-norm, and three wirings of one block."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from dlcourse.plots.style import DARK, LIGHT, ORANGE, canvas, label, new_figure, show

LOOK, THINK = "#CFE4F2", "#F7E3B5"  # attention; dense layers


def one_vector() -> None:
    """Encoder and decoder with one vector between them, and with attention."""
    figure, axes = new_figure(2, width=8.4, height=2.9)
    titles = "All must pass through one vector", "Attention: each step looks at all states"
    for ax, title, attend in zip(axes, titles, (False, True), strict=True):
        canvas(ax, 10, 6)
        ax.set_aspect("auto")
        for i in range(4):
            _box(ax, 0.3 + 1.15 * i, 3.6, 0.9, 1.0, ("sam\n3", "baek\n100", "o\n5", "sip\n10")[i], LOOK)
            if i:
                _arrow(ax, (0.05 + 1.15 * i, 4.1), (0.3 + 1.15 * i, 4.1))
        for i, word in enumerate(("three", "hundred", "fifty")):
            _box(ax, 4.6 + 1.8 * i, 1.0, 1.5, 1.0, word, THINK)
            if i:
                _arrow(ax, (4.3 + 1.8 * i, 1.5), (4.6 + 1.8 * i, 1.5))
        if attend:
            for i in range(4):
                for j in range(3):
                    ax.plot([0.75 + 1.15 * i, 5.35 + 1.8 * j], [3.55, 2.1], color=ORANGE, lw=0.9)
        ax.annotate("", (5.1, 2.1), (4.5, 3.55), arrowprops={"arrowstyle": "->", "color": DARK, "lw": 2.5})
        ax.set_title(title, fontsize=11, loc="left")
    show(
        figure,
        "Two drawings of an encoder that reads sam baek o sip (350) and a decoder that writes three hundred fifty. "
        "Left: one arrow joins the last state to the decoder. Right: thin lines join every state to every word.",
    )


def two_norms() -> None:
    """Where the normalisation stands: on the main road (post-norm), or on the side road (pre-norm)."""
    figure, axes = new_figure(2, width=8.4, height=2.4)
    for ax, title, pre in zip(axes, ("Post-norm, 2017", "Pre-norm, today: a free road"), (False, True), strict=True):
        canvas(ax, 10, 5)
        ax.set_aspect("auto")
        ax.plot([0.2, 9.8], [1.0, 1.0], color=ORANGE, lw=2.2)
        ax.plot([1.6, 1.6, 6.0, 6.0], [1.0, 3.5, 3.5, 1.0], color=DARK, lw=1.4)
        if pre:
            _box(ax, 1.9, 3.0, 1.5, 1.0, "norm", "white")
        else:
            _box(ax, 7.2, 0.5, 1.5, 1.0, "norm", "white")
        _box(ax, 3.7 if pre else 2.9, 3.0, 1.9, 1.0, "attention", LOOK)
        ax.text(6.0, 1.0, "+", ha="center", va="center", fontsize=13, bbox={"boxstyle": "circle", "fc": "white"})
        ax.set_title(title, fontsize=11, loc="left")
    show(
        figure,
        "Two drawings of a residual connection. Post-norm: the normalisation stands on the main road, behind the sum. "
        "Pre-norm: it stands on the side road, before attention, and the main road is free.",
    )


def three_wirings(length: int = 6) -> None:
    """Which places look at which: encoder, decoder, encoder–decoder. One block, three masks."""
    place = np.arange(length)
    causal = place[:, None] >= place
    both = np.zeros((length, length), dtype=bool)
    half = length // 2
    both[:half, :half] = True
    both[half:, :half] = True
    both[half:, half:] = causal[:half, :half]
    masks = {
        "Encoder, as BERT": np.ones((length, length), dtype=bool),
        "Decoder, as GPT": causal,
        "Encoder–decoder, as T5": both,
    }
    figure, axes = new_figure(3, width=8.4, height=3.0)
    for ax, (title, mask) in zip(axes, masks.items(), strict=True):
        ax.imshow(~mask, cmap="Greys", vmin=0, vmax=1.6)
        for i, j in np.ndindex(mask.shape):
            ax.text(j, i, "✓" if mask[i, j] else "–", ha="center", va="center", fontsize=9)
        source_and_target = [f"s{i + 1}" for i in range(half)] + [f"t{i + 1}" for i in range(length - half)]
        names = source_and_target if mask is both else [f"{i + 1}" for i in place]
        ax.set_xticks(place, names, fontsize=9)
        ax.set_yticks(place, names, fontsize=9)
        ax.spines[["top", "right"]].set_visible(True)
        label(ax, title, "is looked at", "looks" if ax is axes[0] else "")
    figure.suptitle("One block, three wirings: what differs is who may look where", fontsize=11)
    show(
        figure,
        "Three tables of ticks. Encoder: all places look at all. Decoder: a triangle, each place looks at itself and "
        f"before. Encoder–decoder: {half} source places look at each other, and {length - half} target places look at "
        "the source and, in a triangle, at themselves.",
    )


def _box(ax: Axes, x: float, y: float, width: float, height: float, text: str, colour: str = LIGHT) -> None:
    ax.add_patch(FancyBboxPatch((x, y), width, height, boxstyle="round,pad=0.04", fc=colour, ec=DARK, zorder=3))
    ax.text(x + width / 2, y + height / 2, text, ha="center", va="center", fontsize=9.5, zorder=4)


def _arrow(ax: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    ax.annotate("", end, start, arrowprops={"arrowstyle": "->", "color": DARK, "lw": 1.2})
