"""Bringing a student's folder up to date with the installed course, without touching a student's work.

A notebook that is not there is copied; one that the student has not changed is replaced; beside one that was changed
the new one is put, for `merge` to join the two. Files are written whole, so that Ctrl-C at any moment does no harm.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from packaging.version import InvalidVersion, Version

from dlcourse.files import write_whole
from dlcourse.notebooks import Unreadable, one_line, read_notebook
from dlcourse.student.merge import fingerprints, is_answer, merged, name_of, set_back
from dlcourse.student.place import Records, read_records, write_records


class Older(Exception):
    """The folder was filled by a newer version than this one."""


@dataclass(frozen=True)
class Outcome:
    """What happened to one chapter: `new`, `current`, `replaced`, `waiting` for a merge, `merged` or `unreadable`."""

    chapter: str
    what: str
    about: str = ""
    differences: list[str] = field(default_factory=list)


def update(folder: Path, released: Path, version: str, *, merge: bool = False) -> Iterator[Outcome]:
    """Bring each chapter to this version; with `merge`, join what is new with what was changed. Raises Older."""
    records = read_records(folder)
    if _version(records.version) > _version(version):
        raise Older(
            f"{folder} was last opened by dlcourse {records.version}, and this is the older {version}: nothing was "
            "changed. Install the newer one."
        )
    for path in sorted(released.glob("*/*.ipynb")):
        if path.stem == path.parent.name:
            yield _Chapter(folder, path, records).update(merge)
    if records.version != version:
        records.version = version
        write_records(folder, records)


def _version(text: str) -> Version:
    try:
        return Version(text)
    except InvalidVersion:
        return Version("0")


class _Chapter:
    """One notebook of the student's, the one that is shipped, and what is remembered of both."""

    def __init__(self, folder: Path, shipped: Path, records: Records) -> None:
        self.folder, self.records, self.name = folder, records, shipped.stem
        self.bytes = shipped.read_bytes()
        self.released = nbformat.reads(self.bytes.decode("utf-8"), as_version=4)
        self.cells = fingerprints(self.released.cells)
        self.path = folder / self.name / shipped.name
        self.beside = self.path.with_name(f"{self.name}-new.ipynb")

    def update(self, merge: bool) -> Outcome:
        if not os.path.lexists(self.path):
            self.put(self.path)
            return Outcome(self.name, "new")
        try:
            mine = read_notebook(self.path).cells
        except Unreadable as problem:
            return Outcome(self.name, "unreadable", str(problem))
        before = self.recorded(self.path)
        if before == self.cells:
            return self.settled("current")
        if list(fingerprints(mine).values()) == list(self.cells.values()):
            self.remember(self.path)
            return self.settled("current")
        if list(fingerprints(mine).values()) == list(before.values()):
            self.put(self.path)
            return self.settled("replaced")
        return self.merge(mine, before, merge)

    def merge(self, mine: list[NotebookNode], before: dict[str, str], wanted: bool) -> Outcome:
        """A notebook that the student has changed, and that the course has changed too."""
        joined = merged(mine, self.released, before)
        if fingerprints(joined.cells) == fingerprints(mine):  # it was made from the new version already
            self.remember(self.path)
            return self.settled("current")
        if not wanted:
            return Outcome(self.name, "waiting", self.put_beside(), self.differences(before or fingerprints(mine)))
        nbformat.validate(joined)
        kept, text = self.keep(), f"{nbformat.writes(joined)}\n"
        write_whole(self.path, lambda file: file.write(text.encode()))
        self.remember(self.path)
        lost = set_back(mine, before)
        again = f" {lost} of the course's own cells that you had changed are as released again." if lost else ""
        return self.settled("merged", f"Your notebook as it was is {kept.name}.{again}")

    def put_beside(self) -> str:
        """Put the new version beside the student's, unless the student works in the one that is there."""
        if not self.is_ours(self.beside):
            return f"You have changed {self.beside.name} too, so it stays as it is."
        if not self.beside.exists() or self.recorded(self.beside) != self.cells:
            self.put(self.beside)
        return f"The new one is {self.beside.name}."

    def settled(self, what: str, about: str = "") -> Outcome:
        """Nothing waits for a merge any more: the new version that was put beside goes, if it is still ours."""
        if self.beside.exists() and self.recorded(self.beside) and self.is_ours(self.beside):
            self.beside.unlink()
        if self.records.files.pop(self.key(self.beside), None) is not None:
            write_records(self.folder, self.records)
        return Outcome(self.name, what, about)

    def differences(self, before: dict[str, str]) -> list[str]:
        """A line for each cell of the new version that is not in the old one, or not like this."""
        cells = [cell for cell in self.released.cells if before.get(name_of(cell)) != self.cells[name_of(cell)]]
        gone = len(set(before) - set(self.cells))
        return [_line(cell, before) for cell in cells] + ([f"cells of the old version that go: {gone}"] if gone else [])

    def keep(self) -> Path:
        """Copy the student's notebook to a name that is free."""
        names = (self.path.with_name(f"{self.name}-before-update-{number}.ipynb") for number in range(1, 10_000))
        kept = next(path for path in names if not path.exists())
        content = self.path.read_bytes()
        write_whole(kept, lambda file: file.write(content))
        return kept

    def put(self, path: Path) -> None:
        """Write the released notebook, whole, and remember what was written."""
        write_whole(path, lambda file: file.write(self.bytes))
        self.remember(path)

    def remember(self, path: Path) -> None:
        self.records.files[self.key(path)] = self.cells
        write_records(self.folder, self.records)

    def is_ours(self, path: Path) -> bool:
        """Whether a file is not there, or is as we have written it."""
        if not os.path.lexists(path):
            return True
        try:
            return list(fingerprints(read_notebook(path).cells).values()) == list(self.recorded(path).values())
        except Unreadable:
            return False

    def recorded(self, path: Path) -> dict[str, str]:
        return self.records.files.get(self.key(path), {})

    def key(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()


def _line(cell: NotebookNode, before: dict[str, str]) -> str:
    if "nbgrader" in cell.metadata:
        kind = "exercise" if is_answer(cell) else "check"
        return f"{'corrected' if name_of(cell) in before else 'new'} {kind}: {name_of(cell)}"
    kind = "text" if cell.cell_type == "markdown" else "code"
    return f"new or corrected {kind}: {one_line(cell.source.strip().partition(chr(10))[0][:80])}"
