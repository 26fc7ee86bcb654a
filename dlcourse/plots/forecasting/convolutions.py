"""Causal, dilated convolutions: how far they see, step by step, and a residual block."""

from collections.abc import Sequence

from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from dlcourse.plots.animation import animate
from dlcourse.plots.style import BLUE, DARK, GREY, LIGHT, ORANGE, canvas, label, new_figure, show


def growing_reach(kernel: int, dilations: Sequence[int], steps: int = 18) -> None:
    """One layer a frame: which steps the last output sees through a stack of causal convolutions."""
    reached = [{steps - 1}]
    for dilation in reversed(dilations):
        reached.append({t - j * dilation for t in reached[-1] for j in range(kernel) if t - j * dilation >= 0})
    frames = [_reach(reached, dilations, shown, kernel, steps) for shown in range(len(dilations) + 1)]
    seen = ", ".join(str(len(places)) for places in reached)
    animate(
        frames,
        f"From the last output down through {len(dilations)} layers with dilations "
        f"{', '.join(map(str, dilations))}: the steps that it sees are {seen}, layer by layer.",
        frames_per_second=1,
    )


def _reach(reached: list[set[int]], dilations: Sequence[int], shown: int, kernel: int, steps: int) -> Figure:
    figure, ax = new_figure(width=7.4, height=3.0)
    layers = len(dilations)
    for row in range(layers + 1):
        for t in range(steps):
            seen = layers - row <= shown and t in reached[layers - row]
            ax.plot(t, row, "s", ms=11, color=BLUE if seen else LIGHT, mec=DARK if seen else GREY)
    for depth in range(shown):
        dilation = list(reversed(dilations))[depth]
        for t in reached[depth]:
            for j in range(kernel):
                if t - j * dilation >= 0:
                    ax.plot([t, t - j * dilation], [layers - depth - 0.14, layers - depth - 0.86], color=ORANGE, lw=1.2)
    names = ["input"] + [f"dilation {dilation}" for dilation in dilations]
    ax.set(yticks=range(layers + 1), yticklabels=names, xticks=range(0, steps, 2), ylim=(-0.5, layers + 0.5))
    count = len(reached[shown])
    label(ax, f"{shown} layer{'s' * (shown != 1)} down: {count} step{'s' * (count != 1)} seen", "step in time")
    return figure


def block() -> None:
    """A residual block: two causal convolutions on a side road, the input on the main road."""
    figure, ax = new_figure(width=7.8, height=2.2)
    canvas(ax, 16, 4.6)
    ax.set_aspect("auto")
    ax.plot([0.3, 15.4], [1.0, 1.0], color=ORANGE, lw=2.2)
    ax.plot([1.6, 1.6, 13.6, 13.6], [1.0, 3.4, 3.4, 1.0], color=DARK, lw=1.4)
    for x, width, text, fill in (
        (2.2, 3.2, "causal conv\ndilation d", "#CFE4F2"),
        (5.8, 1.4, "ReLU", "#F7E3B5"),
        (7.6, 3.2, "causal conv\ndilation d", "#CFE4F2"),
        (11.2, 1.4, "ReLU", "#F7E3B5"),
    ):
        ax.add_patch(FancyBboxPatch((x, 2.8), width, 1.2, boxstyle="round,pad=0.05", fc=fill, ec=DARK, zorder=3))
        ax.text(x + width / 2, 3.4, text, ha="center", va="center", fontsize=9.5, zorder=4)
    ax.text(13.6, 1.0, "+", ha="center", va="center", fontsize=13, bbox={"boxstyle": "circle", "fc": "white"})
    ax.text(7.6, 1.25, "the input itself (a 1 × 1 convolution if the width changes)", ha="center", fontsize=9)
    ax.set_title("The block of a TCN: a side road that looks back, and a way around", fontsize=11, loc="left")
    show(
        figure,
        "A drawing of a residual block. The main road carries the input; a side road holds two causal convolutions "
        "with a dilation, each followed by a ReLU; both meet in a sum.",
    )
