"""Optimisers compared: their paths on surfaces, learning rates too small and too large, loss by step and by time."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from dlcourse.plots.animation import animate
from dlcourse.plots.optimizers.surfaces import Surface, descend, draw_surface, local_minima, ravine, saddle, turned
from dlcourse.plots.style import BLUE, COLOURS, DARK, LINES, MARKERS, ORANGE, label, new_figure, show

# Six optimisers need one style more than the palette has.
LOOKS = [
    {"color": colour, "ls": line, "marker": marker}
    for colour, line, marker in zip((DARK, *COLOURS), ((0, (7, 2)), *LINES), ("P", *MARKERS), strict=False)
]


def puzzle() -> None:
    """A long valley and three first steps of different length. The question: where does each lead?"""
    valley = ravine()
    w = np.array(valley.start)
    slope = -valley.gradient(w)
    figure, ax = new_figure(width=7.0, height=3.6)
    draw_surface(ax, valley, levels=9)
    ax.plot(*w, "o", color=BLUE, ms=10)
    for name, rate, look in (("A", 0.3, "-"), ("B", 0.6, "--"), ("C", 1.1, ":")):
        end = w + rate * slope
        ax.annotate("", end, w, arrowprops={"arrowstyle": "->", "ls": look, "lw": 1.8, "color": ORANGE})
        ax.annotate(name, end, (6, -3), textcoords="offset points", fontsize=11, fontweight="bold")
    label(
        ax, "All three steps go straight downhill. Where would you land after twenty?", "weight $w_1$", "weight $w_2$"
    )
    show(
        figure,
        "A long narrow valley seen from above, its deepest point marked by a cross. From a ball on its side three "
        "arrows of different lengths, A, B and C, point the same way: across the valley, hardly towards the cross.",
    )


def learning_rates(make: Callable, rates: Sequence[float], steps: int = 30) -> None:
    """Three runs of `make(rate)` down the ravine, above, and the height of each by step, below."""
    valley = ravine()
    figure, axes = new_figure(3, 2, width=8.6, height=5.0, sharey="row")
    for ax, curve, rate, name in zip(*axes, rates, ("too small", "right", "too large"), strict=True):
        path = descend(make(rate), valley, steps)
        heights = valley.height(path.T)
        draw_surface(ax, valley, levels=9)
        ax.plot(*path.T, "o-", color=BLUE, ms=3, lw=1)
        label(ax, f"η = {rate:g}: {name}", "$w_1$", "$w_2$" if rate == rates[0] else "")
        curve.semilogy(heights, color=BLUE)
        curve.set_ylim(1e-3, 1e4)
        label(curve, f"after {steps} steps: {heights[-1]:.2g}", "step", "loss" if rate == rates[0] else "")
    show(
        figure,
        "Three columns, one learning rate each. Too small: the path crawls and the loss falls slowly. Right: it "
        "reaches the cross. Too large: it jumps from side to side, further each time, and the loss rises.",
    )


def race(optimizers: Mapping[str, Callable], steps: int = 63, every: int = 7) -> None:
    """All optimisers on three surfaces at once, animated. `optimizers` maps a name to a function that makes one."""
    surfaces = [ravine(), saddle(), local_minima()]
    paths = [[descend(make(), surface, steps) for make in optimizers.values()] for surface in surfaces]
    frames = [_race_frame(surfaces, paths, list(optimizers), step) for step in range(0, steps + 1, every)]
    ends = "; ".join(
        f"{surface.name}: {', '.join(_arrived(surface, optimizers, runs)) or 'none'}"
        for surface, runs in zip(surfaces, paths, strict=True)
    )
    animate(
        frames,
        f"Six optimisers race on a ravine, a saddle and a field of local minima. After {steps} steps these are within "
        f"0.5 of a deepest point. {ends}.",
    )


def arrival(optimizer: Any, surface: str, within: float = 0.5, most: int = 300) -> int | None:
    """The number of steps until an optimiser is that close to one of the deepest points; None if it never is."""
    chosen = {
        "ravine": ravine(),
        "turned ravine": turned(ravine(), 45),
        "saddle": saddle(),
        "local minima": local_minima(),
    }[surface]
    path = descend(optimizer, chosen, most)
    distance = np.linalg.norm(path[:, None] - np.array(chosen.minima), axis=2).min(axis=1)
    near = np.flatnonzero(distance < within)
    return int(near[0]) if near.size else None


def _arrived(surface: Surface, names, runs) -> list[str]:
    """The names of the optimisers that are within 0.5 of one of the deepest points."""
    minima = np.array(surface.minima)
    return [n for n, run in zip(names, runs, strict=True) if np.linalg.norm(minima - run[-1], axis=1).min() < 0.5]


def _race_frame(surfaces, paths, names, step: int) -> Figure:
    figure, axes = new_figure(3, width=8.4, height=3.4)
    for ax, surface, runs in zip(axes, surfaces, paths, strict=True):
        draw_surface(ax, surface, levels=7)
        for size, name, run, look in zip((12, 10, 9, 9, 7, 6), names, runs, LOOKS, strict=True):
            ax.plot(*run[: step + 1].T, **(look | {"marker": ""}), lw=1.3)
            ax.plot(*run[step], **(look | {"ls": ""}), ms=size, mec="white", label=name)
        label(ax, surface.name, "$w_1$", "$w_2$" if surface is surfaces[0] else "")
    figure.suptitle(f"After {step} steps (× marks the deepest points)", fontsize=11)
    figure.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=6, frameon=False, fontsize=9)
    return figure


def noise_of_batches(sizes: Sequence[int], seed: int = 3) -> None:
    """The path of gradient descent to the best line through 256 points, for several batch sizes."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=256)
    y = 2 * x + 1 + rng.normal(size=256)
    X = np.stack([x, np.ones(256)], axis=1)
    best = np.linalg.lstsq(X, y, rcond=None)[0]
    figure, axes = new_figure(len(sizes), width=8.6, height=3.3, sharey=True, sharex=True)
    for ax, size in zip(axes, sizes, strict=True):
        w, path = np.array([-0.5, -0.5]), [np.array([-0.5, -0.5])]
        for _ in range(60):
            batch = rng.choice(256, size, replace=False)
            w = w - 0.1 * 2 * X[batch].T @ (X[batch] @ w - y[batch]) / size
            path.append(w)
        ax.plot(*np.array(path).T, "o-", color=BLUE, ms=2.5, lw=0.9)
        ax.plot(*best, "x", color="black", ms=9, mew=2)
        label(ax, f"batch of {size}", "slope", "intercept" if size == sizes[0] else "")
    figure.suptitle("A larger batch gives a calmer path (60 steps each, η = 0.1; × is the best line)", fontsize=11)
    show(
        figure,
        f"One panel for each batch size {', '.join(map(str, sizes))}: the path of 60 steps to the best line. With one "
        "sample it staggers, with a mini-batch it wobbles, with all samples it is a smooth curve.",
    )


