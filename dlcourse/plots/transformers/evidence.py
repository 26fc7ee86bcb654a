"""A text in which each piece is shaded by what it does to the answer: as HTML, so that any alphabet can be shown."""

from collections.abc import Sequence
from html import escape

import numpy as np


def shaded(texts: Sequence[Sequence[str]], effects: Sequence[np.ndarray], answers: Sequence[str], message: str) -> None:
    """One line a text: its pieces, dark where leaving them out changes the answer most.

    `effects` has a row for each text, `(pieces,)`: above 0 the piece speaks for a positive answer (underlined), below 0
    against it (in a box). `answers` stands in front of each line.
    """
    from IPython.display import HTML, display

    largest = max(float(np.abs(row).max()) for row in effects) or 1.0
    lines = [
        f"<p style='margin:.4em 0;line-height:1.9'><b>{escape(answer)}</b>&ensp;"
        + "".join(_piece(piece, effect / largest) for piece, effect in zip(text, row, strict=True))
        + "</p>"
        for text, row, answer in zip(texts, effects, answers, strict=True)
    ]
    key = f"<p>{_piece('underlined', 0.6)}: speaks for <i>positive</i>. {_piece('boxed', -0.6)}: speaks against it.</p>"
    display(HTML(f"<div style='max-width:46em'><p><b>{escape(message)}</b></p>{''.join(lines)}{key}</div>"))


def _piece(text: str, strength: float) -> str:
    if abs(strength) < 0.15:
        return escape(text)
    colour = f"rgba(0,114,178,{0.55 * strength:.2f})" if strength > 0 else f"rgba(230,159,0,{-0.75 * strength:.2f})"
    mark = "border-bottom:2px solid #222" if strength > 0 else "outline:1px solid #222"
    return f"<span style='background:{colour};{mark}'>{escape(text)}</span>"
