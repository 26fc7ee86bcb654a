"""The commands in a document, in order: its shell blocks line by line, and its code between backquotes."""

from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token


@dataclass(frozen=True)
class Line:
    """A line of a shell block; with a backslash at its end, the next one belongs to it."""

    place: str  # the document, with its folder, and the number of the line
    section: str  # the heading above it
    text: str

    @property
    def command(self) -> str:
        """The line without its comment."""
        return self.text.partition("  #")[0].strip()


def shell_lines(document: Path) -> list[Line]:
    """All commands in the document's ```sh blocks."""
    found, section = [], ""
    tokens = _tokens(document)
    for before, token in zip([None, *tokens], tokens, strict=False):
        if before and before.type == "heading_open":
            section = token.content
        elif _is_fence(token, "sh"):
            found += _lines(document, section, token)
    return found


def block(document: Path, language: str, text: str) -> str:
    """The document's only block in this language that contains this text."""
    (found,) = [token.content for token in _tokens(document) if _is_fence(token, language) and text in token.content]
    return found


def between_backquotes(document: Path) -> list[str]:
    """All code in the document's prose and tables."""
    return [
        part.content
        for token in _tokens(document)
        for part in token.children or []
        if part.type == "code_inline"
    ]  # fmt: skip


def _tokens(document: Path) -> list[Token]:
    return MarkdownIt("commonmark").enable("table").parse(document.read_text(encoding="utf-8"))


def _is_fence(token: Token, language: str) -> bool:
    return token.type == "fence" and token.info.split()[:1] == [language]


def _lines(document: Path, section: str, fence: Token) -> list[Line]:
    assert fence.map is not None  # every block has its lines
    found, begun = [], []
    for number, text in enumerate(fence.content.splitlines(), fence.map[0] + 2):
        begun.append(text)
        if not text.endswith("\\"):
            first = number - len(begun) + 1
            found.append(Line(f"{document.parent.name}/{document.name}:{first}", section, "\n".join(begun)))
            begun = []
    assert not begun, f"{document.name}: a shell block ends with a backslash"
    return [line for line in found if line.text.strip()]