def rates_over_time(decayed: Callable, lr: float, factors: Sequence[float]) -> None:
    """Time decay: the learning rate against the step, for several p."""
    figure, ax = new_figure(height=2.7)
    steps = np.arange(101)
    for p, colour, line in zip(factors, COLOURS, LINES, strict=False):
        ax.plot(steps, [decayed(lr, p, int(n)) for n in steps], color=colour, ls=line, label=f"p = {p:g}")
    ax.set_ylim(0)
    label(ax, "Time decay: large steps first, small ones later", "step n", "learning rate")
    ax.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1, 1))
    show(
        figure, f"Learning rate against step for p = {', '.join(map(str, factors))}: the larger p, the faster it falls."
    )


def losses_by_step(curves: Mapping[str, Sequence[float]], title: str, x: str = "epoch") -> None:
    """One training curve for each name."""
    figure, ax = new_figure(height=3.3)
    for (name, losses), look in zip(curves.items(), LOOKS, strict=False):
        ax.plot(range(1, len(losses) + 1), losses, **look, ms=4, lw=1.4, label=name)
    label(ax, title, x, "training loss (nats)")
    ax.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1, 1))
    ends = ", ".join(f"{name} {losses[-1]:.3f}" for name, losses in curves.items())
    show(figure, f"Training loss against {x}, one curve a name. At the end: {ends}.")


def step_and_clock(runs: Mapping[str, tuple[Sequence[float], Sequence[float]]]) -> None:
    """The same runs against updates and against time; `runs` gives each name (seconds, losses), one entry an update."""
    figure, (steps, clock) = new_figure(2, width=8.6, height=3.4, sharey=True)
    for (name, (seconds, losses)), look in zip(runs.items(), LOOKS[1:], strict=False):
        style = {"color": look["color"], "ls": look["ls"], "lw": 1.4, "label": name}
        steps.semilogx(range(1, len(losses) + 1), losses, **style)
        clock.semilogx(np.asarray(seconds) * 1000, losses, **style)
    label(steps, "By update: large batches are calmer", "update", "training loss (nats)")
    label(clock, "By the clock: the full batch comes last", "milliseconds")
    steps.legend(frameon=False, fontsize=9)
    show(
        figure,
        "Two panels with the same training runs. Against the number of updates the smallest batch is the noisiest, and "
        "the other two fall alike; against the time passed the largest comes last, as each of its updates costs more.",
    )


def table_of_scores(scores: np.ndarray, names: Sequence[str], rates: Sequence[float]) -> None:
    """Mean ± standard deviation of accuracies `(optimisers, rates, seeds)`, as a table with shades; ★ at the best."""
    means, spreads = scores.mean(axis=-1), scores.std(axis=-1, ddof=1)
    figure, ax = new_figure(width=7.0, height=3.4)
    shades = ax.imshow(means, cmap="cividis", vmin=0, aspect="auto")
    for (i, j), mean in np.ndenumerate(means):
        text = f"{mean:.3f} ± {spreads[i, j]:.3f}" + (" ★" if mean == means.max() else "")
        ax.text(j, i, text, ha="center", va="center", fontsize=9, color="black" if shades.norm(mean) > 0.5 else "white")
    ax.set_xticks(range(len(rates)), [f"{rate:g}" for rate in rates])
    ax.set_yticks(range(len(names)), names)
    figure.colorbar(shades, ax=ax).set_label("validation accuracy", fontsize=9)
    label(ax, "The learning rate decides more than the name of the optimiser", "learning rate", "")
    rows = "; ".join(f"{n}: {', '.join(f'{m:.3f}' for m in row)}" for n, row in zip(names, means, strict=True))
    show(figure, f"Mean validation accuracy over the seeds, a row an optimiser, a column a learning rate. {rows}.")
