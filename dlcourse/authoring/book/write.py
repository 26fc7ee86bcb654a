"""Write what Sphinx reads besides the guides: `python -m dlcourse.authoring.book.write docs`."""

import sys
from pathlib import Path

import nbformat

from dlcourse.authoring.book import exercises, glossary
from dlcourse.authoring.book.cards import write_cards
from dlcourse.authoring.book.pages import page
from dlcourse.authoring.build import chapters_of, replace_file
from dlcourse.chapters import CHAPTERS


def write_book(course: Path, docs: Path) -> None:
    """Write one notebook a chapter into `chapters/` of the folder `docs`, and remove others; the rest into `book/`."""
    pages, book = docs / "chapters", docs / "book"
    names = chapters_of(course)
    chapters = [chapter for chapter in CHAPTERS if chapter.name in names]
    for stale in set(pages.glob("*.ipynb")) - {pages / f"{name}.ipynb" for name in names}:
        stale.unlink()
    terms = glossary.read_terms(course / "docs" / "glossary.csv")
    solutions = {}
    for chapter in chapters:
        file = f"{chapter.name}.ipynb"
        released, solutions[chapter.name] = (
            nbformat.read(course / kind / chapter.name / file, as_version=4) for kind in ("notebooks", "solutions")
        )
        made = page(released, solutions[chapter.name])
        glossary.link_first_uses(made, chapter.number, terms)
        replace_file(pages / file, nbformat.writes(made) + "\n")
    write_cards(chapters, solutions, book)
    replace_file(book / "exercises.md", exercises.page(course, chapters))
    replace_file(book / "glossary.md", glossary.page(terms, chapters))


if __name__ == "__main__":
    write_book(Path.cwd(), Path(sys.argv[1]))
