"""Claims: cells of an author that assert what the text around them says, and that neither notebook contains.

A claim begins with the words of the text that it stands for, and then asserts them::

    # %% tags=["claim"]
    # > The network makes fewer mistakes than the line.
    assert network_errors < line_errors

A build runs it, and so do the tests of the committed solution. It runs as the body of a function, so nothing later can
use what it defines. It must not draw from the global random numbers, which later cells use.
"""

import re
import textwrap
from collections.abc import Iterable

import nbformat

from dlcourse.authoring.prose import plain
from dlcourse.authoring.source import AuthorError, Cell

TAG = "claim"

_QUOTE = "# > "
_HEADING = re.compile(r"^(?=## )", re.MULTILINE)


def is_claim(cell: Cell) -> bool:
    return TAG in cell.tags


def without_claims(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook that is committed: it has every cell but the claims."""
    notebook.cells = [node for node in notebook.cells if TAG not in node.metadata.get("tags", [])]
    return notebook


def as_function(source: str) -> str:
    """The code that runs a claim: what it defines is gone afterwards."""
    return f"def _claim():\n{textwrap.indent(source, '    ')}\n    return\n_claim()\ndel _claim"


def quotes(claim: Cell) -> list[str]:
    """What a claim quotes of the text: lines after `# > ` that follow each other are one quotation."""
    found: list[str] = []
    open_quote = False
    for line in claim.node.source.splitlines():
        if line.startswith(_QUOTE):
            words = line.removeprefix(_QUOTE).strip()
            if open_quote:
                found[-1] += f" {words}"
            else:
                found.append(words)
        open_quote = line.startswith(_QUOTE)
    return found


def check_quotes(cells: list[Cell]) -> None:
    """Raise AuthorError for a claim that quotes nothing, or words that its section does not have."""
    for section in sections(cells):
        text = plain("\n\n".join(part for part in section if isinstance(part, str)))
        for cell in (part for part in section if isinstance(part, Cell) and is_claim(part)):
            if not quotes(cell):
                raise cell.error("a claim begins with the words that it stands for: `# > The network is better.`")
            for quote in quotes(cell):
                if plain(quote) not in text:
                    raise cell.error(f"the text of this section does not say “{quote}”.")


def sections(cells: Iterable[Cell]) -> list[list[Cell | str]]:
    """For each section, from one heading of the second level to the next, its code cells and its texts, in order.

    Written answers are left out.
    """
    found: list[list[Cell | str]] = [[]]
    for cell in cells:
        if cell.node.cell_type != "markdown":
            found[-1].append(cell)
        elif "answer" not in cell.tags:
            before, *headed = _HEADING.split(cell.node.source)
            found[-1].append(before)
            found += [[text] for text in headed]
    return found


def failed(claim: Cell, reason: str) -> AuthorError:
    """The error to raise about a claim that does not hold."""
    said = " / ".join(quotes(claim))
    return claim.error(f"the text says “{said}”, and that does not hold: {reason}")
