"""A new version number in a notebook's metadata is no change of the notebook."""

import nbformat
from nbformat.v4 import new_notebook

from dlcourse.student.update import update
from tests.student.cells import old

NAME = "01_first"
MINE = "def f(): return 1"


def release(folder, version):
    path = folder / "released" / NAME / f"{NAME}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    notebook = new_notebook(cells=old(), metadata={"dlcourse": {"version": version}})
    nbformat.write(notebook, path)
    return path.parent.parent


def test_another_version_of_the_same_notebook_does_not_change_the_students(tmp_path):
    mine = tmp_path / "mine"
    assert [done.what for done in update(mine, release(tmp_path, "2026.1"), "2026.1")] == ["new"]
    path = mine / NAME / f"{NAME}.ipynb"
    for answered in (False, True):
        if answered:
            notebook = nbformat.read(path, as_version=4)
            next(cell for cell in notebook.cells if cell.id == "f").source = MINE
            nbformat.write(notebook, path)
        before = path.read_bytes()
        assert [done.what for done in update(mine, release(tmp_path, "2026.2"), "2026.2", merge=True)] == ["current"]
        assert path.read_bytes() == before
        assert [file.name for file in path.parent.iterdir()] == [path.name]
