"""Small pictures of 8 × 8 pixels in rows: rebuilt, cleaned, invented, and what they are made of."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes

from dlcourse.plots.animation import animate
from dlcourse.plots.style import label, new_figure, show


def strip(ax: Axes, images: np.ndarray, gap: int = 1) -> None:
    """Draw images `(n, 64)` from 0 (paper) to 1 (ink) side by side, with thin frames between them."""
    framed = np.pad(images.reshape(-1, 8, 8), ((0, 0), (gap, gap), (gap, gap)), constant_values=0.25)
    ax.imshow(np.concatenate(list(framed), axis=1), cmap="gray_r", vmin=0, vmax=1)
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_visible(False)


def sheet(rows: Mapping[str, np.ndarray], title: str, alt: str) -> None:
    """A row of images `(n, 64)` for each name."""
    columns = max(len(images) for images in rows.values())
    figure, axes = new_figure(rows=len(rows), width=9.0, height=(6.6 / columns) * len(rows) + 0.5, squeeze=False)
    for ax, (name, images) in zip(axes.flat, rows.items(), strict=True):
        strip(ax, images)
        ax.set_ylabel(name, rotation=0, ha="right", va="center", fontsize=9)
    figure.suptitle(title, fontsize=11)
    show(figure, alt)


def puzzle(x_train: np.ndarray, x_test: np.ndarray, y_test: np.ndarray) -> None:
    """Ten test digits and a picture of stripes, rebuilt from 2, 8 and 32 principal components, in disorder."""
    shown = np.stack([x_test[np.flatnonzero(y_test == digit)[1]] for digit in range(10)])
    stripes = np.tile([1.0, 1.0, 0.0, 0.0], (8, 2)).reshape(1, 64)
    shown = np.concatenate([shown, stripes])
    mean = x_train.mean(axis=0)
    directions = np.linalg.svd(x_train - mean, full_matrices=False)[2]
    rows = {"the pictures": shown}
    for name, k in (("A", 32), ("B", 2), ("C", 8)):
        rows[name] = mean + (shown - mean) @ directions[:k].T @ directions[:k]
    sheet(
        rows,
        "Rebuilt from a few numbers each: 2, 8 or 32?",
        "Four rows of eleven small pictures. First row: the digits 0 to 9, and vertical stripes. Row A: digits nearly "
        "as they were. Row B: soft grey shapes, some of another digit. Row C: digits, a little blurred. The two "
        "stripes have become something like a digit in B and C, and are broken in A.",
    )


def directions(components: np.ndarray, decoder: np.ndarray) -> None:
    """Rows of PCA and of a linear decoder, both `(k, 64)`, as pictures: dark is negative, bright is positive."""
    k = len(components)
    figure, axes = new_figure(k, 2, width=1.25 * k, height=3.0, squeeze=False)
    for row, (name, pictures) in zip(axes, {"PCA": components, "decoder": decoder}.items(), strict=True):
        reach = np.abs(pictures).max()
        for ax, picture in zip(row, pictures, strict=True):
            ax.imshow(picture.reshape(8, 8), cmap="cividis", vmin=-reach, vmax=reach)
            ax.set(xticks=[], yticks=[])
        row[0].set_ylabel(name, fontsize=10)
    figure.suptitle("The same space, other axes", fontsize=11)
    show(
        figure,
        f"Two rows of {k} pictures with dark and bright patches: the principal components above, the rows of the "
        "decoder's matrix below. No picture above is equal to one below.",
    )


def made_of(image: np.ndarray, pieces: np.ndarray, amounts: np.ndarray) -> None:
    """A digit `(64,)`, and the pieces `(n, 64)` that its sparse code uses most, with their amounts."""
    figure, axes = new_figure(len(pieces) + 1, width=9.0, height=1.75)
    axes[0].imshow(image.reshape(8, 8), cmap="gray_r")
    axes[0].set_title("the digit", fontsize=9)
    reach = np.abs(pieces).max()
    for ax, piece, amount in zip(axes[1:], pieces, amounts, strict=True):
        ax.imshow(piece.reshape(8, 8), cmap="cividis", vmin=-reach, vmax=reach)
        ax.set_title(f"{amount:.2f} ×", fontsize=9)
    for ax in axes:
        ax.set(xticks=[], yticks=[])
    figure.suptitle("A digit is a short list of pieces (bright: adds ink, dark: takes it away)", fontsize=11)
    show(
        figure,
        f"A digit, and beside it the {len(pieces)} pieces that its sparse code uses most, each a picture with few "
        f"bright and dark patches, with the amounts {', '.join(f'{amount:.2f}' for amount in amounts)}.",
    )


def walking(frames: Sequence[np.ndarray], titles: Sequence[str], alt: str) -> None:
    """An animation of rows of images: each frame `(n, 64)` in 0..1."""
    figures = []
    for images, title in zip(frames, titles, strict=True):
        figure, ax = new_figure(width=8.0, height=1.3)
        strip(ax, images)
        ax.set_title(title, fontsize=11, loc="left")
        figures.append(figure)
    animate(figures, alt, frames_per_second=6)


def latent_sheet(images: np.ndarray, reach: float) -> None:
    """Pictures `(rows, columns, 64)` of a two-number code, over a square from −reach to reach."""
    rows, columns = images.shape[:2]
    framed = np.pad(images.reshape(rows, columns, 8, 8), ((0, 0), (0, 0), (1, 1), (1, 1)), constant_values=0.15)
    tiled = framed.transpose(0, 2, 1, 3).reshape(10 * rows, 10 * columns)
    figure, ax = new_figure(width=5.4, height=5.2)
    ax.imshow(tiled, cmap="gray_r", vmin=0, vmax=1, extent=(-reach, reach, -reach, reach))
    label(ax, "Codes that are close give similar pictures", "first number of the code", "second number of the code")
    show(
        figure,
        f"A sheet of {rows} by {columns} digits, one for each code on a square grid. Neighbours are alike, and digits "
        "turn into each other gradually; there are no holes.",
    )
