"""What `load` returns: train and test arrays, and what is known about them."""

import html
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

ARRAYS = ("x_train", "y_train", "x_test", "y_test")


@dataclass(frozen=True, eq=False, repr=False)
class Dataset:
    """Arrays of one data set, split into train and test, and a description.

    The first axis of `x_train` and `y_train` counts examples. For a series, `x` holds the dates and `y` the values,
    and the test part is the end of the series. For texts, `x` holds strings.
    """

    name: str
    title: str
    kind: str  # "library", "made" or "download"
    task: str  # "classification", "regression", "series", "points" or "ratings"
    x_train: np.ndarray
    y_train: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray
    about: str  # what one example is, in a sentence or two
    source: str
    licence: str
    classes: tuple[str, ...] = ()  # names of the labels 0, 1, 2, …
    features: tuple[str, ...] = ()  # names of the columns of x, or of y for a series
    extra: dict[str, Any] = field(default_factory=dict)  # what only this set has, such as the true factors of ratings

    def __iter__(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Unpack as Keras' own loaders do: `(x_train, y_train), (x_test, y_test) = load(…)`."""
        yield self.x_train, self.y_train
        yield self.x_test, self.y_test

    def facts(self) -> list[tuple[str, str]]:
        """Everything `describe` shows, as (heading, text) pairs."""
        shown = [(a, f"{array.shape}  {_kind_of_values(array)}") for a in ARRAYS for array in [getattr(self, a)]]
        if self.classes:
            listed = [f"{i} {c}" for i, c in enumerate(self.classes)]
            shown.append(("classes", ", ".join([*listed[:10], "…", listed[-1]] if len(listed) > 12 else listed)))
        if self.features:
            shown.append(("features", ", ".join(self.features)))
        if self.extra:
            shown.append(("extra", ", ".join(self.extra)))
        return [*shown, ("source", self.source), ("licence", self.licence)]

    def describe(self) -> str:
        """What is in the set, shapes, source and licence, as text to print."""
        width = max(len(heading) for heading, _ in self.facts())
        lines = [f"{self.name}: {self.title}", self.about, ""]
        return "\n".join(lines + [f"{heading:<{width}}  {text}" for heading, text in self.facts()])

    def __repr__(self) -> str:
        return self.describe()

    def _repr_html_(self) -> str:
        rows = "".join(
            f'<tr><th style="text-align:left">{html.escape(heading)}</th>'
            f'<td style="text-align:left">{html.escape(text)}</td></tr>'
            for heading, text in self.facts()
        )
        return (
            f"<p><b>{html.escape(self.name)}</b>: {html.escape(self.title)}<br>{html.escape(self.about)}</p>"
            f"<table>{rows}</table>"
        )


def _kind_of_values(array: np.ndarray) -> str:
    """The dtype, and for numbers the range, as a reminder to scale them."""
    if array.dtype.kind in "iuf" and array.size:
        missing = int(np.isnan(array).sum()) if array.dtype.kind == "f" else 0
        gaps = f", {missing} missing" if missing else ""
        return f"{array.dtype}, {np.nanmin(array):.6g} to {np.nanmax(array):.6g}{gaps}"
    if array.dtype.kind == "M" and array.size:
        return f"dates, {array.min()} to {array.max()}"
    return {"U": "text", "O": "one list of word numbers each"}.get(array.dtype.kind, str(array.dtype))
