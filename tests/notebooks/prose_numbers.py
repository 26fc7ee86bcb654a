"""Numbers in the text of a chapter that nothing beside them shows."""

import re
from collections.abc import Iterator

import nbformat

from dlcourse.authoring.claims import sections
from dlcourse.authoring.prose import NO_PROSE, plain
from dlcourse.authoring.source import Cell

# What is no statement of a result: no prose, addresses, the chapter's time, names of chapters and exercises, dates.
ELSEWHERE = re.compile(
    rf"{NO_PROSE}|https?://\S+|^\*\*Time:[^\n]*$"
    r"|\b(?:[Cc]hapters?|[Ee]lectives?|[Ss]ections?|[Ee]xercises?|[Ff]igures?|pages?|[Qq]uestions?)"
    r"\s+\d+(?:(?:\s*(?:–|-|,|and|to)\s*)\d+)*"
    r"|\b(?:1[5-9]\d\d|20[0-4]\d)s?\b",
    re.DOTALL | re.MULTILINE,
)
NUMBER = re.compile(r"(?<![\w.])\d{1,3}(?:,\d{3})+(?!,?\d)|(?<![\w.])\d+(?:\.\d+)?(?=\s?%|\b)")
EVIDENCE = re.compile(r"-?\d+(?:,\d{3})+|-?\d*\.?\d+(?:e[+-]?\d+)?")
# In HTML, what may hold any number by chance: scripts with their images, and names of elements.
NO_TEXT = re.compile(r"<(script|style)\b.*?</\1>|\b(?:id|src|href|class)=\"[^\"]*\"", re.DOTALL)
SMALLEST = 10  # smaller whole numbers count things that the reader sees


def bare_numbers(cells: list[Cell], solution: nbformat.NotebookNode, results: str) -> Iterator[str]:
    """Each number of the text that stands after an output and that neither a claim, code nor an output shows.

    Decimals and percentages must be shown in their own section, whole numbers from 10 on anywhere before its end. In a
    text that names docs/results.md, its tables count too. Yields the number with the words around it.
    """
    outputs = iter([cell for cell in solution.cells if cell.cell_type == "code"])
    before: set[float] = set()
    for section in sections(cells):
        here: set[float] = set()
        texts: list[str] = []
        seen_output = False
        for cell in section:
            if isinstance(cell, str):
                texts += [cell] if seen_output else []
                continue
            here |= _numbers(cell.node.source)
            if "claim" not in cell.tags:
                shown = next(outputs)
                seen_output |= bool(shown.outputs) and "check" not in cell.tags
                here |= _numbers("\n".join(map(_text, shown.outputs)))
        before |= here
        for text in texts:
            more = _numbers(results) if "docs/results.md" in text else set()
            yield from _bare(text, here | more, before | more)


def _bare(source: str, here: set[float], before: set[float]) -> Iterator[str]:
    text = plain(ELSEWHERE.sub(lambda found: " " * len(found[0]), source))
    for found in NUMBER.finditer(text):
        digits = found[0].replace(",", "")
        percent = text[found.end() :].lstrip().startswith(("%", "percent", "in a hundred"))
        value, places = float(digits), len(digits.partition(".")[2])
        if not percent and not places and value < SMALLEST:
            continue
        evidence = here if percent or places else before
        scales = (1, 100) if percent else (1,)
        if not any(round(abs(number) * scale, places) == value for number in evidence for scale in scales):
            yield f"{text[max(0, found.start() - 40) : found.end() + 25]}".strip()


def _numbers(text: str) -> set[float]:
    return {float(found.replace(",", "")) for found in EVIDENCE.findall(text)}


def _text(output: nbformat.NotebookNode) -> str:
    """The text of an output; a figure's alt text, which code makes of its numbers, is its text."""
    return output.get("text", "") or "\n".join(
        NO_TEXT.sub("", value) if kind == "text/html" else value
        for kind, value in output.get("data", {}).items()
        if kind in ("text/plain", "text/html")
    )
