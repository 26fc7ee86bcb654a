"""The style of all figures: one palette, readable for the colour-blind and in greyscale, and one way to show one."""

import base64
import io
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

# Okabe & Ito's palette, "Color Universal Design", 2008; ordered so that neighbours differ in lightness too.
BLUE, ORANGE, GREEN, PURPLE, SKY = "#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9"
DARK, GREY, LIGHT = "#222222", "#888888", "#E8E8E8"
COLOURS = (BLUE, ORANGE, GREEN, PURPLE, SKY)
LINES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)))  # lines differ in style as well, not only in colour
MARKERS = ("o", "s", "^", "D", "v")

DOTS_PER_INCH = 110


def new_figure(
    columns: int = 1, rows: int = 1, *, width: float = 7.0, height: float = 3.4, **axes_options: Any
) -> tuple[Figure, Any]:
    """A figure and its axes (one, or an array of them); width and height in inches."""
    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.subplots(rows, columns, **axes_options)
    for ax in figure.axes:
        ax.spines[["top", "right"]].set_visible(False)
        ax.tick_params(labelsize=9)
    return figure, axes


def label(ax: Axes, title: str, x: str = "", y: str = "") -> None:
    """Title and axis labels in the course's sizes."""
    ax.set_title(title, fontsize=11, loc="left")
    ax.set_xlabel(x, fontsize=10)
    ax.set_ylabel(y, fontsize=10)


def canvas(ax: Axes, width: float, height: float) -> None:
    """Turn axes into an empty sheet, for drawings."""
    ax.set(xlim=(0, width), ylim=(0, height), aspect="equal")
    ax.axis("off")


def png(figure: Figure) -> bytes:
    """The figure as PNG bytes, the same on every run.

    `figure.savefig` would give the same bytes, but it lays out every figure in a drawing of its own first.
    """
    buffer = io.BytesIO()
    figure.set_dpi(DOTS_PER_INCH)
    FigureCanvasAgg(figure).print_png(buffer, metadata={"Software": None})
    return buffer.getvalue()


def show(figure: Figure, alt: str) -> None:
    """Show a figure in the notebook. `alt` says in words what it shows, for people who cannot see it."""
    from IPython.display import display

    picture = base64.b64encode(png(figure)).decode()
    display({"image/png": picture, "text/plain": alt}, raw=True, metadata={"image/png": {"alt": alt}})
