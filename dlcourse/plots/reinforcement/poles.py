"""The cart and its pole. A state, `(4,)`: position (m), velocity (m/s), angle (rad), angular velocity (rad/s)."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from dlcourse.plots.animation import animate
from dlcourse.plots.style import BLUE, DARK, GREY, LIGHT, ORANGE, label, new_figure, show

TRACK, LEAN, LENGTH = 2.4, np.radians(12), 1.0  # where an episode ends (m, rad); the length of the pole (m)


def _draw(ax: Axes, observation: np.ndarray) -> None:
    position, angle = float(observation[0]), float(observation[2])
    ax.set(xlim=(-2.8, 2.8), ylim=(-0.35, 1.5), aspect="equal", yticks=[])
    ax.spines["left"].set_visible(False)
    ax.axhline(0, color=GREY, lw=1)
    for side in (-TRACK, TRACK):
        ax.axvline(side, color=GREY, ls=":", lw=1)
    ax.add_patch(Rectangle((position - 0.3, 0), 0.6, 0.25, fc=BLUE, ec=DARK))
    for lean in (-LEAN, LEAN):
        ax.plot([position, position + LENGTH * np.sin(lean)], [0.25, 0.25 + LENGTH * np.cos(lean)], color=LIGHT, lw=1.5)
    tip = (position + LENGTH * np.sin(angle), 0.25 + LENGTH * np.cos(angle))
    ax.plot([position, tip[0]], [0.25, tip[1]], color=ORANGE, lw=5, solid_capstyle="round")


def strip(observations: np.ndarray, steps: Sequence[int], title: str) -> None:
    """A few moments of one episode `(steps, 4)` side by side."""
    figure, axes = new_figure(len(steps), width=2.4 * len(steps), height=1.9, sharey=True, squeeze=False)
    for ax, step in zip(axes.flat, steps, strict=True):
        _draw(ax, observations[step])
        angle = np.degrees(observations[step, 2])
        ax.set_title(f"step {step}: angle {angle:.0f}°", fontsize=9)
        ax.set_xlabel("position (m)", fontsize=9)
    figure.suptitle(title, fontsize=11)
    told = ", ".join(f"{np.degrees(observations[step, 2]):.0f}° at step {step}" for step in steps)
    show(figure, f"A cart with a pole at {len(steps)} moments. The pole's angle: {told}.")


def play(episodes: Mapping[str, np.ndarray], *, every: int = 12, last: int = 192) -> None:
    """An animation of several episodes `(steps, 4)` at the same time; one that has ended stands still."""
    stops = range(0, min(last, max(map(len, episodes.values()))), every)
    told = "; ".join(f"{name}: {len(seen)} steps" for name, seen in episodes.items())
    animate(
        [_frame(episodes, step) for step in stops],
        f"An animation of carts with poles, one above the other. Until the episode ends: {told}.",
        frames_per_second=6,
    )


def _frame(episodes: Mapping[str, np.ndarray], step: int) -> Figure:
    figure, axes = new_figure(1, len(episodes), width=5.2, height=1.75 * len(episodes), sharex=True, squeeze=False)
    for ax, (name, seen) in zip(axes.flat, episodes.items(), strict=True):
        _draw(ax, seen[min(step, len(seen) - 1)])
        over = f"over after {len(seen)} steps" if step >= len(seen) else f"step {step}"
        ax.set_title(f"{name}: {over}", fontsize=10, loc="left")
    axes.flat[-1].set_xlabel("position (m)", fontsize=9)
    return figure


def pushes(policies: Mapping[str, np.ndarray], angles: np.ndarray, speeds: np.ndarray, title: str) -> None:
    """Where each policy pushes right: probabilities `(speeds, angles)`, for a cart that stands in the middle."""
    figure, axes = new_figure(len(policies), width=3.4 * len(policies) + 0.8, height=3.1, sharey=True, squeeze=False)
    extent = (float(np.degrees(angles[0])), float(np.degrees(angles[-1])), float(speeds[0]), float(speeds[-1]))
    for ax, (name, right) in zip(axes.flat, policies.items(), strict=True):
        picture = ax.imshow(right, cmap="cividis", vmin=0, vmax=1, origin="lower", extent=extent, aspect="auto")
        label(ax, name, "angle (°)", "angular velocity (rad/s)" if ax is axes.flat[0] else "")
    bar = figure.colorbar(picture, ax=axes, shrink=0.9)
    bar.set_label("probability of a push to the right", fontsize=9)
    figure.suptitle(title, fontsize=11)
    told = "; ".join(f"{name}: right in {np.mean(p > 0.5):.0%} of the plane" for name, p in policies.items())
    show(figure, f"Maps of the plane of angle and angular velocity, shaded where a policy pushes right. {told}.")
