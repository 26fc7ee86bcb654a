"""Gradients through time: how they shrink or grow with the lag, and how clipping changes a step."""

from collections.abc import Mapping, Sequence

import numpy as np

from dlcourse.plots.style import BLUE, COLOURS, DARK, GREY, LINES, MARKERS, ORANGE, label, new_figure, show


def gradient_against_lag(norms: Mapping[str, Sequence[float]]) -> None:
    """How strongly the last state depends on the input some steps before, one curve a recurrent matrix."""
    figure, ax = new_figure(width=7.6, height=3.5)
    looks = zip(COLOURS, LINES, MARKERS, strict=True)
    for (name, values), (colour, line, marker) in zip(norms.items(), looks, strict=False):
        relative = np.asarray(values) / values[0]
        ax.semilogy(relative, ls=line, marker=marker, markevery=5, ms=5, color=colour, label=name)
    ax.axhline(1, color=GREY, lw=0.8)
    ax.set_ylim(1e-10, None)
    ax.legend(frameon=False, fontsize=9, title="spectral radius of W", loc="upper left", bbox_to_anchor=(1, 1))
    label(ax, "A factor at each step: gradients fade or explode", "lag (steps back)", "gradient norm, 1 at lag 0")
    ends = "; ".join(f"{name}: {values[-1] / values[0]:.0e}" for name, values in norms.items())
    steps = len(next(iter(norms.values()))) - 1
    show(
        figure,
        "Gradient norm against lag on a logarithmic axis, a curve for each recurrent matrix: the smaller its spectral "
        f"radius, the faster it falls, and with the largest it rises. After {steps} steps, by spectral "
        f"radius: {ends} of the norm at lag 0.",
    )


def carried_on(losses: Mapping[str, np.ndarray], steps: int, mean_of: int = 10) -> None:
    """The loss of truncated backpropagation, piece after piece of `steps` steps, as a mean of some pieces."""
    figure, ax = new_figure(width=7.6, height=3.0)
    ends = []
    for (name, values), colour, line in zip(losses.items(), COLOURS, LINES, strict=False):
        smooth = np.asarray(values)[: len(values) // mean_of * mean_of].reshape(-1, mean_of).mean(axis=1)
        ax.plot(steps * mean_of * (1 + np.arange(len(smooth))), smooth, ls=line, lw=1.8, color=colour, label=name)
        ends.append(f"{name}: {smooth[-1]:.3f}")
    ax.set_ylim(0, None)
    ax.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1, 1))
    label(ax, f"Gradients of {steps} steps, memory for many more", "steps of the signal read", "mean squared error")
    show(figure, f"The loss over time, a curve for each way to begin a piece. At the end, {'; '.join(ends)}.")


def clipping_directions(gradient: Sequence[float], limit: float) -> None:
    """A gradient of two numbers, clipped by its norm and number by number: only the first keeps the direction."""
    g = np.asarray(gradient, dtype=float)
    norm = np.linalg.norm(g)
    arrows = (
        (g, "the gradient", GREY, "-"),
        (g * min(1, limit / norm), "clipped by norm", BLUE, "-"),
        (np.clip(g, -limit, limit), "each number clipped", ORANGE, "--"),
    )
    figure, ax = new_figure(width=7.0, height=3.4)
    ax.add_patch(_circle(limit))
    for end, name, colour, line in arrows:
        ax.annotate("", end, (0, 0), arrowprops={"arrowstyle": "->", "color": colour, "lw": 2.4, "ls": line})
        ax.plot([], [], color=colour, ls=line, lw=2.4, label=name)
    ax.set(xlim=(-1.15 * limit, 1.08 * g[0]), ylim=(-1.15 * limit, 1.3 * max(g[1], limit)), aspect="equal")
    ax.legend(frameon=False, fontsize=9, loc="lower right")
    label(ax, "Clipping by the norm keeps the direction", "gradient of the first weight", "of the second weight")
    show(
        figure,
        f"A long flat arrow is the gradient. Clipped by its norm it points the same way and ends on a circle of radius "
        f"{limit:g}; with each number clipped alone it points in another direction, and ends outside the circle.",
    )


def _circle(radius: float):
    from matplotlib.patches import Circle

    return Circle((0, 0), radius, fill=False, ec=DARK, ls=":", lw=1)
