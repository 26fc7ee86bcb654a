"""The check of `split_heads` and `merge_heads`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise


@exercise(defines=["split_heads", "merge_heads"], rules=[BY_HAND])
def split_heads(split, merge, rng):
    r"""`split_heads(x, heads)`: (..., n, d) → (..., heads, n, d / heads), and `merge_heads(x)`, the way back.

    Requirements:
    - "split_heads turns $(\dots, n, d)$ into" → heads in front of the words
    - "columns of every word, head 1 the next ones, and so on" → each head has columns of its own
    - "puts them back" → merging puts every column back
    - "The dots stand for any axes in front, also none" → any axes in front
    """
    x = rng.normal(size=(2, 5, 12))
    with criterion(
        "heads in front of the words",
        hint="The axis of the heads stands before that of the words: (batch, heads, n, d / heads).",
    ):
        close(np.shape(split(x, 3)), [2, 3, 5, 4], what="the shape for (2, 5, 12) and three heads")
        close(np.shape(split(x, 4)), [2, 4, 5, 3], what="the shape for (2, 5, 12) and four heads")
    with criterion(
        "each head has columns of its own",
        weight=2,
        hint="reshape alone fills the heads in reading order: the first head would get whole words. Split the LAST "
        "axis in two, heads first, then swap axes.",
    ):
        for heads in (3, 4):
            columns = np.stack(np.split(x, heads, axis=-1), axis=1)
            close(split(x, heads), columns, what=f"the columns of {heads} heads")
    with criterion(
        "merging puts every column back",
        weight=2,
        hint="Swap the axes of heads and words back first; only then make one axis of the last two.",
    ):
        columns = rng.normal(size=(2, 3, 5, 4))
        side_by_side = np.concatenate([columns[:, head] for head in range(3)], axis=-1)
        close(merge(columns), side_by_side, what="three heads, merged,")
    with criterion("any axes in front", hint="Count axes from the END (-1, -2, -3), and keep all that stand before."):
        deep = rng.normal(size=(2, 3, 5, 8))
        columns = np.stack(np.split(deep, 4, axis=-1), axis=-3)
        for one, several in ((deep, columns), (deep[0, 0], columns[0, 0])):
            close(split(one, 4), several, what=f"split_heads of the shape {one.shape}")
            close(merge(several), one, what=f"merge_heads of the shape {several.shape}")
