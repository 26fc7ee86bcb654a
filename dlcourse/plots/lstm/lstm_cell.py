"""The LSTM cell as a drawing, and an animation of a cell with weights set by hand."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch, Rectangle

from dlcourse.plots.animation import animate
from dlcourse.plots.style import BLUE, DARK, GREEN, GREY, LIGHT, ORANGE, PURPLE, canvas, new_figure, show

GATES = (
    ("f", "forget gate", ORANGE),
    ("i", "input gate", GREEN),
    ("g", "candidate", PURPLE),
    ("o", "output gate", BLUE),
)


def cell() -> None:
    """One LSTM cell: the memory c along the top, and the output h = o tanh(c)."""
    figure, ax = new_figure(width=8.6, height=4.3)
    canvas(ax, 16, 8)
    ax.set_xlim(-0.9, 17)
    ax.add_patch(FancyBboxPatch((2.2, 0.9), 11.6, 6.3, boxstyle="round,pad=0.1", fc="#FAFAFA", ec=GREY))
    _arrow(ax, (-0.6, 6.2), (16.8, 6.2), width=4)
    ax.text(-0.7, 6.55, "old memory c", fontsize=10)
    ax.text(16.9, 6.55, "new memory c", fontsize=10, ha="right")
    _arrow(ax, (-0.6, 1.7), (11.6, 1.7), head=False)
    ax.text(-0.7, 2.0, "old output h", fontsize=10)
    _arrow(ax, (3.0, 0.1), (3.0, 1.65))
    ax.text(3.2, 0.2, "input x", fontsize=10)
    xs = {"f": 4.6, "i": 6.8, "g": 9.0, "o": 11.6}
    for letter, name, colour in GATES:
        x = xs[letter]
        _arrow(ax, (x, 1.7), (x, 2.3))
        ax.add_patch(Rectangle((x - 1.0, 2.3), 2.0, 1.1, fc=LIGHT, ec=colour, lw=2.5))
        kind = "tanh" if letter == "g" else "σ"
        ax.text(x, 2.85, f"{letter}: {kind}\n{name}", ha="center", va="center", fontsize=9)
    _arrow(ax, (4.6, 3.4), (4.6, 5.75))
    _circle(ax, (4.6, 6.2), "×", ORANGE)
    _arrow(ax, (6.8, 3.4), (7.65, 4.25))
    _arrow(ax, (9.0, 3.4), (8.15, 4.25))
    _circle(ax, (7.9, 4.55), "×", GREEN)
    _arrow(ax, (7.9, 4.95), (7.9, 5.75))
    _circle(ax, (7.9, 6.2), "+", DARK)
    _arrow(ax, (13.0, 6.2), (13.0, 5.5))
    ax.text(13.0, 5.2, "tanh", ha="center", va="center", fontsize=10, bbox={"fc": "white", "ec": DARK, "pad": 3})
    _arrow(ax, (13.0, 4.9), (13.0, 4.5))
    _circle(ax, (13.0, 4.1), "×", BLUE)
    _arrow(ax, (11.6, 3.4), (12.62, 3.95))
    _arrow(ax, (13.4, 4.1), (16.8, 4.1))
    ax.text(16.9, 4.4, "new output h", fontsize=10, ha="right")
    ax.text(4.2, 4.9, "how much\nto keep", fontsize=9, ha="right", va="center")
    ax.text(8.4, 5.25, "what to write", fontsize=9, va="center")
    ax.text(11.7, 4.5, "what to\nshow", fontsize=9, ha="center", va="center")
    ax.set_title("The memory runs through as on a conveyor: scaled by f, added to, never through a matrix", fontsize=11,
                 loc="left")  # fmt: skip
    show(
        figure,
        "An LSTM cell. The memory c runs straight from left to right along the top; on its way it is multiplied by the "
        "forget gate, then input gate times candidate is added. Below, x and the old h feed all four boxes. The new h "
        "is the output gate times tanh of the new memory.",
    )


def memory_at_work(X: np.ndarray, C: np.ndarray, W: np.ndarray, b: np.ndarray, scale: float) -> None:
    """An unrolled one-unit LSTM reading (length, 2) numbers and marks: frame by frame, its gates and its memory.

    C (length,) is its memory and `scale · c` the sum so far. W (2, 4) and b (4,): its gates ignore the old output.
    """
    gates = 1 / (1 + np.exp(-(X @ W + b)))
    frames = [_unrolled(X, C, gates, scale, now) for now in range(len(X))]
    alt = (
        f"An animation of {len(X)} cells side by side. At each step a number comes in from below. The memory "
        f"above changes at the two marked steps only, and at the end holds {scale * C[-1]:.2f}; the sum is "
        f"{X[:, 0] @ X[:, 1]:.2f}."
    )
    animate(frames, alt, frames_per_second=1)


def _unrolled(X: np.ndarray, C: np.ndarray, gates: np.ndarray, scale: float, now: int) -> Figure:
    """The network unrolled over time, up to step `now`."""
    figure, ax = new_figure(width=8.6, height=3.7)
    canvas(ax, 2 * len(X) + 1.6, 7.4)
    ax.text(0.1, 5.75, "c", fontsize=12)
    ax.text(0.1, 3.65, "h", fontsize=12)
    for t, (number, mark) in enumerate(X):
        x, done = 1.0 + 2 * t, t <= now
        here, colour = t == now, DARK if done else GREY
        ax.add_patch(Rectangle((x, 3.1), 1.3, 3.2, fc=LIGHT if here else "white", ec=colour, lw=2.5 if here else 1))
        _arrow(ax, (x - 0.7, 5.6), (x + 1.3, 5.6), width=3 if done else 1, colour=colour, head=False)
        _arrow(ax, (x + 1.3, 3.6), (x + 2.0, 3.6), colour=colour)
        _arrow(ax, (x + 0.65, 2.1), (x + 0.65, 3.0), colour=colour)
        box = {"fc": "#BBD9EC" if mark else "white", "ec": DARK if mark else "none", "pad": 3}
        ax.text(x + 0.65, 1.35, f"{number:.2f}", ha="center", fontsize=10, bbox=box)
        if mark:
            ax.text(x + 0.65, 0.55, "marked", ha="center", fontsize=9)
        if done:
            i, f, _, o = gates[t]
            ax.text(x + 0.65, 6.5, f"{scale * C[t]:.2f}", ha="center", fontsize=10, weight="bold", color=BLUE)
            ax.text(x + 0.65, 5.1, f"f {f:.1f}\ni {i:.1f}\no {o:.1f}", ha="center", va="top", fontsize=9)
    i = gates[now, 0]
    what = "the input gate opens, and the number is added" if i > 0.5 else "the input gate is shut, and f keeps c"
    ax.text(0.1, 6.5, f"{scale:g} c:", fontsize=10, color=BLUE)
    ax.set_title(f"Step {now + 1} of {len(X)}: {what}", fontsize=11, loc="left")
    return figure


def _arrow(ax: Axes, start: tuple, end: tuple, width: float = 1.4, colour: str = DARK, head: bool = True) -> None:
    style = "-|>" if head else "-"
    ax.add_patch(FancyArrowPatch(start, end, arrowstyle=style, mutation_scale=13, lw=width, color=colour,
                                 shrinkA=0, shrinkB=0))  # fmt: skip


def _circle(ax: Axes, place: tuple[float, float], sign: str, colour: str) -> None:
    ax.add_patch(Circle(place, 0.4, fc="white", ec=colour, lw=2.5, zorder=5))
    ax.text(*place, sign, ha="center", va="center", fontsize=13, zorder=6)
