"""Give cells the marks that they have lost, so that no check is overlooked and no written answer goes unread."""

import ast
from copy import deepcopy

import nbformat
from nbformat import NotebookNode

from dlcourse.syntax import parse

LONGEST_PROSE = 5000
MOST_BESIDE = 50  # cells in the place of an answer that are looked at: where there are more, no person wrote them


def give_back_marks(notebook: NotebookNode, released: NotebookNode) -> list[str]:
    """Mark cells as the chapter's that have lost nbgrader's metadata. Gives a note on each written answer concerned.

    A check is known by its text. A written answer is what stands in its place: where its cell was deleted, copied or
    left empty, the student's own text beside it is marked in its stead, and a person will read it.
    """
    present = {_name(cell) for cell in notebook.cells}
    locked = {cell.source.strip(): cell for cell in released.cells if _name(cell) and not _marks(cell).get("solution")}
    for cell in notebook.cells:
        known = locked.get(cell.source.strip())
        if known is not None and not _name(cell) and _name(known) not in present:
            cell.metadata.nbgrader = deepcopy(known.metadata.nbgrader)
            present.add(_name(known))
    notes = [_find_written(notebook.cells, cell, released.cells) for cell in released.cells if _is_written(cell)]
    return [note for note in notes if note]


def _find_written(cells: list[NotebookNode], answer: NotebookNode, released: list[NotebookNode]) -> str:
    """Leave the mark of a written answer on one cell: that with the student's text. Gives a note, or nothing."""
    name = _name(answer)
    theirs = {cell.source.strip() for cell in released} | {""}
    names = {known for cell in released if (known := _name(cell))}
    here = [cell for cell in cells if _name(cell) == name]
    filled = [cell for cell in here if cell.source.strip() not in theirs]
    beside = [cell for cell in _between(cells, answer, released) if _is_own_text(cell, theirs, names)]
    if len(here) == 1 and filled:
        return f"more text beside {name} in cell {_numbers(cells, beside)} is to be read, too" if beside else ""
    if filled:
        _mark_only(filled[-1], here, answer)
        others = f", and more text in cell {_numbers(cells, filled[:-1])}" if filled[1:] else ""
        return f"{name} stands in {len(here)} cells: that in cell {_numbers(cells, filled[-1:])} is to be read{others}"
    if beside:
        _mark_only(beside[0], here, answer)
        return f"{name} is not in its own cell: cell {_numbers(cells, beside)} is to be read"
    elsewhere = [cell for cell in cells if cell.cell_type != "code" and _is_own_text(cell, theirs, names)]
    if here or not elsewhere:
        return ""
    numbers = _numbers(cells, elsewhere)
    text = f"*The cell for this answer was missing. The student's own text stands in cell {numbers} as handed in.*"
    marks = {"nbgrader": deepcopy(answer.metadata.nbgrader)}
    cells.append(nbformat.v4.new_markdown_cell(text, id=f"cell-{len(cells)}-lost", metadata=marks))
    return f"{name} was missing: own text stands in cell {numbers} and is to be read"


def _between(cells: list[NotebookNode], answer: NotebookNode, released: list[NotebookNode]) -> list[NotebookNode]:
    """The cells that stand where the answer belongs: between the nearest cells of the chapter that are still there."""
    place = next(index for index, cell in enumerate(released) if cell is answer)
    start = next((where for cell in released[:place][::-1] if (where := _where(cells, cell)) is not None), -1)
    end = next((where for cell in released[place + 1 :] if (where := _where(cells, cell)) is not None), len(cells))
    return cells[start + 1 : end][:MOST_BESIDE]


def _where(cells: list[NotebookNode], known: NotebookNode) -> int | None:
    """The number of the cell that is this cell of the chapter."""
    for index, cell in enumerate(cells):
        if _name(cell) == _name(known) if _name(known) else cell.source.strip() == known.source.strip():
            return index
    return None


def _is_own_text(cell: NotebookNode, theirs: set[str], names: set[str]) -> bool:
    """Whether a student wrote this cell, as text: also where the cell is still one of code."""
    if _name(cell) in names or cell.source.strip() in theirs:
        return False
    return cell.cell_type != "code" or _is_prose(cell.source)


def _is_prose(source: str) -> bool:
    """Whether a cell of code holds no code: comments, a text in quotes, or sentences that are no Python."""
    if len(source) > LONGEST_PROSE or source.lstrip().startswith(("%", "!")):
        return False
    try:
        body = parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return len(source.split()) > 4
    return all(isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) for node in body)


def _mark_only(cell: NotebookNode, others: list[NotebookNode], answer: NotebookNode) -> None:
    for other in others:
        del other.metadata["nbgrader"]
    cell.metadata.nbgrader = deepcopy(answer.metadata.nbgrader)


def _is_written(cell: NotebookNode) -> bool:
    return bool(_marks(cell).get("grade") and _marks(cell).get("solution"))


def _numbers(cells: list[NotebookNode], some: list[NotebookNode]) -> str:
    wanted = {id(cell) for cell in some}
    numbers = [str(index + 1) for index, cell in enumerate(cells) if id(cell) in wanted]
    return ", ".join(numbers[:5]) + (f" and {len(numbers) - 5} more" if len(numbers) > 5 else "")


def _name(cell: NotebookNode) -> str | None:
    return _marks(cell).get("grade_id")


def _marks(cell: NotebookNode) -> dict:
    return cell.metadata.get("nbgrader", {})
