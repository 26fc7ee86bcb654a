"""A rare class: confusion tables, thresholds, precision against recall, ROC."""

from collections.abc import Callable, Sequence

import numpy as np

from dlcourse.plots.style import BLUE, DARK, GREEN, GREY, ORANGE, label, new_figure, show


def tables(counts: dict[str, np.ndarray], names: Sequence[str]) -> None:
    """Confusion tables (2, 2) side by side, with the count in each field."""
    figure, axes = new_figure(len(counts), width=8.8, height=3.0)
    for ax, (title, table) in zip(axes, counts.items(), strict=True):
        ax.imshow(table / table.sum(axis=1, keepdims=True), cmap="Greys", vmin=0, vmax=1.3)
        for (row, column), count in np.ndenumerate(table):
            ax.text(column, row, f"{int(count):,}", ha="center", va="center", fontsize=13,
                    color="white" if count > 0.7 * table[row].sum() else DARK)  # fmt: skip
        ax.set_xticks([0, 1], ["runs on", "alarm"], fontsize=9)
        ax.set_yticks([0, 1], names if ax is axes[0] else ["", ""], fontsize=9)
        label(ax, title, "prediction", "truth" if ax is axes[0] else "")
    figure.suptitle("A lower threshold finds more breakdowns, and gives more false alarms", fontsize=11)
    told = "; ".join(f"{title}: {table.astype(int).tolist()}" for title, table in counts.items())
    show(figure, f"Tables of two by two, truth down, prediction across. {told}.")


def thresholds(
    truth: np.ndarray, p: np.ndarray, measures: Callable[[np.ndarray, np.ndarray], Sequence[float]]
) -> float:
    """Precision, recall and F1 against the threshold, from `measures(truth, predicted)`; returns the best for F1."""
    grid = np.linspace(0.02, 0.9, 89)
    values = np.array([measures(truth, (p >= threshold).astype(int)) for threshold in grid])
    best = float(grid[values[:, 2].argmax()])
    figure, ax = new_figure(width=7.4, height=3.3)
    for column, (name, colour, line) in enumerate(
        (("precision", ORANGE, "--"), ("recall", GREEN, "-."), ("F1", BLUE, "-"))
    ):
        ax.plot(grid, values[:, column], color=colour, ls=line, label=name)
    ax.plot(best, values[:, 2].max(), "*", ms=14, color=DARK)
    ax.axvline(0.5, color=GREY, ls=":", lw=1.2)
    at_half = values[np.abs(grid - 0.5).argmin(), 2]
    ax.text(0.51, 0.93, f"0.5: F1 {at_half:.2f}", fontsize=9)
    label(ax, f"F1 is best at {best:.2f} ({values[:, 2].max():.2f}), not at 0.5", "threshold (probability)", "share")
    ax.legend(frameon=False, fontsize=9, loc="center right")
    show(
        figure,
        "Against the threshold recall falls from near 1 to near 0. Precision rises, until hardly any alarm is left. "
        f"F1 has its top of {values[:, 2].max():.2f} at {best:.2f}; at 0.5 it is {at_half:.2f}.",
    )
    return best


def curves(truth: np.ndarray, scores: dict[str, np.ndarray]) -> None:
    """ROC and precision-recall curves of the same probabilities, side by side."""
    from sklearn.metrics import average_precision_score, precision_recall_curve, roc_auc_score, roc_curve

    figure, (left, right) = new_figure(2, width=8.8, height=3.7)
    told = []
    for (name, p), colour, line in zip(scores.items(), (BLUE, GREEN, ORANGE), ("-", "-.", "--"), strict=False):
        false, true, _ = roc_curve(truth, p)
        precision, recall, _ = precision_recall_curve(truth, p)
        area, mean = roc_auc_score(truth, p), average_precision_score(truth, p)
        left.plot(false, true, color=colour, ls=line, label=f"{name}: {area:.2f}")
        right.plot(recall[:-1], precision[:-1], color=colour, ls=line, label=f"{name}: {mean:.2f}")
        told.append(f"{name} {area:.2f} and {mean:.2f}")
    share = float(np.mean(truth))
    left.plot([0, 1], [0, 1], color=GREY, ls=":", lw=1.2, label="guessing: 0.50")
    right.axhline(share, color=GREY, ls=":", lw=1.2, label=f"guessing: {share:.2f}")
    label(left, "ROC, and the area below", "false alarms (share of those that run on)", "found (share of breakdowns)")
    label(right, "precision-recall, and its mean precision", "found (share of breakdowns)", "right (share of alarms)")
    left.legend(frameon=False, fontsize=8, loc="lower right")
    right.legend(frameon=False, fontsize=8, loc="upper right")
    right.set_ylim(0, 1.05)
    figure.suptitle("The same predictions: fine in the left picture, modest in the right one", fontsize=11)
    show(
        figure,
        "Left, ROC curves from (0, 0) to (1, 1), and the diagonal of guessing. Right, precision falls as recall "
        f"rises, and a level line of guessing at {share:.2f}. Area and mean precision: {', '.join(told)}.",
    )
