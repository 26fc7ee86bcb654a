"""Figures about recommenders: a sparse table of ratings, the factors learned from it, and new users."""

from collections.abc import Mapping, Sequence

import numpy as np

from dlcourse.plots.style import COLOURS, DARK, GREY, LINES, MARKERS, label, new_figure, show


def table_of_ratings(people: np.ndarray, films: np.ndarray, stars: np.ndarray, shape: tuple[int, int]) -> None:
    """Stars by person and film, for the first 40 and 60; white where nobody rated."""
    table = np.full(shape, np.nan)
    table[people, films] = stars
    figure, ax = new_figure(width=7.6, height=4.0)
    picture = ax.imshow(table[:40, :60], cmap="viridis", vmin=0.5, vmax=5, aspect="auto")
    figure.colorbar(picture, label="stars")
    share = 1 - len(stars) / (shape[0] * shape[1])
    label(ax, f"{share:.0%} of the table is empty: what belongs there?", "film", "person")
    show(
        figure,
        f"A table of 40 people and 60 films, coloured where a person rated a film, white elsewhere. In the whole "
        f"table {share:.0%} of the places are white.",
    )


def factors_and_truth(found: np.ndarray, true: np.ndarray, names: Sequence[str]) -> None:
    """How well linear combinations of the learned factors predict each true trait of the films."""
    design = np.column_stack([found, np.ones(len(found))])
    figure, axes = new_figure(len(names), width=8.4, height=3.0, sharey=True)
    correlations = []
    for ax, taste, name, colour, marker in zip(axes, true.T, names, COLOURS, MARKERS, strict=False):
        fitted = design @ np.linalg.lstsq(design, taste, rcond=None)[0]
        correlations.append(np.corrcoef(fitted, taste)[0, 1])
        ax.plot(taste, fitted, marker, color=colour, ms=3)
        ax.axline((0, 0), slope=1, color=GREY, lw=1, ls="--")
        label(ax, f"{name}: r = {correlations[-1]:.2f}", "true trait", "from the factors" if ax is axes[0] else "")
    figure.suptitle("Nobody told the model what the tastes are; it found them in the stars", fontsize=11)
    listed = ", ".join(f"{name} {r:.2f}" for name, r in zip(names, correlations, strict=True))
    show(figure, f"A dot for each film: its true trait against what the learned factors say. Correlations: {listed}.")


def by_experience(errors: Mapping[str, Sequence[float]], groups: Sequence[str], title: str) -> None:
    """The RMSE of each model for people with few and with many ratings."""
    figure, ax = new_figure(width=7.2, height=3.2)
    for (name, values), colour, line, marker in zip(errors.items(), (DARK, *COLOURS), LINES, MARKERS, strict=False):
        ax.plot(range(len(groups)), values, ls=line, marker=marker, color=colour, label=name)
    ax.set_xticks(range(len(groups)), groups)
    ax.set_ylim(0)
    ax.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1, 1))
    label(ax, title, "ratings of the person before the test", "RMSE (stars)")
    first, last = ({name: values[i] for name, values in errors.items()} for i in (0, -1))
    text = [f"{when} ratings: " + ", ".join(f"{name} {value:.2f}" for name, value in part.items())
            for when, part in ((groups[0], first), (groups[-1], last))]  # fmt: skip
    show(figure, f"RMSE against the number of ratings a person has given, one line a model. {'; '.join(text)}.")
