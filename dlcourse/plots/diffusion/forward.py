"""How data are destroyed: the puzzle, rows of fading digits, and schedules of the noise."""

from collections.abc import Sequence

import numpy as np

from dlcourse.plots.style import BLUE, COLOURS, DARK, GREY, LINES, ORANGE, label, new_figure, show


def puzzle(points: np.ndarray, shares: Sequence[float], mark: tuple[float, float]) -> None:
    """Points `(n, 2)` after three amounts of noise, with one place marked in each picture.

    Args:
        shares: how much of the data's variance is left, one number a picture.
        mark: the place that is marked, the same in each.
    """
    rng = np.random.default_rng(12)
    figure, axes = new_figure(1 + len(shares), width=9.2, height=3.0, sharey=True)
    for ax, name, share in zip(axes, ("the data", "A", "B", "C"), (1.0, *shares), strict=True):
        noisy = np.sqrt(share) * points + np.sqrt(1 - share) * rng.normal(size=points.shape)
        ax.plot(*noisy.T, ".", ms=2.5, color=DARK if share == 1 else BLUE, alpha=0.7)
        if share < 1:
            ax.plot(*mark, "*", ms=15, color=ORANGE, mec=DARK)
        ax.set(xlim=(-3.4, 3.4), ylim=(-3.4, 3.4), aspect="equal")
        label(ax, name, "$x_1$", "$x_2$" if share == 1 else "")
    figure.suptitle("Noise was added, more from A to C: where did the starred point come from?", fontsize=11)
    show(
        figure,
        "Four clouds of points. The data: eight blobs on a ring. A: the blobs are wider, but apart. B: one wide "
        f"cloud, a little thinner in its middle. C: one round cloud. In A, B and C a star marks the place {mark}.",
    )


def fading(images: np.ndarray, steps: Sequence[int], shares: Sequence[float]) -> None:
    """Digits while they are destroyed: images `(digits, steps, 8, 8)`, one row a digit, with the share of signal."""
    figure, axes = new_figure(len(steps), len(images), width=8.6, height=0.95 * len(images) + 1.0, squeeze=False)
    for row, line in zip(axes, images, strict=True):
        for ax, image in zip(row, line, strict=True):
            ax.imshow(image, cmap="gray_r", vmin=-1.5, vmax=1.5)
            ax.axis("off")
    for ax, step, share in zip(axes[0], steps, shares, strict=True):
        ax.set_title(f"t = {step}\n{share:.1%} signal" if step >= 0 else "clean\n100% signal", fontsize=9)
    figure.suptitle("Each step takes a little of the picture and puts noise in its place", fontsize=11)
    told = ", ".join(f"{share:.1%} at t = {step}" for step, share in zip(steps, shares, strict=True) if step >= 0)
    show(figure, f"{len(images)} rows of digits that fade into grey noise from left to right. Share of signal: {told}.")


def schedules(curves: dict[str, np.ndarray]) -> None:
    """Schedules `alpha_bar` by name: what is left of the signal, and the signal-to-noise ratio."""
    figure, (left, right) = new_figure(2, width=9.0, height=3.2, sharex=True)
    for (name, alpha_bar), colour, line in zip(curves.items(), COLOURS, LINES, strict=False):
        t = np.arange(len(alpha_bar))
        left.plot(t, alpha_bar, ls=line, color=colour, label=name)
        right.semilogy(t, alpha_bar / (1 - alpha_bar), ls=line, color=colour, label=name)
    right.axhline(1, color=GREY, lw=0.8)
    right.text(len(alpha_bar), 1.5, "as much signal as noise", fontsize=9, ha="right", color=DARK)
    right.set_ylim(1e-5, 1e4)
    left.legend(frameon=False, fontsize=9)
    label(left, "Cosine spends fewer steps on almost pure noise", "step t", "share of signal $\\bar\\alpha_t$")
    label(right, "The same as a signal-to-noise ratio", "step t", "ratio (log scale)")
    gone = {name: int(np.sum(alpha_bar < 0.05)) for name, alpha_bar in curves.items()}
    told = ", ".join(f"{name} {count}" for name, count in gone.items())
    total = len(next(iter(curves.values())))
    show(
        figure,
        "Left: the share of signal falls from 1 to almost 0; linear falls early, cosine evenly. Right: the "
        f"signal-to-noise ratio falls over many powers of ten. Of {total} steps, this many have less than 5% signal: "
        f"{told}.",
    )
