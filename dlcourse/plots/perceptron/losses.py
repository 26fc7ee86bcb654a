"""Two losses of a wrong probability, and their gradients."""

import numpy as np

from dlcourse.plots.style import BLUE, ORANGE, label, new_figure, show


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
    slope.annotate("very wrong, yet\nno push at all", (-6.5, -0.01), (-7.8, -0.5), fontsize=9,
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
