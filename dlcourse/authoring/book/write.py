"""Write what Sphinx reads besides the guides: `python -m dlcourse.authoring.book.write docs`."""

import sys
from pathlib import Path

import nbformat

from dlcourse.authoring.book import exercises, glossary
from dlcourse.authoring.book.cards import write_cards
from dlcourse.authoring.book.pages import page
from dlcourse.authoring.build import chapters_of, replace_file


def write_book(course: Path, docs: Path) -> None:
    """Write one notebook a chapter into `chapters/` of the folder `docs`, and remove others; the rest into `book/`."""
    chapters, book = docs / "chapters", docs / "book"
    names = chapters_of(course)
    for stale in set(chapters.glob("*.ipynb")) - {chapters / f"{name}.ipynb" for name in names}:
        stale.unlink()
    terms = glossary.read_terms(course / "docs" / "glossary.csv")
    solutions = {}
    for name in names:
        released, solutions[name] = (
            nbformat.read(course / kind / name / f"{name}.ipynb", as_version=4) for kind in ("notebooks", "solutions")
        )
        made = page(released, solutions[name])
        glossary.link_first_uses(made, name.partition("_")[0], terms)
        replace_file(chapters / f"{name}.ipynb", nbformat.writes(made) + "\n")
    write_cards(names, solutions, book)
    replace_file(book / "exercises.md", exercises.page(course, names))
    replace_file(book / "glossary.md", glossary.page(terms, names))


if __name__ == "__main__":
    write_book(Path.cwd(), Path(sys.argv[1]))
