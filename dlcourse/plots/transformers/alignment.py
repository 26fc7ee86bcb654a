"""Who looks at what in a translation: lines between two rows of words, heat maps, and one word after the other.

Not every computer has letters for Korean in its figures, so a Korean number is written by its sound and its value:
삼 is "sam 3", 백 is "baek 100".
"""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from dlcourse.plots.animation import animate
from dlcourse.plots.style import BLUE, DARK, GREY, LIGHT, ORANGE, canvas, label, new_figure, show

SOUNDS = dict(
    zip(
        "영일이삼사오육칠팔구십백천만억",
        "yeong il i sam sa o yuk chil pal gu sip baek cheon man eok".split(),
        strict=True,
    )
)
VALUES = dict(zip(SOUNDS, (*map(str, range(11)), "100", "1000", "10⁴", "10⁸"), strict=True))


def piece(token: str) -> str:
    """A token as a figure can show it: Korean numbers by sound and value, in two lines."""
    return f"{SOUNDS[token]}\n{VALUES[token]}" if token in SOUNDS else token.strip("[]").lower()


def two_rows(source: Sequence[str], target: Sequence[str], links: Mapping[int, Sequence[int]] | None = None) -> None:
    """Source tokens above, target tokens below. `links`: what each target place needs; None: a puzzle."""
    figure, ax, above, below = _two_rows(source, target)
    for words, places, y in ((source, above, 4.8), (target, below, 1.0)):
        for word, x in zip(words, places, strict=True):
            box = {"boxstyle": "round,pad=0.35", "fc": LIGHT, "ec": DARK}
            ax.text(x, y, piece(word), ha="center", va="center", fontsize=10, bbox=box)
    for end, starts in (links or {}).items():
        colour, style = ((BLUE, "-"), (ORANGE, "--"))[len(starts) > 1]
        for start in starts:
            ax.plot([above[start], below[end]], [3.9, 1.6], color=colour, ls=style, lw=1.8)
    question = "Which pieces above does each word below need?"
    title = "Solid: one piece is enough. Dashed: it takes two pieces at once" if links else question
    ax.set_title(title, fontsize=11, loc="left")
    needs = [f"{target[end]} needs {' and '.join(source[i] for i in starts)}" for end, starts in (links or {}).items()]
    show(
        figure,
        f"Two rows of boxes. Above: {' · '.join(source)}. Below: {' · '.join(target)}. {'; '.join(needs) or question}",
    )


def heat_maps(
    weights: Sequence[np.ndarray], source: Sequence[str], target: Sequence[str], titles: Sequence[str], message: str
) -> None:
    """One panel a head: `weights` (target, source), a row for each word that is written."""
    wide, high = 0.34 * len(source), 1.5 + 0.27 * len(target)
    figure, axes = new_figure(len(weights), width=2.0 + wide * len(weights), height=high, sharey=True, squeeze=False)
    for ax, table, title in zip(axes[0], weights, titles, strict=True):
        picture = ax.imshow(table, cmap="Greys", vmin=0, vmax=1, aspect="auto")
        ax.set_xticks(range(len(source)), [piece(token) for token in source], fontsize=7)
        ax.set_yticks(range(len(target)), [piece(token) for token in target], fontsize=9)
        ax.spines[["top", "right"]].set_visible(True)
        label(ax, title, "is looked at", "is written next" if ax is axes[0, 0] else "")
    figure.suptitle(message, fontsize=11)
    figure.colorbar(picture, ax=list(axes[0]), label="share of attention", shrink=0.8)
    most = "; ".join(f"{title}: {_most(table, source, target)}" for table, title in zip(weights, titles, strict=True))
    show(figure, f"Attention weights as grey squares, a row for each written word. Looked at most, {most}.")


def writing(weights: np.ndarray, source: Sequence[str], target: Sequence[str], message: str) -> None:
    """An animation: the target is written word by word; lines show where it looks. `weights` (target, source)."""
    frames = [_frame(weights, source, target, step, message) for step in range(len(target))]
    animate(
        frames,
        f"An animation. {len(target)} words are written one after another; lines lead from the new word to the pieces "
        f"it looks at, thick where the share is large. Looked at most: {_most(weights, source, target)}.",
        frames_per_second=1,
    )


def _frame(weights: np.ndarray, source: Sequence[str], target: Sequence[str], step: int, message: str) -> Figure:
    figure, ax, above, below = _two_rows(source, target)
    for place, (token, x) in enumerate(zip(source, above, strict=True)):
        share = float(weights[step, place])
        shade = {"boxstyle": "round,pad=0.3", "fc": str(1 - 0.75 * share), "ec": DARK}
        colour = "white" if share > 0.6 else DARK
        ax.text(x, 4.8, piece(token), ha="center", va="center", fontsize=10, color=colour, bbox=shade)
        if share > 0.03:
            ax.plot([x, below[step]], [3.9, 1.6], color=BLUE, lw=6 * share, solid_capstyle="round")
    for place, x in enumerate(below[: step + 1]):
        edge, width = (BLUE, 2) if place == step else (GREY, 1)
        box: dict[str, object] = {"boxstyle": "round,pad=0.3", "fc": "white", "ec": edge, "lw": width}
        ax.text(x, 1.0, piece(target[place]), ha="center", va="center", fontsize=9, bbox=box)
    ax.set_title(message, fontsize=11, loc="left")
    return figure


def _two_rows(source: Sequence[str], target: Sequence[str]) -> tuple[Figure, Axes, np.ndarray, np.ndarray]:
    """An empty sheet, and the places of both rows on it."""
    figure, ax = new_figure(width=8.6, height=2.7)
    canvas(ax, 20, 6)
    ax.set_aspect("auto")
    above, below = (20 * (np.arange(len(words)) + 0.5) / len(words) for words in (source, target))
    return figure, ax, above, below


def _most(weights: np.ndarray, source: Sequence[str], target: Sequence[str]) -> str:
    return ", ".join(f"{word} ← {source[int(np.argmax(row))]}" for word, row in zip(target, weights, strict=True))
