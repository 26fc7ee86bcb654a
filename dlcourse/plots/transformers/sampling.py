"""How the next character is chosen: temperature, top-k and top-p cut the same distribution differently."""

from collections.abc import Mapping, Sequence

import numpy as np

from dlcourse.plots.style import BLUE, DARK, label, new_figure, show


def choices(candidates: Sequence[str], ways: Mapping[str, np.ndarray], context: str) -> None:
    """The probability of each candidate, `(candidates,)`, under each way of choosing: a panel a way."""
    figure, axes = new_figure(len(ways), width=8.6, height=2.7, sharey=True)
    names = ["␣" if c == " " else "⏎" if c == "\n" else c for c in candidates]
    for ax, (title, shares) in zip(axes, ways.items(), strict=True):
        ax.bar(names, shares, color=BLUE, edgecolor=DARK)
        label(ax, title, "next character", "probability" if ax is axes[0] else "")
    figure.suptitle(f"After “{context}”: the same scores, cut in {len(ways)} ways", fontsize=11)
    listed = "; ".join(
        f"{title}: " + ", ".join(f"{name} {share:.2f}" for name, share in zip(names, shares, strict=True) if share > 0)
        for title, shares in ways.items()
    )
    show(figure, f"Bars for the likeliest next characters after “{context}”, a panel a way of choosing. {listed}.")
