"""Artificial intelligence, machine learning and deep learning, each a part of the one before."""

from matplotlib.patches import FancyBboxPatch

from dlcourse.plots.style import DARK, canvas, new_figure, show


def nested_fields() -> None:
    """AI around machine learning around deep learning, each with what it adds."""
    figure, ax = new_figure(height=3.3)
    canvas(ax, 14, 6.4)
    boxes = [
        (
            0.2,
            0.2,
            13.6,
            6.0,
            "#FFFFFF",
            "Artificial intelligence",
            "search, rules, planning, …",
        ),
        (1.0, 0.5, 12.0, 4.5, "#E3EEF6", "Machine learning", "learns the rule from examples: trees, boosting, …"),
        (1.8, 0.8, 10.4, 3.0, "#A9CDE5", "Deep learning", "learns the features as well"),
    ]
    for x, y, width, height, colour, name, what in boxes:
        ax.add_patch(FancyBboxPatch((x, y), width, height, boxstyle="round,pad=0,rounding_size=.3", fc=colour, ec=DARK))
        ax.text(x + 0.4, y + height - 0.5, name, fontsize=12, fontweight="bold", va="center")
        ax.text(x + width - 0.4, y + height - 0.5, what, fontsize=9, va="center", ha="right")
    families = [
        ("MLP", "chapters 1 to 5"),
        ("CNN", "chapter 6"),
        ("RNN, LSTM", "chapters 7, 8"),
        ("GAN", "chapter 9"),
        ("Transformer", "chapter 10"),
    ]
    for x, (family, chapter) in zip((3.1, 5.1, 7.1, 9.1, 10.95), families, strict=True):
        ax.text(x, 2.2, family, fontsize=11, ha="center")
        ax.text(x, 1.4, chapter, fontsize=9, ha="center")
    ax.set_title("Deep learning is machine learning that also learns its features", fontsize=11, loc="left")
    show(
        figure,
        "Three boxes inside each other. The outer one is artificial intelligence, inside it machine learning, inside "
        "that deep learning, with the families of networks from the perceptron to the Transformer.",
    )
