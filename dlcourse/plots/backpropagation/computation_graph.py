"""A computational graph: values run forward, gradients run backward."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyArrowPatch

from dlcourse.plots.animation import animate
from dlcourse.plots.style import BLUE, DARK, GREY, LIGHT, canvas, new_figure

RED = "#D55E00"  # vermillion of the same palette
PLACES = {"x": (1, 4.6), "w": (1, 2.4), "u": (3.4, 3.5), "b": (3.4, 1.0), "z": (5.8, 3.0), "a": (8.2, 3.0),
          "t": (8.8, 0.8), "e": (10.8, 3.0), "L": (13.2, 3.0)}  # fmt: skip
SIGNS = {"u": "×", "z": "+", "a": "σ", "e": "−", "L": "( )²"}
EDGES = (("x", "u"), ("w", "u"), ("u", "z"), ("b", "z"), ("z", "a"), ("a", "e"), ("t", "e"), ("e", "L"))


def unit_graph(x: float = 2.0, w: float = -0.5, b: float = 1.5, t: float = 1.0) -> None:
    """The squared error of one sigmoid unit as an animated graph: L = (σ(w·x + b) − t)²."""
    value = {"x": x, "w": w, "b": b, "t": t, "u": w * x, "z": w * x + b}
    value["a"] = float(1 / (1 + np.exp(-value["z"])))
    value["e"] = value["a"] - t
    value["L"] = value["e"] ** 2
    slope = {"L": 1.0, "e": 2 * value["e"]}
    slope["a"] = slope["e"]
    slope["z"] = slope["a"] * value["a"] * (1 - value["a"])
    slope["u"] = slope["b"] = slope["z"]
    slope["w"], slope["x"] = slope["u"] * x, slope["u"] * w
    number = {name: f"{v:.3f}".replace("-", "−") for name, v in value.items()}
    back = {name: f"{v:.3f}".replace("-", "−") for name, v in slope.items()}
    forward = [
        ("xwbt", "Start: inputs x and t, parameters w and b"),
        ("u", f"Forward: u = w · x = {number['u']}"),
        ("z", f"Forward: z = u + b = {number['z']}"),
        ("a", f"Forward: a = σ(z) = {number['a']}"),
        ("e", f"Forward: e = a − t = {number['e']}"),
        ("L", f"Forward: L = e² = {number['L']}"),
    ]
    backward = [
        ("L", "Backward: dL/dL = 1"),
        ("e", f"Backward: × 2e  gives dL/de = {back['e']}"),
        ("a", f"Backward: × 1  gives dL/da = {back['a']}"),
        ("z", f"Backward: × a(1 − a) = {value['a'] * (1 - value['a']):.3f}  gives dL/dz = {back['z']}"),
        ("ub", f"Backward: + hands the gradient on, unchanged, to u and to b: {back['b']}"),
        ("wx", f"Backward: × x gives dL/dw = {back['w']};  × w gives dL/dx = {back['x']}"),
    ]
    figures: list[Figure] = []
    values: dict[str, str] = {}
    slopes: dict[str, str] = {}
    for names, caption in forward:
        values |= {name: number[name] for name in names}
        figures.append(_frame(values, slopes, names, caption))
    for names, caption in backward:
        slopes |= {name: back[name] for name in names}
        figures.append(_frame(values, slopes, names, caption))
    animate(
        figures,
        "A graph from x, w and b through product, sum and sigmoid to the squared error L. First the values appear from "
        f"left to right, up to L = {number['L']}; then the gradients from right to left, down to dL/dw = {back['w']}.",
        frames_per_second=0.8,
    )


def _frame(values: dict, slopes: dict, active: str, caption: str) -> Figure:
    """One frame: the values known so far, and the nodes that have just been computed."""
    figure, ax = new_figure(width=8.6, height=3.6)
    canvas(ax, 14, 5.6)
    for start, end in EDGES:
        known = end in slopes and start in slopes
        colour = RED if known else BLUE if end in values else GREY
        ax.add_patch(FancyArrowPatch(PLACES[start], PLACES[end], arrowstyle="<|-" if known else "-|>", color=colour,
                                     ls="--" if known else "-", shrinkA=22, shrinkB=22, mutation_scale=12))  # fmt: skip
    for name, (x, y) in PLACES.items():
        fill, width = (LIGHT if name in SIGNS else "white"), (3 if name in active else 1)
        ax.add_patch(Circle((x, y), 0.52, fc=fill, ec=DARK, lw=width))
        ax.text(x, y, SIGNS.get(name, name), ha="center", va="center", fontsize=13)
        above = f"{name} = {values[name]}" if name in values else name
        ax.text(x, y + 0.68, above, ha="center", va="bottom", fontsize=10, color=BLUE)
        if name in slopes:
            ax.text(x, y - 0.68, slopes[name], ha="center", va="top", fontsize=10, color=RED, weight="bold")
    ax.set_title(caption, fontsize=11, loc="left")
    ax.text(14, 5.3, "blue, above: value", color=BLUE, fontsize=9, ha="right")
    ax.text(14, 4.8, "red, bold, below: dL/d(value)", color=RED, fontsize=9, ha="right")
    return figure
