"""What networks with two inputs have learned: the plane, their borders in it, and the plane after a hidden layer."""

from collections.abc import Callable, Sequence

import numpy as np
from matplotlib.axes import Axes

from dlcourse.plots.style import BLUE, DARK, GREY, ORANGE, label, new_figure, show

CLASSES = (("s", "white"), ("o", BLUE), ("^", ORANGE))  # classes differ in shape and in lightness
SHADES = ("#F4F4F4", "#BBD9EC", "#F7DFA6")


def _scatter(ax: Axes, X: np.ndarray, y: np.ndarray, size: float) -> None:
    for number, (marker, colour) in enumerate(CLASSES[: y.max() + 1]):
        ax.plot(*X[y == number].T, marker, ms=size, mfc=colour, mec=DARK, ls="", label=f"class {number}")


def _grid(low: float, high: float, steps: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Two matrices of coordinates, and the same points as rows (steps · steps, 2)."""
    x1, x2 = np.meshgrid(*[np.linspace(low, high, steps)] * 2)
    return x1, x2, np.stack([x1.ravel(), x2.ravel()], axis=1)


def _regions(ax: Axes, low: float, high: float, model: Callable[[np.ndarray], np.ndarray], steps: int) -> None:
    """Shade the plane by the class with the largest logit, with a dark line between the classes."""
    x1, x2, points = _grid(low, high, steps)
    found = model(points).argmax(axis=1).reshape(x1.shape)
    ax.contourf(x1, x2, found, levels=[-0.5, 0.5, 1.5, 2.5], colors=SHADES)
    for number in np.unique(found)[1:]:
        ax.contour(x1, x2, found >= number, levels=[0.5], colors=DARK, linewidths=0.8)


def hidden_space(network: Callable[[np.ndarray], tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray) -> None:
    """The plane before and after a hidden layer of two units: grid lines, the samples, and the network's border.

    Args:
        network: gives the logits (points, 2) and the hidden activations (points, 2) of points (points, 2).
    """
    figure, (before, after) = new_figure(2, width=8.6, height=3.9)
    _regions(before, -0.3, 1.3, lambda points: network(points)[0], 200)
    for fixed in np.linspace(-0.2, 1.2, 15):
        moving = np.linspace(-0.2, 1.2, 60)
        for line in (np.stack([np.full(60, fixed), moving], 1), np.stack([moving, np.full(60, fixed)], 1)):
            before.plot(*line.T, color=GREY, lw=0.4)
            after.plot(*network(line)[1].T, color=GREY, lw=0.5)
    _scatter(before, X, y, 11)
    _scatter(after, network(X)[1], y, 11)
    for inputs, place in zip(X, network(X)[1], strict=True):
        name = f"({inputs[0]:.0f}, {inputs[1]:.0f})"
        right, top = (place[0] < 0.5), (place[1] < 0.5 or inputs[0] < 0.5)
        after.annotate(name, place, (9 if right else -9, 7 if top else -14), textcoords="offset points", fontsize=8,
                       ha="left" if right else "right")  # fmt: skip
    _straight_border(after, network)
    before.set(xlim=(-0.3, 1.3), ylim=(-0.3, 1.3), aspect="equal")
    after.set(xlim=(-0.2, 1.2), ylim=(-0.2, 1.25), aspect="equal")
    label(before, "The inputs: no single line separates them", "$x_1$", "$x_2$")
    label(after, "The hidden layer: one straight line does", "$h_1$", "$h_2$")
    before.legend(frameon=True, fontsize=8, loc="upper center", ncols=2)
    places = ", ".join(f"({a:.0f}, {b:.0f}) goes to ({h1:.2f}, {h2:.2f})" for (a, b), (h1, h2) in
                       zip(X, network(X)[1], strict=True))  # fmt: skip
    show(
        figure,
        "Left: the four inputs of XOR on a regular grid, and the network's two classes over the plane. Right: "
        f"the same points and grid after the hidden layer, with the border as a straight dashed line: {places}.",
    )


def _straight_border(ax: Axes, network: Callable[[np.ndarray], tuple[np.ndarray, np.ndarray]]) -> None:
    """The line where both logits are equal, in the plane of the hidden units (fitted: the logits are linear)."""
    _, _, points = _grid(-1.0, 2.0, 12)
    z, hidden = network(points)
    w1, w2, b = np.linalg.lstsq(np.column_stack([hidden, np.ones(len(hidden))]), z[:, 1] - z[:, 0], rcond=None)[0]
    ends = np.array([-2.0, 3.0])
    ax.axline(*((t, -(b + w1 * t) / w2) for t in ends), color=DARK, ls="--", lw=1.2)


def moons(network: Callable, line: Sequence[float], X: np.ndarray, y: np.ndarray) -> None:
    """The half-moons with the border of a network of `Value`s, and the straight line beside it."""
    figure, ax = new_figure(width=7.4, height=3.5)
    x1, x2 = np.meshgrid(np.linspace(-1.6, 2.6, 57), np.linspace(-1.1, 1.6, 37))
    outputs = np.array([network([a, b]).data for a, b in zip(x1.ravel(), x2.ravel(), strict=True)])
    ax.contourf(x1, x2, outputs.reshape(x1.shape) > 0, levels=[-0.5, 0.5, 1.5], colors=SHADES[:2])
    ax.contour(x1, x2, outputs.reshape(x1.shape), levels=[0], colors=DARK, linewidths=1.2)
    ends = np.array([-1.6, 2.6])
    ax.plot(ends, -(line[2] + line[0] * ends) / line[1], color=ORANGE, ls="--", label="straight line (least squares)")
    _scatter(ax, X, y, 6)
    ax.plot([], [], color=DARK, lw=1.2, label="border of your network")
    ax.legend(frameon=False, fontsize=8, loc="upper left", bbox_to_anchor=(1, 1))
    ax.set(xlim=(-1.6, 2.6), ylim=(-1.1, 1.6), aspect="equal")
    label(ax, "A network of single numbers bends its border between the moons", "$x_1$", "$x_2$")
    right = np.mean((np.array([network(list(point)).data for point in X]) > 0) == y)
    show(
        figure,
        f"Two half-moons of {len(X)} points, each bent round the end of the other. The network's curved border has "
        f"{right:.0%} of them on the right side; a dashed straight line cuts through both moons.",
    )


def decision_regions(models: dict[str, Callable[[np.ndarray], np.ndarray]], X: np.ndarray, y: np.ndarray) -> None:
    """For each model, the class of every point of the plane, and the samples; `models` gives logits (points, 3)."""
    figure, axes = new_figure(len(models), width=4.4 * len(models), height=4.1, sharey=True)
    shares = []
    for ax, (name, model) in zip(np.atleast_1d(axes), models.items(), strict=True):
        _regions(ax, -1.15, 1.15, model, 240)
        _scatter(ax, X, y, 4)
        shares.append(np.mean(model(X).argmax(axis=1) == y))
        ax.set(xlim=(-1.15, 1.15), ylim=(-1.15, 1.15), aspect="equal")
        label(ax, f"{name}: {shares[-1]:.0%} of these points", "$x_1$", "$x_2$" if ax is np.atleast_1d(axes)[0] else "")
    np.atleast_1d(axes)[-1].legend(fontsize=8, loc="lower right")
    figure.suptitle("Straight cuts cannot follow a spiral; a hidden layer can", fontsize=11)
    show(
        figure,
        "The points of three spiral arms over the plane, shaded by the class that a model gives to each place. "
        + "; ".join(f"{name} has {share:.0%} of the points right" for name, share in zip(models, shares, strict=True))
        + ".",
    )
