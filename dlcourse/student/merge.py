"""Merge a new version of a notebook with a student's: texts and checks are the course's, answers are the student's.

Cells are identified by their names: nbgrader's name for exercises and checks, the cell's id for others. The functions
work on cells in memory, and read and write no files.
"""

import copy
import hashlib
import uuid
from collections.abc import Iterable
from itertools import takewhile

from nbformat import NotebookNode


def name_of(cell: NotebookNode) -> str:
    return cell.metadata.get("nbgrader", {}).get("grade_id", cell.id)


def fingerprint(cell: NotebookNode) -> str:
    """A hash of a cell's type, source and attachments' names; outputs and execution counts do not matter."""
    text = f"{cell.cell_type}\n{cell.source}\n{sorted(cell.get('attachments', {}))}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def fingerprints(cells: Iterable[NotebookNode]) -> dict[str, str]:
    """Each cell's fingerprint by its name, in order."""
    return {name_of(cell): fingerprint(cell) for cell in cells}


def is_answer(cell: NotebookNode) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))


def merged(mine: list[NotebookNode], released: NotebookNode, before: dict[str, str]) -> NotebookNode:
    """The released notebook with the student's answers and own cells.

    Args:
        mine: the student's cells.
        released: the new version.
        before: fingerprints of the version that the student started from.
    """
    names = [name_of(cell) for cell in released.cells]
    identities = _identities(mine, {**before, **fingerprints(released.cells)})
    chosen = _chosen(mine, identities)
    own: dict[int, list[NotebookNode]] = {}  # the student's own cells, by the index of the released cell before them
    index, removed = -1, 0  # the last released cell among the student's so far; removed cells of the course since then
    for cell, identity in zip(mine, identities, strict=True):
        if identity is not None and chosen[identity] is not cell:
            identity = None  # a copy, which is the student's own cell
        if identity in names:
            index, removed = names.index(identity), 0
        elif identity is not None and not (is_answer(cell) and fingerprint(cell) != before[identity]):
            removed += 1
        else:
            new = sum(1 for _ in takewhile(lambda name: name not in chosen, names[index + 1 :]))
            own.setdefault(index + min(removed, new), []).append(cell)
    notebook = copy.deepcopy(released)
    used_ids = {cell.id for cell in released.cells}
    notebook.cells = [_as_own_cell(added, used_ids) for added in own.get(-1, [])]
    for number, (name, cell) in enumerate(zip(names, released.cells, strict=True)):
        notebook.cells.append(_with_answer(cell, chosen.get(name), before.get(name)))
        notebook.cells += [_as_own_cell(added, used_ids) for added in own.get(number, [])]
    return notebook


def count_overwritten(mine: list[NotebookNode], before: dict[str, str]) -> int:
    """How many of the course's own cells the student had changed; a merge replaces them by the course's."""
    of_course = [cell for cell in mine if name_of(cell) in before and not is_answer(cell)]
    return sum(fingerprint(cell) != before[name_of(cell)] for cell in of_course)


def _identities(mine: list[NotebookNode], known: dict[str, str]) -> list[str | None]:
    """For each of the student's cells, the name of the course's cell that it is; None for one that the student added.

    Some programs give cells new ids; such a cell is identified by its fingerprint.
    """
    by_text = {text: name for name, text in known.items()}
    return [name_of(cell) if name_of(cell) in known else by_text.get(fingerprint(cell)) for cell in mine]


def _chosen(mine: list[NotebookNode], identities: list[str | None]) -> dict[str | None, NotebookNode]:
    """One cell for each identity: the last with that name counts, as in grading; others are copies."""
    chosen: dict[str | None, NotebookNode] = {}
    for cell, identity in zip(mine, identities, strict=True):
        if identity not in chosen or name_of(cell) == identity:
            chosen[identity] = cell
    return chosen


def _with_answer(cell: NotebookNode, mine: NotebookNode | None, before: str | None) -> NotebookNode:
    """A released cell with the student's answer, and with the student's outputs if the source is still the same."""
    cell = copy.deepcopy(cell)
    if mine is None:
        return cell
    if is_answer(cell) and fingerprint(mine) != before:
        cell.source = mine.source
        if mine.get("attachments") and cell.cell_type == "markdown":
            cell.attachments = mine.attachments
    if cell.cell_type == mine.cell_type == "code" and cell.source == mine.source:
        cell.outputs = mine.outputs
    return cell


def _as_own_cell(cell: NotebookNode, used_ids: set[str]) -> NotebookNode:
    """A cell that the student added. It may be a copy of an exercise or a check, but must not count as one."""
    cell = copy.deepcopy(cell)
    cell.metadata = NotebookNode()
    cell.id = cell.id if cell.id not in used_ids else uuid.uuid4().hex[:12]
    used_ids.add(cell.id)
    return cell
