"""Points of two classes and the line that separates them: gates, the perceptron as it learns, and XOR."""

from collections.abc import Callable, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from dlcourse.plots.animation import animate
from dlcourse.plots.style import BLUE, DARK, GREY, ORANGE, label, new_figure, show

CORNERS = np.array([(0, 0), (0, 1), (1, 0), (1, 1)])


def scatter_classes(ax: Axes, X: ArrayLike, y: ArrayLike, size: float = 7, names: Sequence[str] = ("0", "1")) -> None:
    """Class 0 as white squares, class 1 as filled circles."""
    X, y = np.asarray(X), np.asarray(y)
    ax.plot(*X[y == 0].T, "s", ms=size, mfc="white", mec=DARK, ls="", label=names[0])
    ax.plot(*X[y == 1].T, "o", ms=size, mfc=BLUE, mec=DARK, ls="", label=names[1])


def draw_line(ax: Axes, w: ArrayLike, b: float, reach: float = 100.0, **style) -> None:
    """The line w·x + b = 0, where the unit is undecided; nothing when the weights are 0."""
    w = np.asarray(w, dtype=float)
    if (length := np.linalg.norm(w)) > 0:
        foot, along = -b * w / length**2, np.array([-w[1], w[0]]) / length
        ax.plot(*np.array([foot - reach * along, foot + reach * along]).T, **({"color": DARK} | style))


def shade_firing_side(ax: Axes, w: ArrayLike, b: float, low: float, high: float) -> None:
    """Shade the side of the line on which the unit fires."""
    w, grid = np.asarray(w), np.linspace(low, high, 200)
    x1, x2 = np.meshgrid(grid, grid)
    ax.contourf(x1, x2, w[0] * x1 + w[1] * x2 + b > 0, levels=[0.5, 1.5], colors=["#BBD9EC"])


def puzzle() -> None:
    """Three sets of four points; in two of them, a straight line can separate the classes."""
    figure, axes = new_figure(3, width=8.6, height=3.0, sharey=True)
    for ax, name, y in zip(axes, "ABC", ([0, 0, 0, 1], [0, 1, 1, 0], [0, 1, 1, 1]), strict=True):
        scatter_classes(ax, CORNERS, y, 13)
        ax.set(xlim=(-0.4, 1.4), ylim=(-0.4, 1.4), aspect="equal", xticks=[0, 1], yticks=[0, 1])
        label(ax, f"{name}", "$x_1$", "$x_2$" if name == "A" else "")
    figure.suptitle("Can one straight line separate the circles from the squares?", fontsize=11)
    show(
        figure,
        "Three panels with points at the corners of a square. A: only (1, 1) is a circle. B: (0, 1) and (1, 0) are "
        "circles. C: all but (0, 0) are circles.",
    )


def gates(**weights: tuple) -> None:
    """The four inputs and the decision line of each gate, given as name=(w, b)."""
    figure, axes = new_figure(len(weights), width=2.9 * len(weights), height=3.1, sharey=True)
    for ax, (name, (w, b)) in zip(np.atleast_1d(axes), weights.items(), strict=True):
        shade_firing_side(ax, w, b, -0.5, 1.5)
        scatter_classes(ax, CORNERS, (CORNERS @ np.asarray(w) + b > 0).astype(int), 12)
        draw_line(ax, w, b)
        ax.set(xlim=(-0.5, 1.5), ylim=(-0.5, 1.5), aspect="equal", xticks=[0, 1], yticks=[0, 1])
        label(ax, name, "$x_1$", "$x_2$" if ax is np.atleast_1d(axes)[0] else "")
    figure.suptitle("Your gates: each is one straight line (shaded: the gate fires)", fontsize=11)
    show(figure, f"One panel for each of {', '.join(weights)}: four corners, a line, and the side on which it fires.")


def sharpened(gate: tuple, steepness: float) -> tuple[np.ndarray, float]:
    """The same gate for a sigmoid: its line halfway between the corners where it fires and those where it is silent.

    The nearest corner on each side has the sum `steepness` or `-steepness`, so the gate's truth table stays the same.

    Args:
        gate: a pair (w, b) of two weights and a bias, of a unit that fires where w·x + b > 0.

    Raises:
        ValueError: if the gate fires at every corner or at none: then no line is between them.
    """
    w, b = np.asarray(gate[0], dtype=float), float(gate[1])
    sums = CORNERS @ w + b
    fires = sums > 0
    if fires.all() or not fires.any():
        raise ValueError(f"the gate {gate} gives the same at every corner; solve exercise 2 first.")
    low, high = sums[~fires].max(), sums[fires].min()
    scale = 2 * steepness / (high - low)
    return scale * w, float(scale * (b - (low + high) / 2))


def perceptron_learning(fit: Callable, X: np.ndarray, y: np.ndarray, lr: float, epochs: int) -> None:
    """The decision line after each epoch: `fit(X, y, lr, epochs)` is run with 1 epoch, with 2, and so on."""
    frames = []
    for done in range(epochs + 1):
        w, b = fit(X, y, lr, done)[:2] if done else (np.zeros(X.shape[1]), 0.0)
        frames.append(_learning_frame(X, y, w, b, done))
    animate(frames, "The perceptron's line, epoch by epoch: it swings until every circle is on the shaded side.")


