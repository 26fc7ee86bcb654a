"""Worlds of squares: values, policies and paths in them."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from dlcourse.plots.animation import animate
from dlcourse.plots.style import COLOURS, DARK, GREY, LINES, MARKERS, new_figure, show

ARROWS = ((0, -0.3), (0.3, 0), (0, 0.3), (-0.3, 0))  # up, right, down, left, as (columns, rows)
HATCHED = {"wall": "xx", "cliff": "///"}


def _sheet(ax: Axes, shape: tuple[int, int], marks: Mapping[str, Sequence[int]]) -> None:
    """An empty grid, with named squares: wall and cliff are hatched, others get their name's first letter."""
    rows, columns = shape
    ax.set(xlim=(-0.5, columns - 0.5), ylim=(rows - 0.5, -0.5), aspect="equal")
    ax.set_xticks(np.arange(columns))
    ax.set_yticks(np.arange(rows))
    ax.tick_params(length=0, labelsize=8)
    for spine in ax.spines.values():
        spine.set_visible(False)
    ax.set_xlabel("column", fontsize=9)
    ax.set_ylabel("row", fontsize=9)
    for row in range(rows):
        for column in range(columns):
            ax.add_patch(Rectangle((column - 0.5, row - 0.5), 1, 1, fill=False, ec=GREY, lw=0.7))
    for name, squares in marks.items():
        for square in squares:
            row, column = divmod(square, columns)
            if name in HATCHED:
                ax.add_patch(Rectangle((column - 0.5, row - 0.5), 1, 1, fc="white", ec=GREY, hatch=HATCHED[name]))
            else:
                ax.text(column, row, name[0].upper(), ha="center", va="center", fontsize=12, weight="bold", zorder=5,
                        bbox={"fc": "white", "ec": DARK, "boxstyle": "circle,pad=0.2", "lw": 0.8})  # fmt: skip


def _values(ax: Axes, values: np.ndarray, shape: tuple[int, int], low: float, high: float) -> None:
    ax.imshow(values.reshape(shape), cmap="cividis", vmin=low, vmax=high, alpha=0.75)


def _arrows(ax: Axes, policy: np.ndarray, shape: tuple[int, int], without: set[int]) -> None:
    """An arrow for the action of each square; the tail is left of the middle, so that a number fits below."""
    for state, action in enumerate(policy):
        if state not in without and action >= 0:
            (row, column), (dx, dy) = divmod(state, shape[1]), ARROWS[action]
            ax.annotate("", (column + dx, row + dy), (column - dx, row - dy),
                        arrowprops={"arrowstyle": "-|>", "color": DARK, "lw": 1.2})  # fmt: skip


def _marked(marks: Mapping[str, Sequence[int]]) -> set[int]:
    return {square for name, squares in marks.items() if name != "start" for square in squares}


def _frame(
    values: np.ndarray,
    policy: np.ndarray | None,
    shape: tuple[int, int],
    marks: Mapping[str, Sequence[int]],
    title: str,
    limits: tuple[float, float],
) -> Figure:
    rows, columns = shape
    figure, ax = new_figure(width=0.62 * columns + 1.6, height=0.62 * rows + 1.1)
    _values(ax, values, shape, *limits)
    _sheet(ax, shape, marks)
    if policy is not None:
        _arrows(ax, policy, shape, _marked(marks))
    bar = figure.colorbar(ax.images[0], ax=ax, shrink=0.8)
    bar.set_label("value", fontsize=9)
    bar.ax.tick_params(labelsize=8)
    ax.set_title(title, fontsize=11, loc="left")
    return figure


def world(shape: tuple[int, int], marks: Mapping[str, Sequence[int]], title: str) -> None:
    """An empty world with its named squares (state = row × columns + column)."""
    figure, ax = new_figure(width=0.62 * shape[1] + 1.0, height=0.62 * shape[0] + 1.0)
    _sheet(ax, shape, marks)
    ax.set_title(title, fontsize=11, loc="left")
    told = "; ".join(f"{name}: {len(squares)} squares" for name, squares in marks.items())
    show(figure, f"A grid of {shape[0]} rows and {shape[1]} columns. {told}.")


