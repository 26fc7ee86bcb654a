"""The chapters' cards for the home page: a picture, a promise, minutes, difficulty, and what a chapter builds on."""

import base64
from collections.abc import Iterable
from pathlib import Path

import nbformat

from dlcourse.chapters import Chapter

ELECTIVES = """## Electives

The course is whole without these. Each goes further in one direction, in the same form.
"""


def cover(solved: nbformat.NotebookNode) -> tuple[bytes, str]:
    """The first figure of a chapter, which is its puzzle, as PNG, and its alt text."""
    outputs = (output for cell in solved.cells for output in cell.get("outputs", []))
    first = next(output for output in outputs if "image/png" in output.get("data", {}))
    return base64.b64decode(first.data["image/png"]), first.metadata["image/png"]["alt"]


def write_cards(chapters: Iterable[Chapter], solutions: dict[str, nbformat.NotebookNode], target: Path) -> None:
    """Write `cards.md`, which the home page includes, and the pictures, into the folder `target` of `docs/`."""
    (target / "covers").mkdir(parents=True, exist_ok=True)
    course: list[str] = []
    electives: list[str] = []
    for chapter in chapters:
        picture, alt = cover(solutions[chapter.name])
        (target / "covers" / f"{chapter.name}.png").write_bytes(picture)
        card = _card(chapter, alt, f"{target.name}/covers/{chapter.name}.png")
        (electives if chapter.elective else course).append(card)
    text = _container(course) + (f"\n{ELECTIVES}\n{_container(electives)}" if electives else "")
    (target / "cards.md").write_text(text, encoding="utf-8")


def _container(cards: list[str]) -> str:
    return "::::{container} cards\n" + "".join(cards) + "::::\n"


def _card(chapter: Chapter, alt: str, picture: str) -> str:
    """One card, in MyST Markdown; links and pictures are relative to `docs/`."""
    link = f"chapters/{chapter.name}.ipynb"
    after = f" · after {', '.join(chapter.builds_on)}" if chapter.builds_on else ""
    alt = alt.replace("[", "(").replace("]", ")").replace("\n", " ")
    return (
        ":::{container} card\n"
        f"![{alt}]({picture})\n\n"
        f"**[{chapter.number} · {chapter.title}]({link})**\n\n"
        f"{chapter.promise}\n\n"
        f"{chapter.minutes} min · {chapter.difficulty}{after}\n"
        ":::\n"
    )
