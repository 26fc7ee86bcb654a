"""A student's notebook runs as other programs run it: nbclient and a fresh kernel, in a folder of any name."""

import nbformat
import pytest
from nbclient import NotebookClient

from tests.support.classroom import CHAPTER, solved

pytestmark = pytest.mark.slow


def test_a_solved_chapter_runs_in_a_folder_with_spaces_and_letters_of_many_kinds(tmp_path):
    folder = tmp_path / "mein Kurs – 딥러닝 ü" / CHAPTER
    folder.mkdir(parents=True)
    path = folder / f"{CHAPTER}.ipynb"
    nbformat.write(solved(), path)
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": folder}}).execute()
    tables = [str(output) for cell in notebook.cells for output in cell.get("outputs", []) if "✓" in str(output)]
    assert len(tables) == 12
    assert not [table for table in tables if "✗" in table]
    assert [left.name for left in folder.iterdir()] == [path.name]
