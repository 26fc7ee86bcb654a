"""What gates do: how a gradient shrinks with the lag, and when gates open in a trained network."""

from collections.abc import Mapping

import numpy as np

from dlcourse.plots.style import COLOURS, DARK, LINES, MARKERS, label, new_figure, show


def gradient_by_lag(norms: Mapping[str, np.ndarray]) -> None:
    """The norm of d(last output)/d(input) against the lag of the input, for several networks; a log axis."""
    figure, ax = new_figure(width=7.6, height=3.6)
    for (name, values), colour, style, marker in zip(norms.items(), COLOURS, LINES, MARKERS, strict=False):
        ax.semilogy(values, ls=style, color=colour, marker=marker, ms=4, markevery=6, label=name)
    ax.set_ylim(1e-14, 10)
    ax.legend(frameon=False, fontsize=9, loc="lower left")
    label(
        ax,
        "The forget gate decides how far back the gradient reaches",
        "lag: time steps between the input and the last output",
        "norm of the gradient",
    )
    ends = ", ".join(f"{name} {values[-1]:.0e}" for name, values in norms.items())
    show(figure, f"Gradient norm against lag on a log axis, before training. At lag {len(values) - 1}: {ends}.")


def gates_over_time(X: np.ndarray, H: np.ndarray, C: np.ndarray, weights: tuple) -> None:
    """Heat maps of i, f, o and |c| while an LSTM reads one sequence of the adding problem.

    X (timesteps, 2) numbers and marks; H and C (timesteps, units); weights: W, R, b of the layer.
    """
    W, R, b = weights
    before = np.vstack([np.zeros_like(H[:1]), H[:-1]])
    i, f, _, o = np.split(1 / (1 + np.exp(-(X @ W + before @ R + b))), 4, axis=1)
    marked = np.flatnonzero(X[:, 1])
    rank = np.argsort(-np.abs(i[marked].mean(axis=0) - np.delete(i, marked, axis=0).mean(axis=0)))
    figure, axes = new_figure(1, 4, width=8.0, height=6.4, sharex=True)
    panels = [
        (i, "input gate i: opens at the marked steps (dashed lines)", "gate, 0 … 1"),
        (f, "forget gate f: how much each unit keeps", "gate, 0 … 1"),
        (o, "output gate o", "gate, 0 … 1"),
        (np.abs(C), "size of the cell state |c|: changes most where a mark comes in", "|c|"),
    ]
    for ax, (values, title, unit) in zip(axes, panels, strict=True):
        top = 1 if unit.startswith("gate") else None
        extent = (0.5, len(X) + 0.5, len(rank) + 0.5, 0.5)
        picture = ax.imshow(
            values[:, rank].T, aspect="auto", cmap="cividis", vmin=0, vmax=top, extent=extent, interpolation="nearest"
        )
        for step in marked:
            ax.axvline(step + 0.5, color="white", ls="--", lw=1.6)
            ax.axvline(step + 0.5, color=DARK, ls=":", lw=0.8)
        figure.colorbar(picture, ax=ax, pad=0.01, label=unit)
        label(ax, title, "", "unit")
    axes[-1].set_xlabel("time step", fontsize=10)
    at, off = i[marked].mean(), np.delete(i, marked, axis=0).mean()
    show(
        figure,
        f"Four heat maps, units by time steps. The input gates stand at {at:.2f} on average at the two marked steps "
        f"and at {off:.2f} elsewhere; the forget gates at {f.mean():.2f}. The cell state changes at the marks.",
    )
