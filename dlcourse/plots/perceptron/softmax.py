"""Softmax with sliders: three logits in, three probabilities out."""

from collections.abc import Callable

import numpy as np
from matplotlib.figure import Figure

from dlcourse.plots.style import BLUE, GREY, label, new_figure, png

ALT = (
    "Left: three bars, the logits 2.0, 1.0 and −1.0. Right: their softmax, three bars that add up to 1, the largest "
    "for the largest logit; and thin lines for three independent sigmoids, which do not."
)
START = (2.0, 1.0, -1.0)


def softmax_sliders(softmax: Callable) -> None:
    """Sliders for three logits; where widgets do not work (in an exported page, for example), a picture.

    Both are in one output: Jupyter shows the richest form that it can.
    """
    import base64

    from IPython.display import display

    sliders = _sliders(softmax)
    picture = base64.b64encode(png(_bars(softmax, START))).decode()
    bundle = sliders._repr_mimebundle_() | {"image/png": picture, "text/plain": ALT}
    display(bundle, raw=True, metadata={"image/png": {"alt": ALT}})


def _sliders(softmax: Callable):
    """The widget: three sliders above an image, which is drawn again when a slider moves."""
    from ipywidgets import FloatSlider, HBox, Image, VBox

    sliders = [FloatSlider(value, min=-5, max=5, step=0.1, description=f"logit {i}") for i, value in enumerate(START)]
    image = Image(value=png(_bars(softmax, START)), format="png", width=760)

    def redraw(_) -> None:
        image.value = png(_bars(softmax, tuple(slider.value for slider in sliders)))

    for slider in sliders:
        slider.observe(redraw, names="value")
    return VBox([HBox(sliders), image])


def _bars(softmax: Callable, logits: tuple[float, ...]) -> Figure:
    z = np.array(logits)
    p = softmax(z)
    figure, (left, right) = new_figure(2, width=7.6, height=2.6)
    left.bar(range(3), z, color=GREY)
    left.axhline(0, color="black", lw=0.8)
    left.set(ylim=(-5.5, 5.5), xticks=range(3))
    label(left, "Logits: any numbers", "class", "logit")
    right.bar(range(3), p, color=BLUE, label="softmax")
    right.plot(range(3), 1 / (1 + np.exp(-z)), "k_", ms=34, mew=1.5, label="sigmoid of each")
    for i, value in enumerate(p):
        right.text(i, value + 0.03, f"{value:.2f}", ha="center", fontsize=9)
    right.set(ylim=(0, 1.18), xticks=range(3))
    label(right, f"Probabilities: softmax adds up to {p.sum():.2f}", "class", "probability")
    right.legend(frameon=False, fontsize=8, loc="upper right", markerscale=0.4)
    return figure
