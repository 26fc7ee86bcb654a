"""A page that lists every exercise, with a link to it."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from myst_parser.mdit_to_docutils.base import default_slugify

from dlcourse.authoring.source import read_source
from dlcourse.chapters import Chapter

HEADING = re.compile(r"^### (Exercise \d+ · (.*?) \((.*)\))$", re.MULTILINE)


def headings(course: Path, chapter: str) -> Iterator[tuple[str, str, str]]:
    """The heading of each exercise of a chapter: the whole, its title, and what stands in its parentheses."""
    for cell in read_source(course / "solutions" / chapter / f"{chapter}.py"):
        if cell.node.cell_type == "markdown":
            for found in HEADING.finditer(cell.node.source):
                yield found[1], found[2], found[3]


def page(course: Path, chapters: Iterable[Chapter]) -> str:
    """The page, in Markdown: a table for each of these chapters."""
    tables = [_table(course, chapter) for chapter in chapters]
    intro = "Each links to where it stands. ●○○ is easy, ●●● is hard.\n"
    return "\n".join(["# All exercises\n", intro, *tables])


def _table(course: Path, chapter: Chapter) -> str:
    lines = [f"## {chapter.number} · {chapter.title}\n", "| Exercise | Points, minutes, difficulty |", "|---|---|"]
    for heading, title, about in headings(course, chapter.name):
        place = f"../chapters/{chapter.name}.ipynb#{default_slugify(heading)}"
        lines.append(f"| [{title}]({place}) | {about} |")
    return "\n".join(lines) + "\n"
