"""The variational autoencoder: its parts, and what its latents carry."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.patches import FancyBboxPatch

from dlcourse.plots.style import BLUE, DARK, GREY, LINES, MARKERS, ORANGE, canvas, label, new_figure, show


def machine() -> None:
    """The path from x to the two terms of the ELBO; the noise comes from outside."""
    figure, ax = new_figure(width=9.0, height=3.3)
    canvas(ax, 18, 6.3)
    boxes = {
        "$x$": (0.9, 3.2, 1.0, "white"),
        "encoder": (3.4, 3.2, 2.4, "#BBD9EC"),
        "$\\mu$": (6.4, 4.1, 1.2, "white"),
        "$\\log\\sigma^2$": (6.4, 2.3, 1.6, "white"),
        "$z = \\mu + \\sigma\\,\\varepsilon$": (9.8, 3.2, 2.8, "#DDDDDD"),
        "decoder": (13.2, 3.2, 2.4, "#F6DFB0"),
        "logits": (16.4, 3.2, 1.8, "white"),
        "noise $\\varepsilon$": (9.8, 0.7, 2.0, "white"),
    }
    for text, (x, y, width, colour) in boxes.items():
        shape = "round,pad=0,rounding_size=.2"
        ax.add_patch(FancyBboxPatch((x - width / 2, y - 0.55), width, 1.1, boxstyle=shape, fc=colour, ec=DARK))
        ax.text(x, y, text, ha="center", va="center", fontsize=11)
    arrows = [((1.4, 3.2), (2.2, 3.2)), ((4.6, 3.4), (5.8, 4.0)), ((4.6, 3.0), (5.6, 2.4)), ((7.0, 4.0), (8.4, 3.4))]
    arrows += [
        ((7.2, 2.4), (8.4, 3.0)),
        ((11.2, 3.2), (12.0, 3.2)),
        ((14.4, 3.2), (15.5, 3.2)),
        ((9.8, 1.25), (9.8, 2.6)),
    ]
    for start, end in arrows:
        ax.annotate("", end, start, arrowprops={"arrowstyle": "->", "color": DARK})
    ax.text(6.4, 5.3, "stay near the prior:\n− KL", ha="center", fontsize=10, color=BLUE)
    ax.text(16.0, 4.4, "rebuild well:\nlog p(x | z)", ha="center", fontsize=10, color=BLUE)
    ax.set_title("The noise comes from outside, so the gradient can pass through z", fontsize=11, loc="left")
    show(
        figure,
        "A diagram: x goes into the encoder, which gives mu and log sigma squared. With noise from outside they make "
        "z = mu + sigma times epsilon, which goes through the decoder to logits. Two terms are marked: minus KL at mu "
        "and sigma, and the log-likelihood at the logits.",
    )


def tug_of_war(betas: Sequence[float], rebuilt: Sequence[float], divergences: Sequence[float], alone: float) -> None:
    """The two parts of the ELBO on test digits against β."""
    figure, (left, right) = new_figure(2, width=9.0, height=3.2)
    ticks = [f"{beta:g}" for beta in betas]
    left.plot(betas, rebuilt, LINES[0], marker=MARKERS[0], color=BLUE, label="log p(x | z)")
    left.axhline(alone, color=DARK, ls=":", label="baseline: pixels alone")
    left.legend(frameon=False, fontsize=9)
    label(left, "More β: digits are rebuilt worse …", "β", "nats a digit")
    right.plot(betas, divergences, LINES[1], marker=MARKERS[1], color=ORANGE)
    label(right, "… from codes that carry less", "β", "KL (nats a digit)")
    right.set_ylim(0)
    for ax in (left, right):
        ax.set_xscale("log", base=2)
        ax.set_xticks(betas, ticks)
    told = "; ".join(
        f"β {beta:g}: {fit:.1f} and {kl:.2f}" for beta, fit, kl in zip(betas, rebuilt, divergences, strict=True)
    )
    show(
        figure,
        f"Two falling lines against β: the log-likelihood given the code, and the KL divergence, in nats. {told}.",
    )


def carried(latents: Mapping[str, np.ndarray], title: str) -> None:
    """Nats that each latent carries, sorted, for several models."""
    figure, axes = new_figure(len(latents), width=2.9 * len(latents), height=2.9, sharey=True, squeeze=False)
    for ax, (name, values) in zip(axes.flat, latents.items(), strict=True):
        ax.bar(np.arange(1, len(values) + 1), np.sort(values)[::-1], color=GREY, ec=DARK)
        label(ax, name, "latent, sorted", "KL (nats)" if ax is axes.flat[0] else "")
        ax.set_xticks(range(1, len(values) + 1))
    figure.suptitle(title, fontsize=11)
    told = "; ".join(f"{name}: {values.sum():.2f} nats in all" for name, values in latents.items())
    show(figure, f"Bars of the KL divergence of each latent, for {len(latents)} models. {told}.")
