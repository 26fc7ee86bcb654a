"""A recurrent network unrolled in time: states run forward, gradients run backward, and which outputs are used."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyArrowPatch

from dlcourse.plots.animation import animate
from dlcourse.plots.style import BLUE, DARK, GREY, LIGHT, ORANGE, canvas, new_figure, show

RED = "#D55E00"  # vermillion of the same palette
GAP, INPUT, STATE = 2.6, 0.9, 2.8  # between steps; heights of two rows


def unrolled_in_time(x: Sequence[float], U: float, W: float, b: float, target: float) -> None:
    """A network with one unit reads `x`: its states appear, then dL/dh of L = (h_T − target)². Animated."""
    states = [0.0]
    for value in x:
        states.append(float(np.tanh(value * U + states[-1] * W + b)))
    slopes = [2 * (states[-1] - target)]
    for h in states[:1:-1]:
        slopes.insert(0, slopes[0] * (1 - h**2) * W)
    steps = len(x)
    frames = [_frame(x, states, slopes, 0, steps + 1, "The same cell at every step: the same U, W and b")]
    for t in range(1, steps + 1):
        caption = f"Forward: h{t} = tanh({x[t - 1]:g}·U + {states[t - 1]:.2f}·W + b) = {states[t]:.3f}"
        frames.append(_frame(x, states, slopes, t, steps + 1, caption.replace("-", "−")))
    for t in range(steps, 0, -1):
        how = "2 (h − target)" if t == steps else f"dL/dh{t + 1} · (1 − h{t + 1}²) · W"
        caption = f"Backward: dL/dh{t} = {how} = {slopes[t - 1]:.3f}"
        frames.append(_frame(x, states, slopes, steps, t, caption.replace("-", "−")))
    animate(
        frames,
        f"One recurrent unit drawn {steps} times, once a step, joined by arrows marked W. States appear from left "
        f"to right up to {states[-1]:.3f}; then gradients run back, from {slopes[-1]:.3f} to {slopes[0]:.3f}.",
        frames_per_second=0.8,
    )


def _frame(x, states, slopes, known: int, back_to: int, caption: str) -> Figure:
    """One frame: states up to step `known`, gradients from the last step back to `back_to`."""
    figure, ax = new_figure(width=8.6, height=3.9)
    steps = len(x)
    canvas(ax, GAP * steps + 1.9, 4.8)
    for t in range(steps + 1):
        place = (0.9 + GAP * t, STATE)
        if t > 0:
            below = (place[0], INPUT)
            _arrow(ax, below, place, BLUE if t <= known else GREY, "U", lower=0.22)
            _node(ax, below, f"{x[t - 1]:g}".replace("-", "−"), "white")
            ax.text(below[0], INPUT - 0.85, f"x{t}", ha="center", fontsize=9)
            returned = back_to <= t < steps
            left = (place[0] - GAP, STATE)
            _arrow(ax, left, place, BLUE if t <= known else GREY, "W")
            if returned:
                start, end = (place[0] + GAP, STATE - 0.72), (place[0], STATE - 0.72)
                ax.add_patch(FancyArrowPatch(start, end, arrowstyle="-|>", color=RED, ls="--", mutation_scale=12))
        number = f"{states[t]:.2f}".replace("-", "−") if t <= known else ""
        _node(ax, place, number, LIGHT)
        ax.text(place[0], STATE + 0.75, f"h{t}", ha="center", fontsize=10, color=BLUE)
        if t >= back_to:
            slope = f"{slopes[t - 1]:.3f}".replace("-", "−")
            ax.text(place[0] + 0.1, STATE + 1.4, slope, ha="center", fontsize=10, color=RED, weight="bold")
    if back_to <= steps:
        ax.text(0.2, STATE + 1.4, "dL/dh:", fontsize=9, color=RED)
    ax.set_title(caption, fontsize=11, loc="left")
    return figure


def _node(ax: Axes, place: tuple[float, float], text: str, fill: str, radius: float = 0.52) -> None:
    ax.add_patch(Circle(place, radius, fc=fill, ec=DARK, zorder=3))
    ax.text(*place, text, ha="center", va="center", fontsize=9, zorder=4)


def _arrow(ax: Axes, start, end, colour: str, name: str, *, lower: float = 0) -> None:
    (x0, y0), (x1, y1) = start, end
    ax.add_patch(FancyArrowPatch(start, end, arrowstyle="-|>", color=colour, shrinkA=27, shrinkB=27, mutation_scale=12))
    ax.text((x0 + x1) / 2 + 0.18 * (x0 == x1), (y0 + y1) / 2 - lower + 0.15 * (y0 == y1), name, fontsize=9, color=DARK)


def patterns() -> None:
    """Many-to-one and two kinds of many-to-many, as rows of cells."""
    kinds = (
        ("many-to-one\nforecast, sentiment, spoken word", (1, 1, 1, 1), (0, 0, 0, 1)),
        ("many-to-many, step by step\nnext letter, a label for each frame", (1, 1, 1, 1), (1, 1, 1, 1)),
        ("many-to-many, read then write\ntranslation", (1, 1, 0, 0), (0, 0, 1, 1)),
    )
    figure, axes = new_figure(len(kinds), width=9.8, height=3.3)
    for ax, (title, inputs, outputs) in zip(axes, kinds, strict=True):
        canvas(ax, 8.6, 8)
        for t, (sees, says) in enumerate(zip(inputs, outputs, strict=True)):
            x = 1 + 2.2 * t
            _node(ax, (x, 3), "h", LIGHT)
            if t:
                _short_arrow(ax, (x - 1.65, 3), (x - 0.55, 3))
            if sees:
                _node(ax, (x, 0.9), "x", "white")
                _short_arrow(ax, (x, 1.45), (x, 2.45))
            if says:
                ax.add_patch(Circle((x, 5.1), 0.52, fc=ORANGE, ec=DARK))
                ax.text(x, 5.1, "y", ha="center", va="center", fontsize=9)
                _short_arrow(ax, (x, 3.55), (x, 4.55))
        ax.text(4.3, 6.9, title, ha="center", va="center", fontsize=9.5)
    figure.suptitle("One cell, many uses: which outputs do you look at?", fontsize=11)
    show(
        figure,
        "Three rows of four cells joined from left to right. Many-to-one: all have inputs, the last an output. Step "
        "by step: each has an input and an output. Read then write: inputs at the first two, outputs at the last two.",
    )


def _short_arrow(ax: Axes, start, end) -> None:
    ax.annotate("", end, start, arrowprops={"arrowstyle": "->", "color": DARK})
