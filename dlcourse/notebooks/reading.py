"""Read a notebook: used by building, checking, grading, and wherever points are shown."""

import json
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from dlcourse.notebooks.cells import is_of_known_type, tidy_cells
from dlcourse.notebooks.texts import UnreadableError, content_of, one_line

MAX_CELLS = 2000  # a chapter has about seventy; to tidy, validate and compare a hundred thousand takes minutes


def read_notebook(path: Path, outputs: bool = True) -> NotebookNode:
    """Read a notebook of any version as version 4.5, with or without its outputs. Raises UnreadableError."""
    return read_noting(path, outputs)[0]


def read_noting(path: Path, outputs: bool = True) -> tuple[NotebookNode, list[str]]:
    """The same, and a note on each thing that was odd and was repaired or left out.

    Metadata that running and grading do not need are left out. Parts that the format requires and some programs do not
    write are added: ids of cells, empty outputs.
    """
    content = content_of(path)
    if not isinstance(content, dict):
        raise UnreadableError(f"not a notebook, but {_kind(content)}")
    notes: list[str] = []
    try:
        content = _of_version_4(content, notes)
        text = json.dumps(_tidy(content, outputs, notes), ensure_ascii=False)
        notebook = nbformat.reads(text.encode(errors="replace").decode(), as_version=4)  # lone surrogates become ?
        nbformat.validate(notebook)
    except nbformat.ValidationError as error:
        where = "/".join(str(part) for part in getattr(error, "path", ()))
        raise UnreadableError(f"not a valid notebook: {one_line(where) or 'its parts'} cannot be read") from None
    except UnreadableError:
        raise
    except Exception as error:  # nbformat raises many kinds: KeyError, AttributeError, NotJSONError, …
        raise UnreadableError(f"not a notebook ({type(error).__name__})") from None
    if not notebook.cells:
        raise UnreadableError("the notebook has no cells")
    return notebook, notes


def _kind(content: object) -> str:
    kinds = {list: "a list", str: "a text", bool: "a value"}
    return kinds.get(type(content), "a number" if isinstance(content, int | float) else "a value")


def _of_version_4(content: dict, notes: list[str]) -> dict:
    """The notebook in version 4, whatever it says of its version; what it holds tells the same."""
    holds_cells = isinstance(content.get("cells"), list)
    if not holds_cells and not isinstance(content.get("worksheets"), list):
        raise UnreadableError("not a notebook: it has no list of cells")
    sheets = [sheet for sheet in _list(content.get("worksheets")) if isinstance(sheet, dict)]
    if sum(len(_list(part.get("cells"))) for part in (content, *sheets)) > MAX_CELLS:
        raise UnreadableError(f"the notebook has more than {MAX_CELLS:,} cells: delete those that are not needed")
    said = content.get("nbformat")
    if isinstance(said, bool) or not isinstance(said, int | float):
        notes.append("the version of the format (nbformat) was missing or no number")
    if holds_cells:
        return content
    version = 2 if said == 2 else 3
    old = {"nbformat": version, "nbformat_minor": 0, "metadata": {}, "worksheets": [_sheet(one) for one in sheets]}
    return nbformat.reads(json.dumps(old), as_version=4)


def _sheet(sheet: dict) -> dict:
    """A part of an old notebook, with all that conversion to version 4 needs."""
    cells = [cell for cell in _list(sheet.get("cells")) if isinstance(cell, dict)]
    for cell in cells:
        cell["metadata"] = metadata if isinstance(metadata := cell.get("metadata"), dict) else {}
        for key in ("input", "source"):
            cell[key] = cell.get(key) or ""
        cell["outputs"] = _list(cell.get("outputs"))
        cell.setdefault("language", "python")
        cell.setdefault("collapsed", False)
    return {"metadata": {}, "cells": cells}


def _tidy(content: dict, outputs: bool, notes: list[str]) -> dict:
    """A notebook as plain data of version 4.5, with only the parts that this package uses."""
    found = content.get("metadata")
    found = found if isinstance(found, dict) else {}
    spec, language = _strings(found.get("kernelspec")), _strings(found.get("language_info"))
    metadata = {"kernelspec": spec} if {"name", "display_name"} <= set(spec) else {}
    metadata |= {"language_info": language} if "name" in language else {}
    cells = tidy_cells(content["cells"], outputs, notes)
    if content["cells"] and not any(map(is_of_known_type, content["cells"])):
        raise UnreadableError("not a notebook: none of its cells has a known type")
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells}


def _strings(value: object) -> dict[str, str]:
    return {key: text for key, text in value.items() if isinstance(text, str)} if isinstance(value, dict) else {}


def _list(value: object) -> list:
    return value if isinstance(value, list) else []
