"""The time that gradients take, measured on the machine where the notebook runs."""

from collections.abc import Sequence

from dlcourse.plots.style import BLUE, GREY, ORANGE, label, new_figure, show


def gradient_cost(parameters: Sequence[int], seconds: dict[str, Sequence[float]]) -> None:
    """Time of one forward pass, of backpropagation and of numerical gradients against the number of parameters."""
    figure, ax = new_figure(width=7.2, height=3.6)
    looks = ((ORANGE, "--", "s"), (BLUE, "-", "o"), (GREY, ":", "^"))
    for (name, times), (colour, line, marker) in zip(seconds.items(), looks, strict=False):
        ax.loglog(parameters, [1000 * t for t in times], color=colour, ls=line, marker=marker, label=name)
    label(ax, "Backpropagation costs a few forward passes, whatever the size", "number of parameters", "milliseconds")
    ax.legend(frameon=False, fontsize=9)
    show(
        figure,
        "Measured time against the number of parameters, logarithmic. Numerical gradients grow steeply and end far "
        "above backpropagation, which runs a little above the line of a single forward pass.",
    )
