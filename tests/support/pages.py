"""The pages of `make docs`, and a page of a browser that remembers what went wrong in it."""

from dlcourse.authoring.build import chapters_of
from tests.conftest import REPOSITORY

CHAPTERS = chapters_of(REPOSITORY)
GUIDES = [
    "index",
    "book/exercises",
    "book/glossary",
    "errata",
    "instructors",
    "classroom",
    "authors",
    "architecture",
    "testing",
    "grading",
    "results",
    "dependencies",
]
PAGES = GUIDES + [f"chapters/{chapter}" for chapter in CHAPTERS]


def watched(browser, viewport: dict[str, int]):
    """A new page of this size that remembers what went wrong in it, in `problems`."""
    page = browser.new_page(viewport=viewport)
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on(
        "console",
        lambda line: (
            page.problems.append(f"{line.text} {line.location.get('url', '')}") if line.type == "error" else None
        ),
    )
    return page
