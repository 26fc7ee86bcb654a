"""A chapter as students were given it, to compare their notebooks with."""

from pathlib import Path

from nbformat import NotebookNode

from dlcourse.chapters import CHAPTERS
from dlcourse.files import shipped_folder
from dlcourse.notebooks import UnreadableError, read_notebook


def released_chapter(notebook: Path) -> NotebookNode | None:
    """The released notebook of the chapter that a file's folder or name tells.

    None where neither is a chapter's, and in a checkout: there, students work in the released notebook itself.
    """
    names = (notebook.parent.name, notebook.stem)
    chapter = next((one.name for one in CHAPTERS if names[0] == one.name or names[1].startswith(one.name)), "")
    released = shipped_folder("notebooks") / chapter / f"{chapter}.ipynb"
    if not chapter or released.parent.resolve() == notebook.parent.resolve():
        return None
    try:
        return read_notebook(released, outputs=False)
    except UnreadableError:
        return None
