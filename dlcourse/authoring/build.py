"""Build a chapter: source → executed solution notebook → student notebook.

Every step is deterministic, and files are replaced whole: a build that fails changes nothing.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import nbformat
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from dlcourse.authoring.claims import as_function, check_quotes, failed, is_claim, without_claims
from dlcourse.authoring.release import release
from dlcourse.authoring.roles import assign_roles
from dlcourse.authoring.source import AuthorError, Cell, read_source
from dlcourse.checks.core.report import MIME
from dlcourse.fingerprints import ROOT, hash_of, imports, with_imports
from dlcourse.notebooks import client, run

SECONDS_PER_CELL = 300
BUILT_FROM = ".built_from"  # a file beside the notebook, with a hash of all that it was built from
VERSION = metadata.version("dlcourse")  # noted in the notebooks


def build(course: Path, chapters: Iterable[str], *, force: bool = False) -> Iterator[tuple[str, str]]:
    """Build chapters; yields each name with the result of `build_chapter`."""
    for chapter in chapters:
        yield chapter, build_chapter(course, chapter, force=force)


def chapters_of(course: Path) -> list[str]:
    """Every chapter that has a source, in order."""
    return sorted(path.stem for path in (course / "solutions").glob("*/*.py") if path.stem == path.parent.name)


def build_chapter(course: Path, chapter: str, *, force: bool = False) -> str:
    """Build one chapter unless nothing it depends on has changed. Raises AuthorError.

    Returns what was done: "built"; "version … noted" where only the course's version changed, for which nothing runs;
    or an empty text where nothing changed.
    """
    folder = course / "solutions" / chapter
    source, solution = folder / f"{chapter}.py", folder / f"{chapter}.ipynb"
    student = course / "notebooks" / chapter / f"{chapter}.ipynb"
    cells = read_source(source)
    built_from = fingerprint(course, chapter)
    if not force and _is_current(built_from, folder, solution, student):
        noted = [_note_version(path) for path in (solution, student)]
        return f"version {VERSION} noted" if any(noted) else ""
    assign_roles(cells, chapter)
    check_quotes(cells)
    notebook = to_notebook(cells)
    execute(notebook, cells, folder)
    without_claims(notebook)
    with tempfile.TemporaryDirectory(dir=course, prefix=".build-") as scratch:
        released = release(course, chapter, notebook, Path(scratch))
        replace_file(student, released)
        replace_file(solution, nbformat.writes(notebook) + "\n")
    replace_file(folder / BUILT_FROM, built_from + "\n")
    return "built"


def fingerprint(course: Path, chapter: str, root: Path = ROOT) -> str:
    """A hash over the text of a chapter's source, and over the code of the modules of this package that it imports.

    `root` is the folder that the package lies in. Raises AuthorError where the source is not Python.
    """
    source = course / "solutions" / chapter / f"{chapter}.py"
    text = source.read_text(encoding="utf-8")
    try:
        imported = imports(text, root=root).values()
    except SyntaxError as error:
        raise AuthorError(f"{source.name}, line {error.lineno}: not valid Python: {error.msg}.") from None
    return hashlib.sha256(f"{text}\0{hash_of(with_imports(imported, root), root)}".encode()).hexdigest()


def to_notebook(cells: list[Cell]) -> nbformat.NotebookNode:
    """A notebook without outputs, with its claims, as functions.

    A cell's id comes from its name or text, so it stays the same when the cell moves.
    """
    notebook = nbformat.v4.new_notebook()
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"},
            "language_info": {"name": "python"},
            "dlcourse": {"version": VERSION},
        }
    )
    taken: set[str] = set()
    for cell in cells:
        node = cell.node.copy()
        node.metadata = nbformat.from_dict({key: value for key, value in node.metadata.items() if key != "points"})
        node.metadata["tags"] = sorted(cell.tags)
        if not cell.tags:
            del node.metadata["tags"]
        node.id = _cell_id(node, taken)
        if is_claim(cell):
            node.source = as_function(node.source)
        notebook.cells.append(node)
    return notebook


def execute(notebook: nbformat.NotebookNode, cells: list[Cell], folder: Path) -> None:
    """Run the notebook in a fresh kernel, in place. Raises AuthorError for the first cell that fails."""
    options = {"record_timing": False, "store_widget_state": False, "coalesce_streams": True}
    runner = client(notebook, folder, timeout=SECONDS_PER_CELL, **options)
    position = 0

    def note_position(cell_index: int, **_: Any) -> None:
        nonlocal position
        position = cell_index

    runner.on_cell_start = note_position
    try:
        run(runner, PYTHONHASHSEED="0")
    except CellTimeoutError:
        raise cells[position].error(f"did not end within {SECONDS_PER_CELL} seconds.") from None
    except CellExecutionError as error:
        if is_claim(cells[position]):
            raise failed(cells[position], f"{error.ename}: {error.evalue}") from None
        raise cells[position].error(f"raised {error.ename}: {error.evalue}") from None
    except DeadKernelError:
        raise cells[position].error("the kernel died while this cell ran.") from None
    notebook.metadata.language_info = nbformat.from_dict({"name": "python"})
    for cell, node in zip(cells, notebook.cells, strict=True):
        for output in node.get("outputs", []):
            if output.output_type == "stream" and output.name == "stderr":
                raise cell.error(f"writes to stderr, which nbgrader scores 0 in a check: {output.text.strip()[:200]}")
            # A widget needs a running kernel; a stored notebook shows the image that comes with it. A report's data
            # repeats each hint, so that a better hint would make the notebook stale.
            for kind in ("application/vnd.jupyter.widget-view+json", MIME):
                output.get("data", {}).pop(kind, None)
        if "check" in cell.tags:
            _full_points(cell, node)


def _full_points(cell: Cell, node: nbformat.NotebookNode) -> None:
    """Raise AuthorError unless the solution earns all the points of this check."""
    earned = [output.data["text/plain"] for output in node.outputs if output.output_type == "execute_result"]
    if not earned or float(earned[0]) != cell.points:
        seen = "\n".join(output.data["text/plain"] for output in node.outputs if output.output_type == "display_data")
        raise cell.error(f"the solution does not earn its {cell.points:g} points.\n{seen}")


def replace_file(path: Path, text: str) -> None:
    """Write a file whole or not at all. Raises AuthorError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_name(f".{path.name}.new")
    try:
        scratch.write_text(text, encoding="utf-8")
        os.replace(scratch, path)
    except OSError as error:
        scratch.unlink(missing_ok=True)
        raise AuthorError(f"{path} could not be written: {error.strerror}.") from None


def _cell_id(node: nbformat.NotebookNode, taken: set[str]) -> str:
    digest = hashlib.sha256(f"{node.cell_type}\n{node.source}".encode()).hexdigest()[:12]
    name = node.metadata.get("nbgrader", {}).get("grade_id", digest)
    duplicates = sum(known == name or known.startswith(f"{name}-") for known in taken)
    unique = f"{name}-{duplicates + 1}" if name in taken else name
    taken.add(unique)
    return unique


def _is_current(fingerprint: str, folder: Path, *built: Path) -> bool:
    """Whether all files exist and were built from what has this fingerprint."""
    recorded = folder / BUILT_FROM
    return (
        all(path.exists() for path in (recorded, *built))
        and recorded.read_text(encoding="ascii").strip() == fingerprint
    )


def _note_version(path: Path) -> bool:
    """Note this version of the course in a notebook; returns whether it had another one."""
    notebook = nbformat.from_dict(json.loads(path.read_text(encoding="utf-8")))
    if notebook.metadata.get("dlcourse") == {"version": VERSION}:
        return False
    notebook.metadata.dlcourse = {"version": VERSION}
    replace_file(path, nbformat.writes(notebook) + "\n")
    return True
