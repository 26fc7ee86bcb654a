"""Derivatives: slopes, differences and their errors, and the slopes of activation functions."""

import numpy as np

from dlcourse.plots.style import BLUE, COLOURS, DARK, GREY, LINES, MARKERS, ORANGE, label, new_figure, show


def puzzle() -> None:
    """The loss against each of three weights, and the value that each weight has now."""
    figure, axes = new_figure(3, width=8.6, height=2.7, sharey=True)
    curves = (
        lambda w: 1.0 + 0.15 * (w - 1.2) ** 2,
        lambda w: 0.62 + 0.9 * np.log1p(np.exp(1.6 * (w - 0.2))) / 1.6,
        lambda w: 1.16 + 0.1 * np.cos(1.3 * w),
    )
    for i, (ax, curve) in enumerate(zip(axes, curves, strict=True), start=1):
        w = np.linspace(-2, 2, 200)
        shift = 1.216 - curve(np.array(0.4))
        ax.plot(w, curve(w) + shift, color=BLUE)
        ax.plot(0.4, 1.216, "o", ms=9, color=ORANGE, mec=DARK)
        ax.set_ylim(0, 2.6)
        label(ax, f"weight {i}", f"$w_{i}$", "loss" if i == 1 else "")
    figure.suptitle("One loss, three weights: the dots are where you stand", fontsize=11)
    show(
        figure,
        "Three curves of the same loss against weights 1, 2 and 3, with a dot where each weight is now. At the dot the "
        "first curve falls gently to the right, the second rises steeply, the third is almost level.",
    )


def secants() -> None:
    """Forward, backward and central difference of one curve beside its tangent."""

    def f(x):
        return np.exp(x)

    x0, h = 0.5, 0.7
    x = np.linspace(-0.6, 1.6, 200)
    slopes = {
        "forward": ((x0, x0 + h), (f(x0 + h) - f(x0)) / h),
        "backward": ((x0 - h, x0), (f(x0) - f(x0 - h)) / h),
        "central": ((x0 - h, x0 + h), (f(x0 + h) - f(x0 - h)) / (2 * h)),
    }
    figure, axes = new_figure(3, width=8.6, height=3.0, sharey=True)
    for ax, (name, (pair, slope)) in zip(axes, slopes.items(), strict=True):
        ends = np.array(pair)
        ax.plot(x, f(x), color=BLUE, label="$e^x$")
        ax.plot(x, f(x0) + f(x0) * (x - x0), color=GREY, ls=":", label="tangent")
        ax.plot(x, f(ends[0]) + slope * (x - ends[0]), color=ORANGE, ls="--", label="through two points")
        ax.plot(ends, f(ends), "s", color=ORANGE, mec=DARK)
        ax.plot(x0, f(x0), "o", color=BLUE, mec=DARK)
        ax.set_ylim(-0.3, 5)
        label(ax, f"{name}: slope {slope:.2f}", "$x$", "$f(x)$" if name == "forward" else "")
    axes[0].legend(frameon=False, fontsize=8, loc="upper left")
    figure.suptitle(
        f"The central difference is nearly parallel to the tangent (slope {f(x0):.2f}, h = {h})", fontsize=11
    )
    show(
        figure,
        "Three panels of exp(x) with its tangent at 0.5 and a line through two points h = 0.7 apart or 1.4 apart. The "
        "forward line is too steep, the backward line too flat, the central line nearly parallel to the tangent.",
    )


def difference_errors() -> None:
    """The error of forward and central differences of exp at 1 against h."""
    h = 10.0 ** np.arange(-15, 0.01, 0.25)
    forward = np.abs((np.exp(1 + h) - np.exp(1)) / h / np.e - 1)
    central = np.abs((np.exp(1 + h) - np.exp(1 - h)) / (2 * h) / np.e - 1)
    figure, ax = new_figure(width=7.2, height=3.7)
    ax.loglog(h, np.maximum(forward, 1e-13), color=ORANGE, ls="--", marker="s", ms=3, label="forward (or backward)")
    ax.loglog(h, np.maximum(central, 1e-13), color=BLUE, marker="o", ms=3, label="central")
    ax.text(1.5e-3, 5e-3, "error ∝ h", rotation=24, fontsize=9)
    ax.text(2e-3, 1.2e-8, "error ∝ h²", rotation=41, fontsize=9)
    ax.text(3e-15, 2e-7, "rounding:\nerror ∝ 1/h", fontsize=9)
    ax.set_ylim(1e-13, 10)
    label(ax, "Too large an h cuts the curve, too small an h drowns in rounding", "step $h$", "relative error")
    ax.legend(frameon=False, fontsize=9, loc="lower left")
    show(
        figure,
        "Error of the slope of exp at 1 against h on logarithmic axes, two V shapes. The forward difference is best "
        "near h = 1e-8 with an error of 1e-8, the central one near h = 1e-5 with an error of 1e-11; left of that, "
        "rounding rules.",
    )


