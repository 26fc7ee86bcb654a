"""Curves of one measured number against another: length, depth, time, context."""

from collections.abc import Mapping, Sequence

import numpy as np

from dlcourse.plots.style import COLOURS, DARK, GREY, LIGHT, LINES, MARKERS, label, new_figure, show


def by_length(
    lengths: Sequence[int], shares: Mapping[str, Sequence[float]], longest_trained: int, message: str
) -> None:
    """Share of right answers against length, one line a model; behind `longest_trained` no training text was."""
    figure, ax = new_figure(width=7.4, height=3.3)
    ax.axvspan(longest_trained + 0.5, max(lengths) + 0.5, color=LIGHT, label="longer than in training")
    for (name, values), colour, line, marker in zip(shares.items(), COLOURS, LINES, MARKERS, strict=False):
        ax.plot(lengths, values, ls=line, marker=marker, color=colour, label=name)
    ax.set_ylim(0, 1.03)
    ax.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1, 1))
    label(ax, message, "length of the text (characters)", "share of characters right")
    listed = "; ".join(
        f"{name}: " + ", ".join(f"{share:.2f} at {length}" for length, share in zip(lengths, values, strict=True))
        for name, values in shares.items()
    )
    show(figure, f"Share of right characters against length. {listed}. Training had at most {longest_trained}.")


def difference_by_depth(shares: Mapping[str, Sequence[float]], message: str) -> None:
    """How different the words of a text still are after each block of a random stack, one line a wiring."""
    figure, ax = new_figure(width=7.4, height=3.1)
    for (name, values), colour, line, marker in zip(shares.items(), COLOURS, LINES, MARKERS, strict=False):
        ax.plot(np.arange(1, len(values) + 1), values, ls=line, marker=marker, color=colour, label=name, ms=4)
    ax.set_yscale("log")
    ax.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1, 1))
    label(ax, message, "after block", "how different the words are")
    listed = "; ".join(f"{name}: {values[0]:.2g} after the first, {values[-1]:.2g} after the last block"
                       for name, values in shares.items())  # fmt: skip
    show(figure, f"How different the words still are after each block, between 0 and 1. {listed}.")


def bits_by_context(orders: Sequence[int], bits: Sequence[float], network: float, message: str) -> None:
    """Held-out bits per character of counters that see more and more characters, and of a network, as a line."""
    figure, ax = new_figure(width=7.0, height=3.2)
    ax.plot(orders, bits, "o-", color=COLOURS[0], label="counter with back-off")
    ax.axhline(network, color=COLOURS[1], ls="--", label="small Transformer")
    ax.set_ylim(0)
    ax.legend(frameon=False, fontsize=9, loc="upper right")
    label(ax, message, "characters that the counter looks back", "bits per character, held-out")
    listed = ", ".join(f"{order}: {value:.2f}" for order, value in zip(orders, bits, strict=True))
    show(figure, f"Bits per character against the characters a counter looks back, {listed}. Network: {network:.2f}.")


def cache_timing(lengths: Sequence[int], seconds: Mapping[str, Sequence[float]], message: str) -> None:
    """Milliseconds for one more character against the characters that are there already."""
    figure, ax = new_figure(width=7.0, height=3.2)
    for (name, values), colour, line, marker in zip(seconds.items(), COLOURS, LINES, MARKERS, strict=False):
        ax.plot(lengths, 1000 * np.asarray(values), ls=line, marker=marker, color=colour, label=name)
    ax.set_ylim(0)
    ax.legend(frameon=False, fontsize=9, loc="upper left")
    label(ax, message, "characters written so far", "time for the next one (ms)")
    listed = "; ".join(f"{name}: {1000 * values[-1]:.2f} ms at {lengths[-1]}" for name, values in seconds.items())
    show(figure, f"The time for one more character against the length so far. {listed}.")


def few_labels(counts: Sequence[int], shares: Mapping[str, Sequence[Sequence[float]]], message: str) -> None:
    """Accuracy on new texts against the number of labels: a dot a draw, a line through the means, for each way."""
    figure, ax = new_figure(width=7.2, height=3.3)
    for (name, table), colour, line, marker in zip(shares.items(), COLOURS, LINES, MARKERS, strict=False):
        means = np.mean(table, axis=1)
        ax.plot(counts, means, ls=line, marker=marker, color=colour, label=name)
        for count, draws in zip(counts, table, strict=True):
            ax.plot([count] * len(draws), draws, marker, color=colour, ms=3, alpha=0.5)
    ax.axhline(0.5, color=GREY, lw=1)
    ax.text(counts[0], 0.505, "chance", fontsize=9, color=DARK)
    ax.set_xscale("log")
    ax.set_xticks(counts, [str(count) for count in counts])
    ax.minorticks_off()
    ax.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1, 1))
    label(ax, message, "labelled reviews", "share of new reviews right")
    listed = "; ".join(
        f"{name}: "
        + ", ".join(f"{np.mean(draws):.2f} with {count}" for count, draws in zip(counts, table, strict=True))
        for name, table in shares.items()
    )
    show(figure, f"Share of new reviews that are right, against the number of labels. {listed}.")
