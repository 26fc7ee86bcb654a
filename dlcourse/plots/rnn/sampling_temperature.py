"""Sampling temperature: the same logits at low and high temperatures."""

from collections.abc import Sequence

import numpy as np

from dlcourse.plots.style import BLUE, DARK, label, new_figure, show


def next_letters(logits: np.ndarray, letters: Sequence[str], text: str, temperatures: Sequence[float]) -> None:
    """The probabilities of the ten likeliest next letters after `text`, one panel a temperature."""
    logits = np.asarray(logits, dtype=float)
    likeliest = np.argsort(logits)[::-1][:10]
    figure, axes = new_figure(len(temperatures), width=9.4, height=2.7, sharey=True)
    tops = []
    for ax, temperature in zip(axes, temperatures, strict=True):
        p = np.exp((logits - logits.max()) / temperature)
        p /= p.sum()
        ax.bar(range(10), p[likeliest], color=BLUE, edgecolor=DARK)
        ax.set_xticks(range(10), [{" ": "␣", "\n": "⏎"}.get(letters[i], letters[i]) for i in likeliest])
        ax.set_ylim(0, 1)
        label(ax, f"temperature {temperature:g}", "next letter", "probability" if ax is axes[0] else "")
        tops.append(f"{p.max():.2f} at temperature {temperature:g}")
    figure.suptitle(f"After “{text}”: cold sampling is sure of itself, hot sampling tries everything", fontsize=11)
    show(figure, f"Bars for the ten likeliest letters after {text!r}. The highest has {', '.join(tops)}.")
