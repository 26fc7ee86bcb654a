"""How recurrent layers are combined: one output or all, stacked, in both directions."""

from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, Rectangle

from dlcourse.plots.style import BLUE, DARK, GREY, LIGHT, ORANGE, canvas, new_figure, show

STEPS = 4


def three_wirings() -> None:
    """Only the last output; all outputs into a second layer; one layer in each direction."""
    figure, axes = new_figure(3, width=9.4, height=3.5)
    titles = ("Last output alone", "Stacked: all outputs go up", "Bidirectional: both ways")
    for ax, title in zip(axes, titles, strict=True):
        canvas(ax, 9, 8)
        ax.set_title(title, fontsize=11, loc="left")
        for t in range(STEPS):
            ax.text(1.5 + 2 * t, 0.3, f"x{t + 1}", ha="center", fontsize=10)
    one, stacked, both = axes
    _row(one, 2.0, BLUE, 1)
    _up(one, 3, 3.2, 6.2)
    one.text(7.5, 6.5, "h4", ha="center", fontsize=10)
    one.text(0.4, 6.5, "(batch, units)", fontsize=9)
    _row(stacked, 2.0, BLUE, 1)
    for t in range(STEPS):
        _up(stacked, t, 3.2, 4.2)
    _row(stacked, 4.2, ORANGE, 1, below=False)
    _up(stacked, 3, 5.4, 6.6)
    stacked.text(0.4, 6.7, "below: return_sequences=True", fontsize=9)
    _row(both, 2.0, BLUE, 1)
    _row(both, 4.2, ORANGE, -1, below=False, hatch="//")
    for t in range(STEPS):
        both.add_patch(FancyArrowPatch((0.75 + 2 * t, 1.0), (0.95 + 2 * t, 4.2), arrowstyle="-|>", mutation_scale=8,
                                       color=GREY, lw=0.8, connectionstyle="arc3,rad=-0.35"))  # fmt: skip
        _up(both, t, 5.4, 6.4)
        both.add_patch(FancyArrowPatch((2.2 + 2 * t, 3.2), (2.0 + 2 * t, 6.4), arrowstyle="-|>", mutation_scale=8,
                                       color=GREY, lw=0.8, connectionstyle="arc3,rad=0.35"))  # fmt: skip
    both.text(0.4, 6.9, "side by side: 2 · units at each step", fontsize=9)
    show(
        figure,
        "Three drawings of four time steps. Left: one layer, only its last output goes up. Middle: every output of a "
        "first layer is the input of a second. Right: one layer reads from left to right, another from right to left, "
        "and their outputs are put side by side.",
    )


def _row(ax: Axes, y: float, colour: str, direction: int, below: bool = True, hatch: str = "") -> None:
    """A layer over time: one box a step, and arrows from step to step."""
    for t in range(STEPS):
        x = 1.0 + 2 * t
        ax.add_patch(Rectangle((x, y), 1.0, 1.2, fc=LIGHT, ec=colour, lw=2, hatch=hatch))
        if below:
            _up(ax, t, 0.9, y)
        if t < STEPS - 1:
            ends = ((x + 1.0, y + 0.6), (x + 2.0, y + 0.6))
            ax.add_patch(FancyArrowPatch(*ends[::direction], arrowstyle="-|>", mutation_scale=11, color=colour, lw=2,
                                         shrinkA=0, shrinkB=0))  # fmt: skip


def _up(ax: Axes, t: int, start: float, end: float) -> None:
    x = 1.5 + 2 * t
    ax.add_patch(FancyArrowPatch((x, start), (x, end), arrowstyle="-|>", mutation_scale=10, color=DARK, lw=1.2,
                                 shrinkA=0, shrinkB=0))  # fmt: skip
