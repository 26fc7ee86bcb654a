"""Words as data: counts, which lose the order; tf-idf weights; and the sliding window of word2vec."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from dlcourse.plots.animation import animate
from dlcourse.plots.style import BLUE, DARK, GREY, LIGHT, ORANGE, canvas, label, new_figure, show


def same_bag(one: Sequence[str], other: Sequence[str]) -> None:
    """How often each word occurs in two texts, side by side."""
    counts = Counter(one), Counter(other)
    words = sorted(counts[0] | counts[1])
    figure, ax = new_figure(width=7.6, height=2.9)
    places = np.arange(len(words))
    looks = ({"color": BLUE, "label": "first review"}, {"color": "white", "hatch": "//", "label": "second review"})
    for shift, count, look in zip((-0.2, 0.2), counts, looks, strict=True):
        ax.bar(places + shift, [count[word] for word in words], width=0.38, edgecolor=DARK, **look)
    ax.set_xticks(places, words, rotation=40, ha="right")
    ax.set_yticks([0, 1, 2])
    ax.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1, 1))
    label(ax, "Opposite reviews, the same words", "word", "times it occurs")
    show(
        figure,
        f"Two bars for each of the {len(words)} words of two reviews. Both bars are equally high for every word: who "
        "counts words cannot tell the reviews apart.",
    )


def count_and_weight(words: Sequence[str], counts: Sequence[float], weights: Sequence[float]) -> None:
    """The words of one text: raw counts on the left, tf-idf on the right, in the same order."""
    figure, axes = new_figure(2, width=8.4, height=0.9 + 0.24 * len(words), sharey=True)
    order = np.argsort(weights)
    names = [words[i] for i in order]
    for ax, values, colour, title, unit in (
        (axes[0], counts, GREY, "By count: little words lead", "times it occurs"),
        (axes[1], weights, BLUE, "By tf-idf: rare words lead", "share × ln(texts / texts with it)"),
    ):
        ax.barh(names, np.asarray(values)[order], color=colour, edgecolor=DARK)
        ax.locator_params(axis="x", nbins=5)
        label(ax, title, unit)
    show(
        figure,
        f"The words of one review as bars. Counted, {words[int(np.argmax(counts))]} leads. By tf-idf {names[-1]} and "
        f"{names[-2]} stand out, and {names[0]} hardly counts.",
    )


def sliding_window(tokens: Sequence[str], window: int) -> None:
    """The centre word moves through a sentence, and its context words with it: an animation."""
    frames = [_window_frame(tokens, window, centre) for centre in range(len(tokens))]
    animate(
        frames,
        f"An animation. A sentence of {len(tokens)} words; one after another is the centre, in a dark box. The words "
        f"up to {window} places left and right of it are its context, hatched, and lines join them to the centre.",
        frames_per_second=1,
    )


def _window_frame(tokens: Sequence[str], window: int, centre: int) -> Figure:
    figure, ax = new_figure(width=8.4, height=1.9)
    width = 1.5
    canvas(ax, width * len(tokens), 2.1)
    for place, word in enumerate(tokens):
        near = 0 < abs(place - centre) <= window
        fill = BLUE if place == centre else "#F7E3B5" if near else LIGHT
        edge, hatch = (DARK, "//") if near else (GREY, None)
        ax.add_patch(Rectangle((place * width + 0.05, 0.2), width - 0.1, 0.8, ec=edge, fc=fill, hatch=hatch))
        text = ax.text((place + 0.5) * width, 0.6, word, ha="center", va="center", fontsize=10)
        text.set_color("white" if place == centre else DARK)
        if near:
            text.set_bbox({"fc": "white", "ec": "none", "pad": 1})
            bend = 0.35 if place < centre else -0.35
            ax.annotate(
                "",
                ((place + 0.5) * width, 1.05),
                ((centre + 0.5) * width, 1.05),
                arrowprops={"arrowstyle": "->", "color": ORANGE, "lw": 1.6, "connectionstyle": f"arc3,rad={bend}"},
            )
    context = [tokens[i] for i in range(len(tokens)) if 0 < abs(i - centre) <= window]
    ax.set_title(f"{tokens[centre]} → {', '.join(context)}", fontsize=11, loc="left")
    return figure
