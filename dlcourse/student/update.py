"""Update a student's folder to the installed version of the course, without changing the student's work.

A missing notebook is copied. A notebook that the student has not changed is replaced. If the student has changed it,
the new version is copied to the same folder, and `merge` can join the two. Files are written atomically, so that Ctrl-C
does not damage any.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from packaging.version import InvalidVersion, Version

from dlcourse.files import write_atomically
from dlcourse.notebooks import UnreadableError, one_line, read_notebook
from dlcourse.student.merge import count_overwritten, fingerprints, is_answer, merged, name_of
from dlcourse.student.place import Records, read_records, write_records


class OlderVersionError(Exception):
    """The folder's notebooks come from a newer version than the installed one."""


@dataclass(frozen=True)
class Outcome:
    """What happened to one chapter: `new`, `current`, `replaced`, `waiting` for a merge, `merged` or `unreadable`."""

    chapter: str
    what: str
    about: str = ""
    differences: list[str] = field(default_factory=list)


def update(folder: Path, released: Path, version: str, *, merge: bool = False) -> Iterator[Outcome]:
    """Update each chapter to this version; with `merge`, also those that the student has changed.

    Raises OlderVersionError.
    """
    records = read_records(folder)
    if _version(records.version) > _version(version):
        raise OlderVersionError(
            f"{folder} was last opened by dlcourse {records.version}, but this is the older version {version}. Nothing "
            "was changed. Install the newer version."
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
    """A student's notebook, the shipped version, and the records of both."""

    def __init__(self, folder: Path, shipped: Path, records: Records) -> None:
        self.folder, self.records, self.name = folder, records, shipped.stem
        self.bytes = shipped.read_bytes()
        self.released = nbformat.reads(self.bytes.decode("utf-8"), as_version=4)
        self.cells = fingerprints(self.released.cells)
        self.path = folder / self.name / shipped.name
        self.new_path = self.path.with_name(f"{self.name}-new.ipynb")

    def update(self, merge: bool) -> Outcome:
        if not os.path.lexists(self.path):
            self.copy_to(self.path)
            return Outcome(self.name, "new")
        try:
            mine = read_notebook(self.path).cells
        except UnreadableError as problem:
            return Outcome(self.name, "unreadable", str(problem))
        before = self.recorded(self.path)
        if before == self.cells:
            return self.up_to_date("current")
        if list(fingerprints(mine).values()) == list(self.cells.values()):
            self.record(self.path)
            return self.up_to_date("current")
        if list(fingerprints(mine).values()) == list(before.values()):
            self.copy_to(self.path)
            return self.up_to_date("replaced")
        return self.merge(mine, before, merge)

    def merge(self, mine: list[NotebookNode], before: dict[str, str], wanted: bool) -> Outcome:
        """Merge a notebook that both the student and the course have changed; if not wanted, copy the new version."""
        joined = merged(mine, self.released, before)
        if fingerprints(joined.cells) == fingerprints(mine):  # the student's was made from the new version already
            self.record(self.path)
            return self.up_to_date("current")
        if not wanted:
            return Outcome(self.name, "waiting", self.copy_new(), self.differences(before or fingerprints(mine)))
        nbformat.validate(joined)
        backup, text = self.back_up(), f"{nbformat.writes(joined)}\n"
        write_atomically(self.path, lambda file: file.write(text.encode()))
        self.record(self.path)
        count = count_overwritten(mine, before)
        overwritten = f" You had changed {count} of the course's own cells: they are new again." if count else ""
        return self.up_to_date("merged", f"A copy of your old notebook is {backup.name}.{overwritten}")

    def copy_new(self) -> str:
        """Copy the new version next to the student's, unless the student has changed an earlier copy."""
        if not self.is_unchanged(self.new_path):
            return f"You have changed {self.new_path.name} too, so it was not replaced."
        if not self.new_path.exists() or self.recorded(self.new_path) != self.cells:
            self.copy_to(self.new_path)
        return f"The new version is {self.new_path.name}."

    def up_to_date(self, what: str, about: str = "") -> Outcome:
        """Remove the copy of the new version, unless the student has changed it, and give the outcome."""
        if self.new_path.exists() and self.recorded(self.new_path) and self.is_unchanged(self.new_path):
            self.new_path.unlink()
        if self.records.files.pop(self.key(self.new_path), None) is not None:
            write_records(self.folder, self.records)
        return Outcome(self.name, what, about)

    def differences(self, before: dict[str, str]) -> list[str]:
        """A line for each cell of the new version that is new or has changed, and one for the removed cells."""
        cells = [cell for cell in self.released.cells if before.get(name_of(cell)) != self.cells[name_of(cell)]]
        removed = len(set(before) - set(self.cells))
        return [_line(cell, before) for cell in cells] + ([f"removed cells: {removed}"] if removed else [])

    def back_up(self) -> Path:
        """Copy the student's notebook to a new file."""
        paths = (self.path.with_name(f"{self.name}-before-update-{number}.ipynb") for number in range(1, 10_000))
        backup = next(path for path in paths if not path.exists())
        content = self.path.read_bytes()
        write_atomically(backup, lambda file: file.write(content))
        return backup

    def copy_to(self, path: Path) -> None:
        """Copy the released notebook, and record its cells."""
        write_atomically(path, lambda file: file.write(self.bytes))
        self.record(path)

    def record(self, path: Path) -> None:
        self.records.files[self.key(path)] = self.cells
        write_records(self.folder, self.records)

    def is_unchanged(self, path: Path) -> bool:
        """Whether a file is missing, or has the cells that were recorded."""
        if not os.path.lexists(path):
            return True
        try:
            return list(fingerprints(read_notebook(path).cells).values()) == list(self.recorded(path).values())
        except UnreadableError:
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
