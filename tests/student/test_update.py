"""Updating a student's folder never changes what the student has done."""

import json
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from dlcourse.notebooks import read_notebook
from dlcourse.student import update as module
from dlcourse.student.place import RECORDS
from dlcourse.student.update import OlderVersionError, update
from tests.student.cells import answer, new, old, written

NAME = "01_first"
MINE = "def f(): return 1"


class Folder:
    """A student's folder, and an installed course that can be replaced by a newer one."""

    def __init__(self, path: Path) -> None:
        self.path, self.released, self.version = path / "mine", path / "released", "1.0"
        self.notebook = self.path / NAME / f"{NAME}.ipynb"
        self.new_path = self.path / NAME / f"{NAME}-new.ipynb"
        self.release(old())

    def release(self, cells, version="1.0", name=NAME):
        (self.released / name).mkdir(parents=True, exist_ok=True)
        nbformat.write(new_notebook(cells=cells), self.released / name / f"{name}.ipynb")
        self.version = version

    def update(self, **options):
        return {outcome.chapter: outcome for outcome in update(self.path, self.released, self.version, **options)}

    def sources(self, path=None):
        return [cell.source for cell in read_notebook(path or self.notebook).cells]

    def solve(self, source=MINE, name="f"):
        notebook = nbformat.read(self.notebook, as_version=4)
        next(cell for cell in notebook.cells if cell.id == name).source = source
        nbformat.write(notebook, self.notebook)

    def files(self):
        """The contents of every file except the records."""
        found = [path for path in self.path.rglob("*") if path.is_file() and path.name != RECORDS]
        return {path.relative_to(self.path).as_posix(): path.read_bytes() for path in found}


@pytest.fixture
def folder(tmp_path):
    folder = Folder(tmp_path)
    assert folder.update()[NAME].what == "new"
    return folder


def released(folder):
    return (folder.released / NAME / f"{NAME}.ipynb").read_bytes()


def test_notebooks_are_copied_unchanged_and_only_once(folder):
    assert folder.files() == {f"{NAME}/{NAME}.ipynb": released(folder)}
    assert folder.update()[NAME].what == "current"
    assert folder.files() == {f"{NAME}/{NAME}.ipynb": released(folder)}


def test_a_notebook_that_was_run_and_saved_but_not_changed_is_replaced(folder):
    notebook = nbformat.read(folder.notebook, as_version=4)
    notebook.cells[1].outputs = [new_output("stream", text="1")]
    notebook.cells[1].execution_count = 7
    notebook.cells[0].metadata["collapsed"] = True
    notebook.metadata["widgets"] = {}
    nbformat.write(notebook, folder.notebook)
    folder.release(new())
    assert folder.update()[NAME].what == "replaced"
    assert folder.files() == {f"{NAME}/{NAME}.ipynb": released(folder)}


@pytest.mark.parametrize(
    "change", ["an answer", "a written answer", "a text", "a new cell", "a cell less", "another order"]
)
def test_a_notebook_that_was_changed_is_not_replaced_and_the_new_version_is_copied_next_to_it(folder, change):
    notebook = nbformat.read(folder.notebook, as_version=4)
    match change:
        case "an answer":
            notebook.cells[1].source = MINE
        case "a written answer":
            notebook.cells[4].source = "Because."
        case "a text":
            notebook.cells[0].source += " (my notes)"
        case "a new cell":
            notebook.cells.append(new_code_cell("1 + 1"))
        case "a cell less":
            del notebook.cells[0]
        case "another order":
            notebook.cells[0], notebook.cells[3] = notebook.cells[3], notebook.cells[0]
    nbformat.write(notebook, folder.notebook)
    before = folder.notebook.read_bytes()
    folder.release(new())
    for _ in range(2):
        outcome = folder.update()[NAME]
        assert outcome.what == "waiting"
        assert folder.notebook.read_bytes() == before
        assert folder.new_path.read_bytes() == released(folder)
        assert "corrected check: check-f" in outcome.differences
        assert "new exercise: g" in outcome.differences
        assert "new or corrected text: # New title" in outcome.differences


def test_a_merge_keeps_answers_and_a_copy_and_is_done_once(folder):
    folder.solve()
    before = folder.notebook.read_bytes()
    folder.release(new())
    folder.update()
    assert folder.update(merge=True)[NAME].what == "merged"
    merged = folder.files()
    assert folder.sources() == ["# New title", MINE, "check.f(f, points=2)", "A new text", "...  # your code here",
                             "check.f(f, points=1)", "plot(f)", "*Your answer here.*"]  # fmt: skip
    assert merged.pop(f"{NAME}/{NAME}-before-update-1.ipynb") == before
    assert list(merged) == [f"{NAME}/{NAME}.ipynb"]
    metadata = [cell.metadata for cell in nbformat.read(folder.notebook, as_version=4).cells]
    assert metadata == [cell.metadata for cell in new()]
    for merge in (False, True):
        assert folder.update(merge=merge)[NAME].what == "current"
    assert folder.files() == merged | {f"{NAME}/{NAME}-before-update-1.ipynb": before}


