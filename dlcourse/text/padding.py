"""Sequences of different lengths in one array."""

from collections.abc import Sequence

import numpy as np

from dlcourse.text.vocabulary import PAD


def pad(sequences: Sequence[Sequence[int]], length: int, side: str = "post") -> np.ndarray:
    """An int32 array (samples, length): short sequences are filled with 0, long ones are cut, both on the same side.

    "post" fills and cuts at the end, so a long text keeps its beginning. "pre" does so at the start, so a long text
    keeps its end, and a recurrent network reads the padding first. Raises ValueError for another side.

    >>> pad([[5, 6], [7, 8, 9, 10]], length=3)
    array([[5, 6, 0],
           [7, 8, 9]], dtype=int32)
    >>> pad([[5, 6], [7, 8, 9, 10]], length=3, side="pre")
    array([[ 0,  5,  6],
           [ 8,  9, 10]], dtype=int32)
    """
    if side not in ("pre", "post"):
        raise ValueError(f'side must be "post" (the end) or "pre" (the start), not {side!r}.')
    padded = np.full((len(sequences), length), PAD, dtype=np.int32)
    for row, sequence in zip(padded, sequences, strict=True):
        kept = min(len(sequence), length)
        if side == "post":
            row[:kept] = sequence[:kept]
        else:
            row[length - kept :] = sequence[len(sequence) - kept :]
    return padded
