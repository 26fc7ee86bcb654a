"""One cell of a notebook, as a program or a person wrote it: repaired where that can be done, with a note."""

import re
from typing import Any

import nbformat

CELL_ID = re.compile("[a-zA-Z0-9_-]{1,64}")
# nbgrader's metadata of a cell: key → type. Other keys and values of other types are left out.
MARKS = {"schema_version": int, "grade": bool, "solution": bool, "locked": bool, "task": bool, "points": int | float,
         "grade_id": str, "cell_type": str, "checksum": str}  # fmt: skip
TYPES = ("code", "markdown", "raw")
KNOWN = (*TYPES, "heading")
MOST_NOTES = 10


def tidy_cells(found: list, outputs: bool, notes: list[str]) -> list[dict]:
    """The cells as plain data of version 4.5, with only the parts that this package uses."""
    taken: set[str] = set()
    cells, odd = [], []
    for place, cell in enumerate(found):
        if not isinstance(cell, dict):
            odd.append(f"cell {place + 1} is no cell: left out")
            continue
        name = cell.get("id")
        if not isinstance(name, str) or not CELL_ID.fullmatch(name) or name in taken:
            name = next(new for new in (f"cell-{place}{'-' * more}" for more in range(50)) if new not in taken)
        taken.add(name)
        tidied, remarks = _tidy_cell(cell, outputs)
        cells.append(tidied | {"id": name})
        odd += [f"cell {place + 1} {remark}" for remark in remarks]
    notes += odd[:MOST_NOTES] + ([f"{len(odd) - MOST_NOTES} more cells were odd"] if len(odd) > MOST_NOTES else [])
    return cells


def is_of_known_type(cell: object) -> bool:
    """Whether this can be a cell at all."""
    return isinstance(cell, dict) and (cell.get("cell_type") in KNOWN or "source" in cell)


def _tidy_cell(cell: dict, outputs: bool) -> tuple[dict, list[str]]:
    """A cell in the format, and what was odd about it."""
    found = _dict(cell.get("metadata"))
    marks = {key: value for key, value in _dict(found.get("nbgrader")).items() if isinstance(value, MARKS.get(key, ()))}
    metadata: dict[str, Any] = {}
    if tags := _tags(found.get("tags")):
        metadata["tags"] = tags
    if "grade_id" in marks:
        metadata["nbgrader"] = marks
    kind, type_remarks = _type_of(cell, marks)
    source, source_remarks = _source_of(cell)
    if cell.get("cell_type") == "heading":
        level = cell.get("level")
        source = f"{'#' * (level if isinstance(level, int) and 0 < level < 7 else 1)} {source}"
    kept: dict[str, Any] = {"cell_type": kind, "source": source, "metadata": metadata}
    if kind == "code":
        kept |= {"outputs": _outputs(cell) if outputs else [], "execution_count": None}
    elif pictures := {name: _strings(picture) for name, picture in _dict(cell.get("attachments")).items()}:
        kept["attachments"] = pictures
    return kept, [*type_remarks, *source_remarks]


def _type_of(cell: dict, marks: dict) -> tuple[str, list[str]]:
    """The type of a cell, and what was odd about it. Of an unknown one, the text is kept and not run."""
    said = cell.get("cell_type")
    if said in TYPES:
        return said, []
    shown = f"“{said[:20]}”" if isinstance(said, str) else "none"
    if said == "heading":
        return "markdown", [f"had the type {shown}: it counts as text"]
    if marks.get("cell_type") in TYPES:
        kind = str(marks["cell_type"])
    elif isinstance(said, str) and said.strip().casefold() in TYPES:
        kind = said.strip().casefold()
    else:
        kind = "code" if not isinstance(said, str) and ("outputs" in cell or "execution_count" in cell) else "raw"
    does = {"code": "it counts as code", "markdown": "it counts as text", "raw": "it is kept as text and not run"}
    return kind, [f"had the type {shown}: {does[kind]}"]


def _source_of(cell: dict) -> tuple[str, list[str]]:
    """The text of a cell, and what was odd about it."""
    source = cell.get("source", cell.get("input"))
    if isinstance(source, str):
        return source, []
    if isinstance(source, list):
        parts = [part for part in source if isinstance(part, str)]
        return "".join(parts), ["had lines that are no text: left out"] if len(parts) < len(source) else []
    return "", ["had no source: it counts as empty"]


def _outputs(cell: dict) -> list[dict]:
    """The outputs that the format knows; others are left out, as they are when a notebook is graded."""
    found = cell.get("outputs")
    return [output for output in found if _is_output(output)] if isinstance(found, list) else []


def _is_output(output: object) -> bool:
    if not isinstance(output, dict):
        return False
    try:
        nbformat.validate(output, ref="output", version=4, version_minor=5)
        return True
    except nbformat.ValidationError:
        return False


def _tags(value: object) -> list[str]:
    """The tags that the format allows, each once."""
    texts = [tag for tag in value if isinstance(tag, str)] if isinstance(value, list) else []
    return [tag for tag in dict.fromkeys(texts) if tag and "," not in tag]


def _dict(value: object) -> dict:
    return value if isinstance(value, dict) else {}


def _strings(value: object) -> dict[str, str]:
    return {key: text for key, text in _dict(value).items() if isinstance(text, str)}
