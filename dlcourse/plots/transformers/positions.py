"""Where a word stands: waves of many lengths, and pairs of numbers that turn."""

from collections.abc import Callable

import numpy as np

from dlcourse.plots.style import BLUE, DARK, GREY, ORANGE, label, new_figure, show


def waves(table: np.ndarray) -> None:
    """The sinusoidal code `(length, dim)` as a picture, and the product of one place's code with all others'."""
    length, dim = table.shape
    middle = length // 2
    figure, axes = new_figure(2, width=8.4, height=3.2, width_ratios=(1.5, 1))
    picture = axes[0].imshow(table.T, cmap="Greys", vmin=-1, vmax=1, aspect="auto", origin="lower")
    figure.colorbar(picture, ax=axes[0], label="value")
    label(axes[0], "Fast waves below, slow ones above", "place in the text", "entry of the code")
    products = table @ table[middle]
    axes[1].plot(products, color=BLUE)
    axes[1].axvline(middle, color=GREY, ls="--", lw=1)
    label(axes[1], "A place's code fits itself best", "place in the text", f"product with the code of {middle}")
    show(
        figure,
        f"Left: {dim} waves over {length} places, from fast to slow. Right: the product of the code of place {middle} "
        f"with all codes. It is largest at {int(np.argmax(products))} itself and lower on both sides.",
    )


def turning(rotate: Callable[[np.ndarray, np.ndarray], np.ndarray], q: np.ndarray, k: np.ndarray) -> None:
    """A pair of numbers that turns with its place; and scores of a query and a key, `(dim,)` each, by distance."""
    figure, axes = new_figure(2, width=8.4, height=3.3, width_ratios=(1, 1.5))
    unit = np.zeros((6, len(q)))
    unit[:, 0] = 1.0
    for place, (x, y) in enumerate(rotate(unit, np.arange(6))[:, :2]):
        axes[0].annotate("", (x, y), (0, 0), arrowprops={"arrowstyle": "->", "color": BLUE, "lw": 1.8})
        axes[0].text(1.18 * x, 1.18 * y, str(place), ha="center", va="center", fontsize=9)
    axes[0].set(xlim=(-1.4, 1.4), ylim=(-1.4, 1.4), aspect="equal")
    label(axes[0], "One pair at places 0 to 5", "first number", "second number")

    distances = np.arange(0, 40)
    worst = 0.0
    for start, colour, style in ((0, BLUE, "-"), (25, ORANGE, "--")):
        places = start + distances
        scores = rotate(np.tile(q, (len(distances), 1)), places) @ rotate(k[None], np.array([start]))[0]
        axes[1].plot(distances, scores, style, color=colour, lw=2 if start == 0 else 3, label=f"key at place {start}")
        worst = max(worst, float(np.abs(scores).max()))
    axes[1].axhline(0, color=DARK, lw=0.6)
    axes[1].legend(frameon=False, fontsize=9)
    label(axes[1], "The score depends on the distance alone", "query's place − key's place", "score q · k")
    show(
        figure,
        "Left: an arrow turned by the same angle at each further place. Right: the score of one query and one key by "
        f"their distance, for a key at place 0 and at place 25: the two curves are the same, at most {worst:.1f} high.",
    )
