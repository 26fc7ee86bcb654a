"""The adversarial game: samples of three generators, the two networks, and the generator's losses."""

from collections.abc import Callable

import numpy as np
from matplotlib.patches import FancyBboxPatch

from dlcourse.plots.style import BLUE, DARK, GREY, ORANGE, canvas, label, new_figure, show


def puzzle(points: np.ndarray, centres: np.ndarray) -> None:
    """The data, and three imitations with the same mean and covariance."""
    rng = np.random.default_rng(9)
    count = 600
    four = centres[::2][rng.integers(0, 4, count)] + rng.normal(0, 0.1, (count, 2))
    angle = rng.uniform(0, 2 * np.pi, count)
    band = 2 * np.stack([np.cos(angle), np.sin(angle)], axis=1) + rng.normal(0, 0.1, (count, 2))
    cloud = rng.normal(0, np.sqrt(2.01), (count, 2))
    figure, axes = new_figure(4, width=9.2, height=2.9, sharey=True)
    for ax, name, x in zip(axes, ("the data", "A", "B", "C"), (points[:count], cloud, four, band), strict=True):
        ax.plot(*x.T, ".", ms=2.5, color=DARK if name == "the data" else BLUE)
        ax.set(xlim=(-4, 4), ylim=(-4, 4), aspect="equal")
        label(ax, name, "$x_1$", "$x_2$" if name == "the data" else "")
    figure.suptitle("Same mean, same covariance: which forgery is the best?", fontsize=11)
    show(
        figure,
        "Four clouds of points. The data: eight blobs on a ring. A: one round cloud. B: four of the eight blobs. C: a "
        "closed band along the ring, without gaps.",
    )


def two_networks() -> None:
    """Noise → generator → discriminator ← data; the loss goes back along both paths."""
    figure, ax = new_figure(width=8.6, height=3.0)
    canvas(ax, 17.2, 6.0)
    boxes = {
        "noise\n$z$": (1.2, 1.6, 1.8, "white"),
        "generator\n$G$": (5.0, 1.6, 2.8, "#BBD9EC"),
        "generated\n$G(z)$": (9.0, 1.6, 2.4, "white"),
        "data\n$x$": (9.0, 4.6, 2.4, "white"),
        "discriminator\n$D$": (13.0, 3.1, 3.2, "#F6DFB0"),
    }
    for text, (x, y, width, colour) in boxes.items():
        shape = "round,pad=0,rounding_size=.2"
        ax.add_patch(FancyBboxPatch((x - width / 2, y - 0.65), width, 1.3, boxstyle=shape, fc=colour, ec=DARK))
        ax.text(x, y, text, ha="center", va="center", fontsize=10)
    arrows = [((2.1, 1.6), (3.6, 1.6)), ((6.4, 1.6), (7.8, 1.6)), ((10.2, 1.6), (11.4, 2.8))]
    for start, end in [*arrows, ((10.2, 4.6), (11.4, 3.4)), ((14.6, 3.1), (15.5, 3.1))]:
        ax.annotate("", end, start, arrowprops={"arrowstyle": "->", "color": DARK})
    ax.text(16.3, 3.1, "real?\n0 to 1", ha="center", va="center", fontsize=10)
    ax.annotate(
        "",
        (5.0, 0.85),
        (13.0, 2.4),
        arrowprops={"arrowstyle": "->", "color": ORANGE, "ls": "--", "lw": 1.6, "connectionstyle": "arc3,rad=-0.25"},
    )
    ax.text(9.6, 0.1, "the generator's gradient comes back through the discriminator", ha="center", fontsize=9)
    ax.set_title("The generator never sees the data: it learns from what gave it away", fontsize=11, loc="left")
    show(
        figure,
        "A diagram. Noise goes into the generator, whose samples go to the discriminator, as the data do. The "
        "discriminator says real or not; a dashed arrow leads from it back to the generator.",
    )


def generator_losses(saturating_gradient: Callable) -> None:
    """Both generator losses against the logit, and their slopes: one is near 0 where the generator is worst."""
    logits = np.linspace(-6, 6, 241)
    figure, (left, right) = new_figure(2, width=8.6, height=3.1)
    curves = (
        ("saturating: log(1 − D)", "--", ORANGE, -np.logaddexp(0, logits), saturating_gradient(logits) * len(logits)),
        ("non-saturating: −log D", "-", BLUE, np.logaddexp(0, -logits), -0.5 * (1 - np.tanh(logits / 2))),
    )
    for name, line, colour, loss, slope in curves:
        left.plot(logits, loss, line, color=colour, label=name)
        right.plot(logits, slope, line, color=colour, label=name)
    for ax in (left, right):
        ax.axvspan(-6, -2, color=GREY, alpha=0.15, lw=0)
    right.text(-4, -0.5, "discriminator\nis sure", ha="center", va="center", fontsize=9)
    left.legend(frameon=False, fontsize=9)
    label(left, "Both losses fall to the right …", "discriminator's logit for a generated sample", "loss (nats)")
    label(right, "… but one is flat where samples are bad", "discriminator's logit for a generated sample", "slope")
    show(
        figure,
        "Left: both generator losses fall as the logit grows. Right: their slopes. At logit −5 the saturating slope is "
        "almost 0, the non-saturating one almost −1; at +5 it is the other way round.",
    )
