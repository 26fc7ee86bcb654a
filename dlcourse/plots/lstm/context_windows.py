"""Two ways to use earlier steps without a recurrent state: dilated convolutions and attention."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle

from dlcourse.plots.style import BLUE, DARK, GREY, LIGHT, ORANGE, canvas, new_figure, show

STEPS = 16


def dilated_and_attention(scores: np.ndarray) -> None:
    """Left: four causal convolutions of width 2, dilated by 1, 2, 4 and 8. Right: weights of one attention step.

    scores (STEPS,): how well the key of each step fits the query of the last one; softmax turns them into weights.
    """
    figure, (left, right) = new_figure(2, width=9.4, height=3.6)
    for ax, title in (
        (left, "Dilated: 4 layers see 16 steps"),
        (right, "Attention: one layer sees every step"),
    ):
        canvas(ax, STEPS + 4.5, 12)
        ax.set_title(title, fontsize=11, loc="left")
        ax.text(1, 0.2, "time →", fontsize=9)
    active = {STEPS - 1}
    for layer, dilation in reversed(list(enumerate((1, 2, 4, 8)))):
        below = set()
        for t in range(STEPS):
            for source in (t, t - dilation):
                used = t in active and source >= 0
                if used:
                    below.add(source)
                    _line(left, t, layer + 1, source, layer, 1.6, BLUE)
                elif source >= 0:
                    _line(left, t, layer + 1, source, layer, 0.3, GREY)
        active = below
        left.text(STEPS + 1, 3.05 + 2.3 * layer, f"dilation {dilation}", fontsize=8, va="center")
    for layer in range(5):
        for t in range(STEPS):
            _dot(left, t, layer, BLUE if layer == 4 and t == STEPS - 1 else LIGHT)
    weights = np.exp(scores - scores.max())
    weights /= weights.sum()
    for t, weight in enumerate(weights):
        _line(right, STEPS - 1, 4, t, 0, 0.4 + 14 * weight, ORANGE)
        _dot(right, t, 0, LIGHT)
        if weight > 0.1:
            right.text(t + 1, 0.9, f"{weight:.2f}", ha="center", fontsize=9)
    _dot(right, STEPS - 1, 4, ORANGE)
    show(
        figure,
        "Left: sixteen time steps under four layers of a causal convolution; lines two, four, then eight steps wide "
        "lead from the last output down to all sixteen inputs. Right: the last step joined directly to all sixteen; "
        f"thick lines are large weights, the largest {weights.max():.2f}.",
    )


def _place(t: int, layer: int) -> tuple[float, float]:
    return t + 1, 1.9 + 2.3 * layer


def _line(ax: Axes, t: int, layer: int, source: int, below: int, width: float, colour: str) -> None:
    start, end = _place(t, layer), _place(source, below)
    ax.plot([start[0], end[0]], [start[1], end[1]], color=colour, lw=width, zorder=1 if colour == GREY else 2,
            solid_capstyle="butt")  # fmt: skip


def _dot(ax: Axes, t: int, layer: int, fill: str) -> None:
    ax.add_patch(Circle(_place(t, layer), 0.33, fc=fill, ec=DARK, lw=1, zorder=3))
