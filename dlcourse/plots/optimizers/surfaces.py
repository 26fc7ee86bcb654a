"""Three surfaces on which optimisers behave differently: a ravine, a saddle, and one with many local minima.

Each surface gives its height and its gradient at a point `w` of shape `(2,)`; heights also work on a grid `(2, …)`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from dlcourse.plots.style import GREY


@dataclass(frozen=True)
class Surface:
    """A function of two weights, the point where runs on it start, and the part of the plane to draw."""

    name: str
    height: Callable[[np.ndarray], np.ndarray]
    gradient: Callable[[np.ndarray], np.ndarray]
    start: tuple[float, float]
    x: tuple[float, float]
    y: tuple[float, float]
    minima: tuple[tuple[float, float], ...]  # the global ones


def ravine() -> Surface:
    """w₁²/20 + w₂²: its curvature is twenty times larger across the valley than along it."""
    return Surface(
        "ravine",
        lambda w: w[0] ** 2 / 20 + w[1] ** 2,
        lambda w: np.array([w[0] / 10, 2 * w[1]]),
        (-7.0, 2.0), (-8, 4), (-3, 3), ((0.0, 0.0),),
    )  # fmt: skip


def turned(surface: Surface, degrees: float) -> Surface:
    """A surface turned about the origin, with its start and its minima."""
    angle = np.deg2rad(degrees)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return replace(
        surface,
        height=lambda w: surface.height(np.tensordot(turn.T, w, axes=1)),
        gradient=lambda w: turn @ surface.gradient(turn.T @ w),
        start=tuple(turn @ surface.start),
        minima=tuple(tuple(turn @ minimum) for minimum in surface.minima),
    )


def saddle() -> Surface:
    """w₁² − w₂² + w₂⁴/4: flat at the origin, falling to both sides, with minima at w₂ = ±√2."""
    return Surface(
        "saddle",
        lambda w: w[0] ** 2 - w[1] ** 2 + w[1] ** 4 / 4,
        lambda w: np.array([2 * w[0], -2 * w[1] + w[1] ** 3]),
        (-1.5, 0.001), (-2, 2), (-2, 2), ((0.0, 2**0.5), (0.0, -(2**0.5))),
    )  # fmt: skip


def local_minima() -> Surface:
    """(w₁² + w₂²)/8 − 0.35 (cos 2w₁ + cos 2w₂): a wide bowl full of dents; the deepest is at the origin."""
    return Surface(
        "local minima",
        lambda w: (w[0] ** 2 + w[1] ** 2) / 8 - 0.35 * (np.cos(2 * w[0]) + np.cos(2 * w[1])),
        lambda w: np.asarray(w) / 4 + 0.7 * np.sin(2 * np.asarray(w)),
        (4.4, 3.4), (-2, 5), (-2, 4), ((0.0, 0.0),),
    )  # fmt: skip


def descend(optimizer: Any, surface: Surface, steps: int) -> np.ndarray:
    """The points `(steps + 1, 2)` that `optimizer.step([w], [gradient])` visits from the surface's start."""
    w = np.array(surface.start)
    path = [w.copy()]
    with np.errstate(all="ignore"):  # with too large a learning rate, values may overflow: the picture shows it
        for _ in range(steps):
            optimizer.step([w], [surface.gradient(w)])
            path.append(w.copy())
    return np.array(path)


def draw_surface(ax: Axes, surface: Surface, levels: int = 12) -> None:
    """Lines of equal height, and a cross at each deepest point."""
    w = np.stack(np.meshgrid(np.linspace(*surface.x, 120), np.linspace(*surface.y, 120)))
    height = surface.height(w)
    by_rank = np.quantile(height, np.linspace(0.02, 0.95, levels))  # evenly spread lines show the dents as well
    ax.contour(*w, height, levels=by_rank, colors=GREY, linewidths=0.5, linestyles="solid")
    ax.plot(*np.array(surface.minima).T, "x", color="black", ms=8, mew=2)
    ax.set(xlim=surface.x, ylim=surface.y)