def policies(
    solved: Mapping[str, tuple[np.ndarray, np.ndarray]],
    shape: tuple[int, int],
    marks: Mapping[str, Sequence[int]],
    title: str,
) -> None:
    """Values `(states,)` as shades with numbers, and policies `(states,)` as arrows, a panel for each name."""
    rows, columns = shape
    figure, axes = new_figure(
        len(solved), width=(0.72 * columns + 0.6) * len(solved), height=0.72 * rows + 1.3, squeeze=False
    )
    for ax, (name, (values, policy)) in zip(axes.flat, solved.items(), strict=True):
        _values(ax, values, shape, min(values.min(), 0), max(values.max(), 0.1))
        _sheet(ax, shape, marks)
        _arrows(ax, policy, shape, _marked(marks))
        for state in set(range(rows * columns)) - _marked(marks):
            row, column = divmod(state, columns)
            ax.text(column + 0.46, row + 0.44, f"{values[state]:.2f}", fontsize=7, ha="right", va="bottom")
        ax.set_title(name, fontsize=10, loc="left")
    figure.suptitle(title, fontsize=11)
    told = "; ".join(f"{name}: highest value {values.max():.2f}" for name, (values, _) in solved.items())
    show(figure, f"Grids with a value in each square, and an arrow for the best action. {told}.")


def sweeps(
    frames: Mapping[str, np.ndarray], shape: tuple[int, int], marks: Mapping[str, Sequence[int]], alt: str
) -> None:
    """An animation of values `(states,)` while they spread; each frame has its title."""
    limits = (float(min(v.min() for v in frames.values())), float(max(v.max() for v in frames.values())))
    figures = [_frame(values, None, shape, marks, title, limits) for title, values in frames.items()]
    animate(figures, alt, frames_per_second=2)


def learning(
    frames: Sequence[tuple[int, np.ndarray]], shape: tuple[int, int], marks: Mapping[str, Sequence[int]], alt: str
) -> None:
    """An animation of a table Q `(states, actions)` while it is learned; a frame is (episode, Q)."""
    limits = (float(min(np.quantile(q.max(axis=1), 0.02) for _, q in frames)), 0.0)
    figures = []
    for episode, q in frames:
        tried = np.ptp(q, axis=1) > 0
        policy = np.where(tried, q.argmax(axis=1), -1)
        figures.append(_frame(q.max(axis=1), policy, shape, marks, f"After episode {episode}", limits))
    animate(figures, alt, frames_per_second=3)


def paths(
    walks: Mapping[str, Sequence[int]], shape: tuple[int, int], marks: Mapping[str, Sequence[int]], title: str
) -> None:
    """Walks through one world, a line each: lists of states."""
    figure, ax = new_figure(width=0.66 * shape[1] + 0.8, height=0.66 * shape[0] + 1.5)
    _sheet(ax, shape, marks)
    looks = zip(walks.items(), COLOURS, LINES, MARKERS, (-0.12, 0.12, 0), strict=False)
    for (name, walk), colour, line, marker, shift in looks:
        rows, columns = np.divmod(np.asarray(walk), shape[1])
        ax.plot(columns + shift, rows + shift, ls=line, marker=marker, color=colour, lw=2.2, ms=5, label=name)
    ax.legend(frameon=False, fontsize=9, loc="upper center", bbox_to_anchor=(0.5, -0.18), ncols=len(walks))
    ax.set_title(title, fontsize=11, loc="left")
    told = "; ".join(
        f"{name}: {len(walk) - 1} steps, highest in row {min(s // shape[1] for s in walk)}"
        for name, walk in walks.items()
    )
    show(figure, f"Paths from S to G in a grid of {shape[0]} rows. {told}.")
