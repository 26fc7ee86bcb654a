"""Reading a chapter's source: a jupytext py:percent file, cell by cell, each with its place in the file."""

from dataclasses import dataclass
from pathlib import Path

import jupytext
from nbformat import NotebookNode


class AuthorError(Exception):
    """A chapter's source has a mistake; the message names the file, the cell and what to do."""


@dataclass(frozen=True)
class Cell:
    """One cell of a source file, and its position there."""

    node: NotebookNode
    path: Path
    number: int  # counted from 1
    line: int

    @property
    def tags(self) -> set[str]:
        return set(self.node.metadata.get("tags", []))

    @property
    def points(self) -> object:
        """The points in the cell's header, not yet checked, or None."""
        return self.node.metadata.get("points")

    def error(self, problem: str) -> AuthorError:
        """The error to raise about this cell."""
        return AuthorError(f"{self.path.name}, cell {self.number} (line {self.line}): {problem}")


def read_source(path: Path) -> list[Cell]:
    """The cells of a source file, in order. Raises AuthorError if the file cannot be read."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise AuthorError(f"{path} does not exist.") from None
    except UnicodeDecodeError as error:
        raise AuthorError(f"{path} is not UTF-8 text: {error.reason} at byte {error.start}.") from None
    notebook = jupytext.reads(text, fmt="py:percent")
    lines = [number for number, line in enumerate(text.splitlines(), start=1) if line.startswith("# %%")]
    if len(lines) != len(notebook.cells):
        raise AuthorError(f"{path.name}: every cell must start with a `# %%` line, the first one too.")
    return [
        Cell(node, path, number, line)
        for number, (node, line) in enumerate(zip(notebook.cells, lines, strict=True), start=1)
    ]
