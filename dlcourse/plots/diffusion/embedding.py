"""A time embedding, drawn as a picture: one row a step, one column a number."""

import numpy as np

from dlcourse.plots.style import BLUE, ORANGE, label, new_figure, show


def waves(embedding: np.ndarray, pair: tuple[int, int]) -> None:
    """An embedding `(steps, dim)`, and how similar each step's vector is to those of two steps."""
    figure, (left, right) = new_figure(2, width=9.0, height=3.3)
    picture = left.imshow(embedding, cmap="gray", aspect="auto", vmin=-1, vmax=1)
    figure.colorbar(picture, ax=left, label="value")
    label(left, "Fast waves beside slow ones", "column", "step t")
    steps = np.arange(len(embedding))
    for step, colour, line in zip(pair, (BLUE, ORANGE), ("-", "--"), strict=True):
        right.plot(steps, embedding @ embedding[step] / (embedding[step] @ embedding[step]), line, color=colour)
        right.text(step, 1.03, f"t = {step}", ha="center", fontsize=9)
    right.set_ylim(None, 1.12)
    label(right, "Near in time means near as vectors", "step", "cosine with the vector of t")
    near = embedding[pair[0]] @ embedding[pair[0] + 1] / (embedding[pair[0]] @ embedding[pair[0]])
    show(
        figure,
        f"Left: a picture of {embedding.shape[0]} rows and {embedding.shape[1]} columns: quick stripes, then slower "
        f"ones. Right: two curves that peak at their own step; a neighbour's cosine is {near:.2f}.",
    )
