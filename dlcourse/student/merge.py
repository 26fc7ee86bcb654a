"""A newer notebook and a student's work in one: texts and checks are the course's, answers are the student's.

Cells are told apart by their names: nbgrader's for exercises and checks, the cell's id for the rest. All functions work
on cells as data; nothing here reads or writes a file.
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
    """What a cell says, whatever it gave out and however often it ran."""
    text = f"{cell.cell_type}\n{cell.source}\n{sorted(cell.get('attachments', {}))}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def fingerprints(cells: Iterable[NotebookNode]) -> dict[str, str]:
    """Each cell's fingerprint by its name, in order."""
    return {name_of(cell): fingerprint(cell) for cell in cells}


def is_answer(cell: NotebookNode) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))


def merged(mine: list[NotebookNode], released: NotebookNode, before: dict[str, str]) -> NotebookNode:
    """The released notebook with the student's answers and own cells. `before`: fingerprints of what it replaces."""
    names = [name_of(cell) for cell in released.cells]
    identities = _identities(mine, {**before, **fingerprints(released.cells)})
    chosen = _chosen(mine, identities)
    own: dict[int, list[NotebookNode]] = {}  # the student's own cells, by the place of the released cell before them
    place, steps = -1, 0  # of the last of the student's cells that is released; how many that are gone came since
    for cell, identity in zip(mine, identities, strict=True):
        is_course = identity is not None and chosen[identity] is cell
        if is_course and identity in names:
            place, steps = names.index(identity), 0
        elif is_course and not (is_answer(cell) and fingerprint(cell) != before[identity]):
            steps += 1
        else:
            new = sum(1 for _ in takewhile(lambda name: name not in chosen, names[place + 1 :]))
            own.setdefault(place + min(steps, new), []).append(cell)
    notebook = copy.deepcopy(released)
    taken = {cell.id for cell in released.cells}
    notebook.cells = [_cleared(added, taken) for added in own.get(-1, [])]
    for number, (name, cell) in enumerate(zip(names, released.cells, strict=True)):
        notebook.cells.append(_joined(cell, chosen.get(name), before.get(name)))
        notebook.cells += [_cleared(added, taken) for added in own.get(number, [])]
    return notebook


def set_back(mine: list[NotebookNode], before: dict[str, str]) -> int:
    """How many of the course's own cells the student had changed: a merge takes the course's."""
    ours = [cell for cell in mine if name_of(cell) in before and not is_answer(cell)]
    return sum(fingerprint(cell) != before[name_of(cell)] for cell in ours)


def _identities(mine: list[NotebookNode], known: dict[str, str]) -> list[str | None]:
    """For each of the student's cells, which of the course's it is; None for one that the student added.

    Some programs give cells new ids; then what a cell says tells which it is.
    """
    by_text = {text: name for name, text in known.items()}
    return [name_of(cell) if name_of(cell) in known else by_text.get(fingerprint(cell)) for cell in mine]


def _chosen(mine: list[NotebookNode], identities: list[str | None]) -> dict[str | None, NotebookNode]:
    """One cell for each identity. Of those with its name the last counts, as in grading; others are copies."""
    chosen: dict[str | None, NotebookNode] = {}
    for cell, identity in zip(mine, identities, strict=True):
        if identity not in chosen or name_of(cell) == identity:
            chosen[identity] = cell
    return chosen


def _joined(cell: NotebookNode, mine: NotebookNode | None, before: str | None) -> NotebookNode:
    """A released cell with what the student's holds: the answer, and outputs as long as what gave them is the same."""
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


def _cleared(cell: NotebookNode, taken: set[str]) -> NotebookNode:
    """A cell that the student added: whatever it was copied from, it is no exercise and no check."""
    cell = copy.deepcopy(cell)
    cell.metadata = NotebookNode()
    cell.id = cell.id if cell.id not in taken else uuid.uuid4().hex[:12]
    taken.add(cell.id)
    return cell