def activations_and_slopes() -> None:
    """Five activation functions and their derivatives."""
    x = np.linspace(-4, 4, 401)
    s = 1 / (1 + np.exp(-x))
    curves = {
        "sigmoid": (s, s * (1 - s)),
        "tanh": (np.tanh(x), 1 - np.tanh(x) ** 2),
        "ReLU": (np.maximum(x, 0), (x > 0) * 1.0),
        "leaky ReLU": (np.where(x > 0, x, 0.01 * x), np.where(x > 0, 1, 0.01)),
        "ELU": (np.where(x > 0, x, np.expm1(x)), np.where(x > 0, 1, np.exp(x))),
    }
    figure, axes = new_figure(5, 2, width=9.2, height=4.0, sharex=True, sharey="row")
    for column, (name, (output, slope)) in enumerate(curves.items()):
        axes[0, column].plot(x, output, color=BLUE)
        axes[1, column].plot(x, slope, color=ORANGE)
        axes[1, column].axhline(0.25, color=GREY, ls=":", lw=1)
        label(axes[0, column], name, "", "output" if column == 0 else "")
        label(axes[1, column], "", "$x$", "slope" if column == 0 else "")
    axes[1, 0].text(-4, 0.3, "0.25", fontsize=8, color=DARK)
    axes[0, 0].set_ylim(-1.2, 4)
    figure.suptitle("Sigmoid's slope never exceeds ¼; the others reach 1 (above: output, below: slope)", fontsize=11)
    show(
        figure,
        "Five columns: sigmoid, tanh, ReLU, leaky ReLU, ELU; outputs above, slopes below. The sigmoid's slope peaks at "
        "0.25 and tanh's at 1, both at x = 0; those of ReLU, leaky ReLU and ELU are 1 for every positive x.",
    )


def gradient_norms(norms: dict[str, dict[int, list[float]]]) -> None:
    """Length of the gradient at each layer's sums: one panel per activation, one line per depth.

    The panel of the sigmoid has a dotted line that falls to ¼ at each layer, the most that its slope lets through.
    """
    figure, axes = new_figure(len(norms), width=9.0, height=3.5, sharey=True)
    for ax, (name, by_depth) in zip(axes, norms.items(), strict=True):
        for (depth, values), colour, line, marker in zip(by_depth.items(), COLOURS, LINES, MARKERS, strict=False):
            ax.semilogy(range(1, depth + 1), values, color=colour, ls=line, marker=marker, ms=4, label=f"depth {depth}")
        if name == "sigmoid":
            layers = np.arange(1, max(by_depth) + 1)
            quarter = 4 * by_depth[max(by_depth)][-1] * 0.25 ** (layers[-1] - layers)
            ax.semilogy(layers, quarter, color=DARK, ls=":", lw=1.5)
            ax.text(20, quarter[0], "dotted: × ¼ per layer", fontsize=9, ha="right", va="top")
        ax.set_xticks([1, 5, 10, 15, 20])
        label(ax, name, "layer (1 is next to the inputs)", "length of the gradient, ‖dz‖" if ax is axes[0] else "")
    axes[-1].legend(frameon=False, fontsize=9, loc="lower right")
    figure.suptitle("With sigmoids next to nothing of the gradient reaches the first layers", fontsize=11)
    first = {name: by_depth[max(by_depth)][0] / by_depth[max(by_depth)][-1] for name, by_depth in norms.items()}
    show(
        figure,
        "Length of the gradient against layer, logarithmic, for several depths. First layer over last layer in the "
        "deepest network: " + ", ".join(f"{name} {ratio:.0e}" for name, ratio in first.items()) + ". "
        "The sigmoid's line runs almost parallel to a dotted line that falls to a quarter at each layer.",
    )
