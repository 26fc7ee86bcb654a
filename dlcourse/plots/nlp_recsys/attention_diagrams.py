"""Drawings of attention: one query step by step, with its numbers, and the parts of a Transformer block."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from dlcourse.plots.style import BLUE, DARK, LIGHT, ORANGE, canvas, new_figure, show


def one_query(
    words: Sequence[str],
    query: Sequence[float],
    keys: Sequence[Sequence[float]],
    values: Sequence[Sequence[float]],
) -> None:
    """One query's way to its answer: a row for each word with key, score, share and value; the mixed value below.

    `query` is (d,), `keys` (words, d), `values` (words, e). Vaswani et al. (2017), "Attention Is All You Need", eq. 1.
    """
    q, k, v = (np.asarray(numbers, dtype=float) for numbers in (query, keys, values))
    scores = k @ q / np.sqrt(len(q))
    shares = np.exp(scores - scores.max())
    shares /= shares.sum()
    answer = shares @ v

    figure, ax = new_figure(width=8.4, height=1.5 + 0.42 * len(words))
    height = len(words) + 2.4
    canvas(ax, 20, height)
    ax.set_aspect("auto")
    heads = ("word", "key k", f"score q·k / √{len(q)}", "share (softmax)", "value v", "share · v")
    places = (1.6, 4.4, 7.8, 11.6, 15.2, 18.4)
    for head, x in zip(heads, places, strict=True):
        ax.text(x, height - 0.9, head, ha="center", fontsize=10, weight="bold")
    for row, word in enumerate(words):
        y = height - 2 - row
        cells = (word, _vector(k[row]), f"{scores[row]:.2f}", "", _vector(v[row]), _vector(shares[row] * v[row]))
        for cell, x in zip(cells, places, strict=True):
            ax.text(x, y, cell, ha="center", va="center", fontsize=10)
        ax.barh(y, 2.6 * shares[row], left=10.3, height=0.55, color=BLUE, edgecolor=DARK)
        ax.text(10.45 + 2.6 * shares[row], y, f"{shares[row]:.2f}", va="center", fontsize=9)
    ax.text(places[-1], 0.15, f"sum: {_vector(answer)}", ha="center", va="center", fontsize=10, weight="bold")
    ax.plot([16.9, 19.9], [0.62, 0.62], color=DARK, lw=1)
    best = words[int(np.argmax(shares))]
    ax.set_title(f"The query q = {_vector(q)} fits the key of “{best}” best: most of its value is mixed in",
                 fontsize=11, loc="left")  # fmt: skip
    listed = "; ".join(
        f"{word}: score {a:.2f}, share {b:.2f}" for word, a, b in zip(words, scores, shares, strict=True)
    )
    show(figure, f"A table with a row for each word, for the query {_vector(q)}. {listed}. The answer, the sum of "
         f"share times value, is {_vector(answer)}.")  # fmt: skip


def transformer_block() -> None:
    """The parts of an encoder block from left to right, and the two ways around."""
    parts = (
        ("words\n+ places", LIGHT),
        ("attention,\nseveral heads", "#CFE4F2"),
        ("add,\nnormalise", "white"),
        ("dense layers,\nword by word", "#F7E3B5"),
        ("add,\nnormalise", "white"),
    )
    figure, ax = new_figure(width=8.4, height=2.1)
    canvas(ax, 4.2 * len(parts), 5)
    ax.set_aspect("auto")
    for place, (text, colour) in enumerate(parts):
        x = 4.2 * place + 0.2
        ax.add_patch(FancyBboxPatch((x, 0.5), 2.8, 1.9, boxstyle="round,pad=0.1", fc=colour, ec=DARK))
        ax.text(x + 1.4, 1.45, text, ha="center", va="center", fontsize=9.5)
        _arrow(ax, (x + 2.9, 1.45), (x + 4.1, 1.45), DARK)
    for start, end in ((3.7, 9.9), (12.1, 18.3)):  # from before a part to the sum behind it
        ax.plot([start, start, end], [1.45, 3.5, 3.5], color=ORANGE, lw=1.8, ls="--")
        _arrow(ax, (end, 3.5), (end, 2.55), ORANGE)
        ax.text((start + end) / 2, 3.75, "way around", ha="center", fontsize=9, color=DARK)
    ax.set_title("A Transformer block: attention, then dense layers, each with a way around", fontsize=11, loc="left")
    names = " → ".join(text.replace("\n", " ") for text, _ in parts)
    show(figure, f"A row of boxes with arrows: {names}. Two dashed ways lead around attention and around the dense "
         "layers, to the sum behind each of them.")  # fmt: skip


def _arrow(ax: Axes, start: tuple[float, float], end: tuple[float, float], colour: str) -> None:
    ax.annotate("", end, start, arrowprops={"arrowstyle": "->", "color": colour, "lw": 1.6})


def _vector(numbers: np.ndarray) -> str:
    return "[" + ", ".join(f"{number:.2g}".replace("-", "−") for number in np.round(numbers, 2) + 0.0) + "]"
