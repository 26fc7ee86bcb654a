"""Two losses of a wrong probability and their gradients, and cross-entropy as a distance of two coins."""

import numpy as np

from dlcourse.plots.style import BLUE, DARK, ORANGE, label, new_figure, show


def crossentropy_of_coins(q: float, guess: float) -> None:
    """Cross-entropy against the probability that a model gives to heads, for a coin that shows heads with `q`."""
    p = np.linspace(0.01, 0.99, 400)

    def crossentropy(p):
        return -q * np.log(p) - (1 - q) * np.log(1 - p)

    entropy, wrong = crossentropy(q), crossentropy(guess)
    figure, ax = new_figure(width=6.6, height=3.5)
    ax.plot(p, crossentropy(p), color=BLUE, label="cross-entropy")
    ax.axhline(entropy, color=DARK, ls="--", lw=1, label=f"entropy of the coin: {entropy:.3f}")
    ax.plot(q, entropy, "o", ms=9, color=ORANGE, mec=DARK, label=f"smallest at p = q = {q}")
    ax.annotate("", (guess, wrong), (guess, entropy), arrowprops={"arrowstyle": "<->"})
    ax.annotate(f"KL = {wrong - entropy:.3f}\nat p = {guess}", (guess, (wrong + entropy) / 2), (-66, -8),
                textcoords="offset points", fontsize=9)  # fmt: skip
    ax.set(xlim=(0, 1), ylim=(0, 2.5))
    label(ax, "Cross-entropy is smallest where the model is right", "probability p that the model gives to heads",
          "mean surprise (nats)")  # fmt: skip
    ax.legend(frameon=False, fontsize=9, loc="upper center")
    show(
        figure,
        f"A curve like a bowl: the cross-entropy of a coin that shows heads with probability {q}, against the model's "
        f"probability p. Its lowest point, {entropy:.3f}, is at p = {q}. At p = {guess} the curve is at {wrong:.3f}, "
        f"{wrong - entropy:.3f} above the dashed line of the entropy.",
    )


def squared_error_and_crossentropy() -> None:
    """Both losses, and their slopes with respect to the logit, for a sample whose target is 1."""
    logit = np.linspace(-8, 8, 400)
    p = 1 / (1 + np.exp(-logit))
    figure, (loss, slope) = new_figure(2, width=8.6, height=3.3)
    loss.plot(p, -np.log(p), color=BLUE, label="cross-entropy")
    loss.plot(p, (1 - p) ** 2, color=ORANGE, ls="--", label="squared error")
    loss.set_ylim(0, 5)
    label(loss, "A sure mistake: cross-entropy has no ceiling", "predicted probability of the true class", "loss")
    slope.plot(logit, p - 1, color=BLUE, label="cross-entropy")
    slope.plot(logit, 2 * (p - 1) * p * (1 - p), color=ORANGE, ls="--", label="squared error")
    slope.annotate("very wrong, yet\nhardly any push", (-6.5, -0.01), (-7.8, -0.5), fontsize=9,
                   arrowprops={"arrowstyle": "->"})  # fmt: skip
    label(slope, "The push on the logit", "logit $z$ (p = sigmoid of z, target 1)", "slope of the loss")
    loss.legend(frameon=False, fontsize=9)
    slope.legend(frameon=False, fontsize=9, loc="lower right")
    show(
        figure,
        "Left: against the probability of the true class, cross-entropy grows without bound towards 0 while the "
        "squared error stops at 1. Right: their slopes against the logit. For a very negative logit that of "
        "cross-entropy is −1, that of the squared error almost 0.",
    )