def _learning_frame(X, y, w, b, done: int) -> Figure:
    wrong = (X @ np.asarray(w) + b > 0).astype(int) != y
    figure, ax = new_figure(width=5.6, height=4.0)
    limits = (X.min() - 0.5, X.max() + 0.5)
    shade_firing_side(ax, w, b, *limits)
    scatter_classes(ax, X, y, names=("class 0", "class 1"))
    ax.plot(*X[wrong].T, "o", ms=14, mfc="none", mec=ORANGE, mew=2, label="wrong side")
    draw_line(ax, w, b)
    ax.set(xlim=limits, ylim=limits, aspect="equal")
    label(ax, f"After {done} epoch{'' if done == 1 else 's'}: {wrong.sum()} of {len(y)} wrong", "$x_1$", "$x_2$")
    ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), fontsize=9, frameon=False)
    return figure


def errors_per_epoch(errors: Sequence[int]) -> None:
    """The perceptron's mistakes in each epoch."""
    figure, ax = new_figure(height=2.6)
    ax.plot(range(1, len(errors) + 1), errors, "o-", color=BLUE)
    ax.set_xticks(range(1, len(errors) + 1))
    ax.yaxis.set_major_locator(MaxNLocator(integer=True))
    label(ax, "The perceptron stops making mistakes", "epoch", "errors (samples)")
    show(figure, f"A curve of errors against epochs: {', '.join(map(str, errors))}.")


def no_line_for_xor() -> None:
    """For every direction and offset of a line, how many of XOR's four points it gets right: never four."""
    figure, (ax, picture) = new_figure(2, width=8.6, height=3.4, width_ratios=[3, 2])
    angles, shifts = np.linspace(0, 360, 361), np.linspace(-1.5, 1.5, 301)
    w = np.stack([np.cos(np.radians(angles)), np.sin(np.radians(angles))])
    sums = (CORNERS @ w)[:, :, None] + shifts
    right = ((sums > 0) == np.array([0, 1, 1, 0])[:, None, None].astype(bool)).sum(axis=0)
    shades = ax.contourf(angles, shifts, right.T, levels=[0.5, 1.5, 2.5, 3.5, 4.5], cmap="Blues", vmin=0, vmax=4.5)
    bar = figure.colorbar(shades, ax=ax, ticks=[1, 2, 3, 4])
    bar.set_label("points right (of 4)", fontsize=9)
    label(ax, "No line gets all four points of XOR right", "direction of the weights (degrees)", "bias")
    ax.set_xticks(range(0, 361, 90))
    scatter_classes(picture, CORNERS, [0, 1, 1, 0], 12)
    draw_line(picture, (1, 1), -0.5)
    ax.plot(45, -0.5 / np.sqrt(2), "*", ms=14, mfc=ORANGE, mec=DARK)
    picture.set(xlim=(-0.5, 1.5), ylim=(-0.5, 1.5), aspect="equal", xticks=[0, 1], yticks=[0, 1])
    label(picture, "The line at ★: 3 of 4", "$x_1$", "$x_2$")
    show(
        figure,
        "Left: a map over all directions and biases of a line, shaded by how many of XOR's four points it gets right; "
        "the darkest shade reached is 3. Right: one such line, with one point on the wrong side.",
    )


def bent_space(hidden: Callable, xor: Callable) -> None:
    """XOR's plane before and after the hidden layer: `hidden(X)` gives the two hidden outputs for rows of X."""
    figure, (before, after) = new_figure(2, width=8.6, height=3.8)
    y = np.array([xor(int(a), int(b)) for a, b in CORNERS])
    grid = np.linspace(-0.2, 1.2, 15)
    for fixed in grid:
        for line in (np.stack([np.full(60, fixed), np.linspace(-0.2, 1.2, 60)], 1),
                     np.stack([np.linspace(-0.2, 1.2, 60), np.full(60, fixed)], 1)):  # fmt: skip
            before.plot(*line.T, color=GREY, lw=0.5)
            after.plot(*hidden(line).T, color=GREY, lw=0.5)
    scatter_classes(before, CORNERS, y, 12)
    scatter_classes(after, hidden(CORNERS), y, 12)
    for corner in CORNERS:
        before.annotate(f"({corner[0]}, {corner[1]})", corner, (8, 8), textcoords="offset points", fontsize=9)
    for text, place in zip(("(0, 0)", "(0, 1) and (1, 0)", "(1, 1)"), hidden(CORNERS[[0, 1, 3]]), strict=True):
        after.annotate(text, place, (8, 6), textcoords="offset points", fontsize=9)
    draw_line(after, (1, 1), -1.5, reach=3, color=ORANGE, ls="--", lw=2)
    before.set(xlim=(-0.3, 1.45), ylim=(-0.3, 1.3), aspect="equal")
    after.set(xlim=(-0.2, 1.5), ylim=(-0.2, 1.3), aspect="equal")
    label(before, "The inputs: no line separates them", "$x_1$", "$x_2$")
    label(after, "After the hidden layer: one line is enough", "$h_1$ (OR)", "$h_2$ (NAND)")
    show(
        figure,
        "Left: XOR's four points on a regular grid. Right: the same grid after the hidden layer, folded into a bow on "
        "which (0, 1) and (1, 0) lie close together; a dashed straight line separates them from (0, 0) and (1, 1).",
    )
