"""The glossary, English and Korean: its page, and links to it from the chapters."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import nbformat
from docutils.nodes import make_id

from dlcourse.authoring.prose import NO_PROSE
from dlcourse.chapters import Chapter

LEFT = re.compile(NO_PROSE, re.DOTALL | re.MULTILINE)  # as it is: no links within


@dataclass(frozen=True)
class Term:
    """A term, in two languages, the number of the chapter that teaches it, and its meaning."""

    term: str
    korean: str
    chapter: str
    meaning: str

    @property
    def target(self) -> str:
        return f"term-{make_id(self.term)}"

    @property
    def pattern(self) -> re.Pattern[str]:
        """Matches the term, also in the plural and with a capital letter."""
        first, rest = re.escape(self.term[0]), re.escape(self.term[1:])
        return re.compile(rf"(?<![\w-])(?i:{first}){rest}(?:s|es)?(?![\w-])")


def read_terms(path: Path) -> list[Term]:
    """The terms of `glossary.csv`."""
    with path.open(encoding="utf-8", newline="") as file:
        return [Term(**row) for row in csv.DictReader(file)]


def page(terms: Iterable[Term], chapters: Iterable[Chapter]) -> str:
    """The page of the glossary, in Markdown: each term can be linked to, and links to the chapter that teaches it."""
    pages = {chapter.number: f"../chapters/{chapter.name}.ipynb" for chapter in chapters}
    entries = [
        f"({term.target})=\n\n**{term.term}** · {term.korean} · [chapter {term.chapter}]({pages[term.chapter]})\n"
        f": {term.meaning}\n"
        for term in terms
    ]
    return "\n".join(
        ["# Glossary\n", "Each term in English and in Korean, and the chapter that teaches it.\n", *entries]
    )


def link_first_uses(notebook: nbformat.NotebookNode, chapter: str, terms: Iterable[Term]) -> None:
    """Link the first use of each term that this chapter or an earlier one teaches, in place."""
    texts = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
    # Longer terms first, so that "word embedding" is not taken for an embedding.
    waiting = sorted((term for term in terms if term.chapter <= chapter), key=lambda term: -len(term.term))
    for cell in texts:
        for term in list(waiting):
            linked = _link(cell.source, term)
            if linked != cell.source:
                cell.source = linked
                waiting.remove(term)


def _link(text: str, term: Term) -> str:
    """The text with its first use of the term as a link."""
    left = [found.span() for found in LEFT.finditer(text)]
    for found in term.pattern.finditer(text):
        if not any(start < found.end() and found.start() < end for start, end in left):
            return f"{text[: found.start()]}[{found[0]}](#{term.target}){text[found.end() :]}"
    return text