def test_a_second_merge_keeps_a_second_copy(folder):
    folder.solve()
    for cells in (new(), [*new(), written("why-2")]):
        folder.release(cells)
        folder.update(merge=True)
    assert sorted(path.name for path in folder.notebook.parent.iterdir()) == [
        f"{NAME}-before-update-1.ipynb", f"{NAME}-before-update-2.ipynb", f"{NAME}.ipynb"]  # fmt: skip


def test_a_new_version_that_the_student_has_changed_is_not_replaced(folder):
    folder.solve()
    folder.release(new())
    folder.update()
    notebook = nbformat.read(folder.new_path, as_version=4)
    notebook.cells[1].source = "def f(): return 'in the new one'"
    nbformat.write(notebook, folder.new_path)
    before = folder.files()
    folder.release([*new(), answer("h")])
    assert "You have changed" in folder.update()[NAME].about
    assert folder.files() == before
    folder.update(merge=True)
    assert folder.new_path.read_bytes() == before[f"{NAME}/{NAME}-new.ipynb"]


def test_a_new_version_that_the_student_has_not_changed_is_replaced_by_a_newer_one(folder):
    folder.solve()
    for cells in (new(), [*new(), answer("h")]):
        folder.release(cells)
        folder.update()
        assert folder.new_path.read_bytes() == released(folder)


def test_a_notebook_of_the_present_version_is_current_also_with_answers(folder):
    folder.solve()
    assert folder.update()[NAME].what == "current"


@pytest.mark.parametrize(
    "records", [None, b"", b"{", b"[]", b'{"version": 1, "files": []}', b'{"files": {"a": 1}}', b"\xff"]
)
def test_without_records_every_notebook_counts_as_the_students(folder, records):
    folder.solve()
    before = folder.files()
    (folder.path / RECORDS).unlink() if records is None else (folder.path / RECORDS).write_bytes(records)
    assert folder.update()[NAME].what == "current"  # it was made from the present version: there is nothing to merge
    assert folder.files() == before
    (folder.path / RECORDS).unlink()
    folder.release(new())
    assert folder.update()[NAME].what == "waiting"
    assert folder.notebook.read_bytes() == before[f"{NAME}/{NAME}.ipynb"]
    folder.update(merge=True)
    assert MINE in folder.sources()


def test_a_notebook_that_was_there_before_the_first_update_is_not_replaced(tmp_path):
    folder = Folder(tmp_path)
    folder.notebook.parent.mkdir(parents=True)
    nbformat.write(new_notebook(cells=[new_code_cell("1")]), folder.notebook)
    before = folder.notebook.read_bytes()
    assert folder.update()[NAME].what == "waiting"
    assert folder.notebook.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"cells": 3}', b"\xff\xfe", b'{"cells": [], "nbformat": 4}'])
@pytest.mark.parametrize("merge", [False, True])
def test_a_corrupt_notebook_is_named_and_not_replaced(folder, content, merge):
    folder.notebook.write_bytes(content)
    folder.release(new(), name="02_second")
    folder.release(new())
    outcomes = folder.update(merge=merge)
    assert (outcomes[NAME].what, outcomes["02_second"].what) == ("unreadable", "new")
    assert outcomes[NAME].about
    assert "\n" not in outcomes[NAME].about
    assert folder.notebook.read_bytes() == content


def test_a_deleted_notebook_is_copied_again(folder):
    folder.notebook.unlink()
    assert folder.update()[NAME].what == "new"


def test_an_older_course_changes_nothing(folder):
    folder.release(new(), "2.0")
    folder.update()
    before = folder.files()
    folder.release(old(), "1.5")
    with pytest.raises(OlderVersionError, match=r"opened by dlcourse 2\.0, but this is the older version 1\.5"):
        folder.update()
    assert folder.files() == before
    assert json.loads((folder.path / RECORDS).read_text())["version"] == "2.0"


@pytest.mark.parametrize("at", range(8))
@pytest.mark.parametrize("merge", [False, True])
def test_an_interruption_at_any_write_damages_no_file_and_the_next_run_does_the_rest(folder, monkeypatch, at, merge):
    """Ctrl-C while a file is written, or a full disk: the next run does what is left."""
    folder.release(old(), name="02_second")
    folder.update()
    folder.solve()
    for name in (NAME, "02_second", "03_third"):
        folder.release(new(), name=name)
    writes = 0

    def interrupted(path, write):
        nonlocal writes
        writes += 1
        if writes > at:
            raise KeyboardInterrupt
        write_atomically(path, write)

    write_atomically = module.write_atomically
    monkeypatch.setattr(module, "write_atomically", interrupted)
    try:
        folder.update(merge=merge)
    except KeyboardInterrupt:
        for path in folder.path.rglob("*.ipynb"):
            nbformat.read(path, as_version=4)
    assert MINE in folder.sources()
    monkeypatch.setattr(module, "write_atomically", write_atomically)
    folder.update(merge=merge)
    assert MINE in folder.sources()
    assert folder.sources(folder.path / "02_second" / "02_second.ipynb") == [cell.source for cell in new()]
    assert (folder.path / "03_third" / "03_third.ipynb").exists()
    assert folder.new_path.exists() != merge
