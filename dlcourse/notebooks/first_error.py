"""The first error: the cell that stopped, where checks below it miss the names that it should have defined."""

import re

from nbformat import NotebookNode

from dlcourse.notebooks.texts import one_line

_PLACE = re.compile(r" \(\S{1,30}\.py, (line \d+)\)$")  # the kernel's name of the cell says nothing
_MISSING = re.compile(r"name '(\w{1,100})' is not defined")


def first_error(cells: list[NotebookNode]) -> list[str]:
    """In a list: which cell stopped, and why. Empty where no check misses a name."""
    missing = {name for cell in cells if _is_check(cell) for name in missing_names(cell)}
    return [stopped(cells, cause, missing)] if (cause := cause_of(cells, missing)) is not None else []


def missing_names(check: NotebookNode) -> set[str]:
    """The names that a check cell did not find, as its outputs say."""
    texts = []
    for output in check.get("outputs", []):
        texts += [str(output.get("evalue", "")), str(output.get("data", {}).get("text/plain", ""))]
    return {name for text in texts for name in _MISSING.findall(text)}


def cause_of(cells: list[NotebookNode], missing: set[str]) -> int | None:
    """The number of the first cell that stopped and was to define one of these names; else of the first to stop."""
    if not missing:
        return None
    stopped_cells = [index for index, cell in enumerate(cells) if not _is_check(cell) and _error(cell)]
    words = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(missing)))})\b")
    defining = [index for index in stopped_cells if words.search(cells[index].source)]
    return next(iter(defining + stopped_cells), None)


def stopped(cells: list[NotebookNode], index: int, missing: set[str]) -> str:
    """One line on a cell that stopped, and what is missing for it."""
    error = _error(cells[index])
    assert error is not None, "this cell stopped"
    said = one_line(f"{error.get('ename', 'Error')}: {error.get('evalue', '')}".strip(": "))
    reason = _PLACE.sub(r" (\1)", said)[:100]
    names = ", ".join(sorted(missing)[:3]) + (", …" if len(missing) > 3 else "")
    return f"cell {index + 1} stopped: {reason}. So the cells below it do not find {names}"


def _error(cell: NotebookNode) -> NotebookNode | None:
    return next((output for output in cell.get("outputs", []) if output.get("output_type") == "error"), None)


def _is_check(cell: NotebookNode) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("grade"))
