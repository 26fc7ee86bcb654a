"""The neuron as a nerve cell and as a formula, and two activations: a step and a sigmoid."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle, Ellipse, FancyArrowPatch

from dlcourse.plots.perceptron.decision_boundary import draw_line, shade_firing_side
from dlcourse.plots.style import BLUE, DARK, GREEN, GREY, LIGHT, ORANGE, canvas, label, new_figure, show


def nerve_cell_and_unit() -> None:
    """A nerve cell beside the unit that is named after it, and which part corresponds to which."""
    figure, (left, right) = new_figure(2, width=8.6, height=3.3)
    _nerve_cell(left)
    _unit(right)
    left.set_title("A nerve cell …", fontsize=11, loc="left")
    right.set_title("… and the unit that borrows its parts", fontsize=11, loc="left")
    show(
        figure,
        "Left: a nerve cell with dendrites, synapses, a soma and an axon. Right: an artificial neuron with inputs x1, "
        "x2, x3 on lines with weights w1, w2, w3, a circle that adds them and the bias b, a step, and the output.",
    )


def _arrow(ax: Axes, start, end, **style) -> None:
    ax.add_patch(FancyArrowPatch(start, end, arrowstyle="-|>", mutation_scale=12, shrinkA=0, shrinkB=0, **style))


def _nerve_cell(ax: Axes) -> None:
    canvas(ax, 10, 7)
    for height, bend in ((5.6, -0.25), (3.5, 0.0), (1.4, 0.25)):
        _arrow(ax, (0.6, height), (3.3, 3.5 + (height - 3.5) * 0.35), color=GREY, connectionstyle=f"arc3,rad={bend}")
        ax.add_patch(Ellipse((0.75, height), 0.35, 0.35, color=ORANGE))
    ax.add_patch(Ellipse((4.3, 3.5), 2.4, 2.2, fc=LIGHT, ec=DARK))
    ax.add_patch(Ellipse((4.3, 3.5), 0.7, 0.7, fc=GREY))
    _arrow(ax, (5.5, 3.5), (9.6, 3.5), color=BLUE, lw=2.5)
    notes = [(1.0, 6.3, "synapse"), (1.2, 4.75, "dendrite"), (4.3, 2.0, "soma (cell body)"), (7.6, 3.9, "axon")]
    for x, y, text in notes:
        ax.text(x, y, text, fontsize=9, ha="center" if x > 2 else "left")


def _unit(ax: Axes) -> None:
    canvas(ax, 10, 7)
    for i, height in enumerate((5.6, 3.5, 1.4), start=1):
        _arrow(ax, (0.9, height), (3.7, 3.5 + (height - 3.5) * 0.2), color=GREY)
        ax.text(0.5, height, f"$x_{i}$", fontsize=12, ha="center", va="center")
        ax.text(2.2, 3.5 + (height - 3.5) * 0.62 + 0.4, f"$w_{i}$", fontsize=11, color="#A66F00", ha="center")
    ax.add_patch(Circle((4.5, 3.5), 0.85, fc=LIGHT, ec=DARK))
    ax.text(4.5, 3.5, r"$\Sigma + b$", fontsize=11, ha="center", va="center")
    _arrow(ax, (5.35, 3.5), (6.2, 3.5), color=DARK)
    ax.add_patch(Circle((6.9, 3.5), 0.7, fc="white", ec=DARK))
    ax.plot([6.5, 6.9, 6.9, 7.3], [3.2, 3.2, 3.8, 3.8], color=BLUE, lw=2)
    _arrow(ax, (7.6, 3.5), (9.0, 3.5), color=BLUE, lw=2.5)
    ax.text(9.3, 3.5, "$y$", fontsize=12, va="center")
    notes = [(0.5, 6.3, "inputs"), (2.6, 6.3, "weights"), (4.5, 2.2, "weighted sum"), (6.9, 4.5, "step $f$"),
             (8.3, 3.9, "output")]  # fmt: skip
    for x, y, text in notes:
        ax.text(x, y, text, fontsize=9, ha="center")


def bias_moves_the_line() -> None:
    """Where the unit x1 + x2 + b > 0 fires, for three biases: the larger, the more of the plane."""
    figure, axes = new_figure(3, width=8.6, height=3.1, sharey=True)
    for ax, bias in zip(axes, (-1.5, -0.5, 0.5), strict=True):
        shade_firing_side(ax, (1, 1), bias, -0.5, 1.5)
        draw_line(ax, (1, 1), bias)
        ax.set(xlim=(-0.5, 1.5), ylim=(-0.5, 1.5), aspect="equal", xticks=[0, 1], yticks=[0, 1])
        for corner in np.ndindex(2, 2):
            fires = sum(corner) + bias > 0
            ax.plot(*corner, "o", ms=9, mfc=BLUE if fires else "white", mec=DARK)
        label(ax, f"b = {bias:+g}: threshold {-bias:g}".replace("-", "−"), "$x_1$", "$x_2$" if bias == -1.5 else "")
    figure.suptitle("A larger bias makes the unit fire more easily (weights 1 and 1)", fontsize=11)
    show(
        figure,
        "Three panels of the plane of x1 and x2. With bias −1.5 only the corner (1, 1) lies in the firing region, with "
        "−0.5 three corners do, with +0.5 all four.",
    )


def step_and_sigmoid() -> None:
    """The step, and sigmoids with larger and larger weights, which come closer to it."""
    z = np.linspace(-6, 6, 601)
    figure, (ax, slope) = new_figure(2, width=8.6, height=3.1)
    ax.plot(z, (z > 0).astype(float), color=DARK, label="step")
    slope.plot(z, np.zeros_like(z), color=DARK, label="step (none at 0)")
    for weight, colour, line, name in ((1, BLUE, "-", "sigmoid of z"), (4, GREEN, "--", "sigmoid of 4z")):
        s = 1 / (1 + np.exp(-weight * z))
        ax.plot(z, s, color=colour, ls=line, label=name)
        slope.plot(z, weight * s * (1 - s), color=colour, ls=line, label=name)
    label(ax, "The sigmoid is a smooth step …", "weighted sum $z$", "output")
    label(slope, "… with a slope to learn from", "weighted sum $z$", "slope of the output")
    for axes in (ax, slope):
        axes.legend(frameon=False, fontsize=9, loc="upper left")
    show(
        figure,
        "Left: the step jumps from 0 to 1 at z = 0; the sigmoid rises smoothly, and four times steeper for 4z. "
        "Right: their slopes. The step's is 0 everywhere; the sigmoid's is at most 0.25, that of 4z at most 1.",
    )
