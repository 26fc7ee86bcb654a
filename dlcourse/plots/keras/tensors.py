"""Pictures for tensors and for Keras' five steps."""

from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch, Rectangle

from dlcourse.plots.style import BLUE, DARK, LIGHT, ORANGE, canvas, new_figure, show


def ranks() -> None:
    """Tensors of rank 0 to 4, from a single cell to a row of stacks."""
    kinds = [
        ("rank 0", "()", "a number", 1, 1, 1, 1),
        ("rank 1", "(4,)", "a sample", 4, 1, 1, 1),
        ("rank 2", "(3, 4)", "a table", 4, 3, 1, 1),
        ("rank 3", "(3, 3, 4)", "series", 4, 3, 3, 1),
        ("rank 4", "(2, 3, 3, 4)", "images", 4, 3, 3, 2),
    ]
    figure, axes = new_figure(len(kinds), width=9.6, height=2.4, width_ratios=[1, 1.4, 1.4, 1.8, 3])
    for ax, (rank, shape, use, columns, rows, sheets, stacks) in zip(axes, kinds, strict=True):
        width = stacks * (columns + 3) - 1
        canvas(ax, max(width, 3), 6.5)
        for stack in range(stacks):
            for sheet in reversed(range(sheets)):
                _sheet(ax, 0.4 + stack * (columns + 3) + 0.5 * sheet, 1.2 + 0.5 * sheet, columns, rows)
        ax.set_title(f"{rank}\n{use}", fontsize=10)
        ax.text(max(width, 3) / 2, 0.2, f"shape {shape}", ha="center", fontsize=9)
    figure.suptitle("A tensor's rank is the number of its axes", fontsize=11)
    show(
        figure,
        "Five drawings: a single cell is a tensor of rank 0, a row of four cells rank 1, a table rank 2, a stack of "
        "three tables rank 3, and two such stacks side by side rank 4, each with its shape below.",
    )


def _sheet(ax: Axes, x: float, y: float, columns: int, rows: int) -> None:
    for row in range(rows):
        for column in range(columns):
            ax.add_patch(Rectangle((x + column, y + row), 1, 1, fc=LIGHT, ec=DARK, lw=0.8))


def five_steps() -> None:
    """Define, compile, fit, evaluate, predict: what goes in and what comes out."""
    steps = [
        ("define", "which layers?", "Sequential([…])"),
        ("compile", "which loss,\noptimizer, metrics?", "model.compile(…)"),
        ("fit", "learn from\ntraining data", "model.fit(x, y)"),
        ("evaluate", "how good on\nunseen data?", "model.evaluate(x, y)"),
        ("predict", "probabilities\nfor new data", "model.predict(x)"),
    ]
    figure, ax = new_figure(width=9.6, height=2.3)
    canvas(ax, 100, 22)
    for number, (name, question, code) in enumerate(steps):
        x = 1 + 20 * number
        edge = ORANGE if name == "fit" else BLUE
        ax.add_patch(FancyBboxPatch((x, 5), 16, 13, boxstyle="round,pad=0.3", fc="white", ec=edge, lw=2))
        ax.text(x + 8, 15.4, f"{number + 1} · {name}", ha="center", va="center", fontsize=11, weight="bold")
        ax.text(x + 8, 9.6, question, ha="center", va="center", fontsize=9)
        ax.text(x + 8, 2, code, ha="center", va="center", fontsize=8.5, family="monospace")
        if number < len(steps) - 1:
            ax.annotate("", (x + 19.4, 11.5), (x + 16.8, 11.5), arrowprops={"arrowstyle": "->", "color": DARK})
    ax.set_title("Five steps, whatever the network", fontsize=11, loc="left")
    show(
        figure,
        "Five boxes joined by arrows: 1 define which layers, 2 compile with loss, optimizer and metrics, 3 fit to "
        "training data, 4 evaluate on unseen data, 5 predict probabilities for new data; the Keras call below each.",
    )
