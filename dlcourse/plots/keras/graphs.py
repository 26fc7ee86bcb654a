"""A Keras model as a graph: its layers from left to right, with the ways between them."""

from collections.abc import Iterator
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from dlcourse.plots.style import BLUE, DARK, ORANGE, canvas, new_figure, show

WIDTH, HEIGHT, STEP, ROW = 13.0, 5.0, 16.5, 8.0  # of a box, and from one box to the next


def graph(model: Any, title: str) -> None:
    """The layers of a functional Keras model; a way around layers is an arc above them."""
    kinds, ways = _layers(model)
    depths: dict[str, int] = {}
    for name in kinds:  # in an order in which each comes after what it reads
        depths[name] = 1 + max((depths[source] for source in ways[name]), default=-1)
    rows: dict[str, int] = {}
    for name, depth in depths.items():
        rows[name] = sum(other == depth for other in list(depths.values())[: len(rows)])
    across, down = max(depths.values()) + 1, max(rows.values()) + 1
    figure, ax = new_figure(width=9.6, height=0.5 + 9.6 * (ROW * down + 4) / (STEP * across))
    canvas(ax, STEP * across, ROW * down + 4)
    places = {name: (1 + STEP * depths[name], 1 + ROW * (down - 1 - rows[name])) for name in kinds}
    for name, (x, y) in places.items():
        _box(ax, x, y, kinds[name], model.get_layer(name).output.shape[1:])
        for source in ways[name]:
            _arrow(ax, places[source], (x, y), around=depths[name] - depths[source] > 1)
    ax.set_title(title, fontsize=11, loc="left")
    steps = "; ".join(
        f"{kinds[name]} reads {' and '.join(kinds[source] for source in ways[name])}" for name in kinds if ways[name]
    )
    show(figure, f"Boxes joined by arrows, from left to right. {steps}.")


def _layers(model: Any) -> tuple[dict[str, str], dict[str, list[str]]]:
    """The kind of each layer, and the names of the layers that it reads."""
    layers = model.get_config()["layers"]
    kinds = {layer["config"]["name"]: layer["class_name"] for layer in layers}
    ways = {layer["name"]: list(dict.fromkeys(_sources(layer["inbound_nodes"]))) for layer in layers}
    return kinds, {name: [source for source in found if source in kinds] for name, found in ways.items()}


def _sources(form: Any) -> Iterator[str]:
    if isinstance(form, dict) and "keras_history" in form:
        yield form["keras_history"][0]
    elif isinstance(form, dict | list | tuple):
        for item in form.values() if isinstance(form, dict) else form:
            yield from _sources(item)


def _box(ax: Axes, x: float, y: float, kind: str, shape: tuple) -> None:
    edge = ORANGE if kind in ("Add", "Concatenate", "Subtract") else BLUE
    ax.add_patch(FancyBboxPatch((x, y), WIDTH, HEIGHT, boxstyle="round,pad=0.2", fc="white", ec=edge, lw=1.8))
    name = kind.removesuffix("Layer")
    ax.text(x + WIDTH / 2, y + 0.64 * HEIGHT, name, ha="center", va="center", fontsize=9, weight="bold")
    ax.text(x + WIDTH / 2, y + 0.26 * HEIGHT, str(tuple(shape)), ha="center", va="center", fontsize=8.5)


def _arrow(ax: Axes, start: tuple[float, float], end: tuple[float, float], around: bool) -> None:
    style = {"arrowstyle": "->", "color": DARK, "lw": 1.3}
    if start[1] < end[1]:  # from a row below: to the right, then up
        start, end = (start[0] + WIDTH + 0.4, start[1] + HEIGHT / 2), (end[0] + WIDTH / 2, end[1] - 0.4)
        style |= {"connectionstyle": "angle,angleA=0,angleB=90"}
    elif around:
        start, end = (start[0] + WIDTH / 2, start[1] + HEIGHT + 0.3), (end[0] + WIDTH / 2, end[1] + HEIGHT + 0.3)
        style |= {"connectionstyle": "arc3,rad=-0.12", "lw": 2, "color": ORANGE}
    else:
        start, end = (start[0] + WIDTH + 0.4, start[1] + HEIGHT / 2), (end[0] - 0.4, end[1] + HEIGHT / 2)
    ax.annotate("", end, start, arrowprops=style)
