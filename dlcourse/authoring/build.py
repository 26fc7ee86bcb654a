"""Building a chapter: source → executed solution notebook → student notebook.

Every step is deterministic, and files are replaced whole: a build that fails leaves everything as it was.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import nbformat
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

import dlcourse
from dlcourse.authoring.release import release
from dlcourse.authoring.roles import assign_roles
from dlcourse.authoring.source import AuthorError, Cell, read_source
from dlcourse.notebooks import client, run

SECONDS_PER_CELL = 300
BUILT_FROM = ".built_from"  # beside the notebook: a hash of all that it was built from
# Rooms that a notebook's outputs depend on. `cli`, `grading` and this package leave no mark in them.
_SHOWN = ("checks", "data", "nn", "plots", "recommend", "text")


def build(course: Path, chapters: Iterable[str], *, force: bool = False) -> Iterator[tuple[str, bool]]:
    """Build chapters, yielding each name with whether it was built (False: nothing had changed)."""
    for chapter in chapters:
        yield chapter, build_chapter(course, chapter, force=force)


def chapters_of(course: Path) -> list[str]:
    """Every chapter that has a source, in order."""
    return sorted(path.stem for path in (course / "solutions").glob("*/*.py") if path.stem == path.parent.name)


def build_chapter(course: Path, chapter: str, *, force: bool = False) -> bool:
    """Build one chapter unless nothing it depends on has changed. Raises AuthorError."""
    folder = course / "solutions" / chapter
    source, solution = folder / f"{chapter}.py", folder / f"{chapter}.ipynb"
    student = course / "notebooks" / chapter / f"{chapter}.ipynb"
    cells = read_source(source)
    fingerprint = _fingerprint(source, chapter)
    if not force and _is_current(fingerprint, folder, solution, student):
        return False
    assign_roles(cells, chapter)
    notebook = to_notebook(cells)
    execute(notebook, cells, folder)
    with tempfile.TemporaryDirectory(dir=course, prefix=".build-") as scratch:
        released = release(course, chapter, notebook, Path(scratch))
        replace_file(student, released)
        replace_file(solution, nbformat.writes(notebook) + "\n")
    replace_file(folder / BUILT_FROM, fingerprint + "\n")
    return True


def to_notebook(cells: list[Cell]) -> nbformat.NotebookNode:
    """A notebook without outputs. Cell ids come from the cells' names or texts, so they survive a move."""
    notebook = nbformat.v4.new_notebook()
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"},
            "language_info": {"name": "python"},
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
        notebook.cells.append(node)
    return notebook


def execute(notebook: nbformat.NotebookNode, cells: list[Cell], folder: Path) -> None:
    """Run the notebook in a fresh kernel, in place. Raises AuthorError for the first cell that fails."""
    options = {"record_timing": False, "store_widget_state": False, "coalesce_streams": True}
    runner = client(notebook, folder, timeout=SECONDS_PER_CELL, **options)
    position = 0

    def remember(cell_index: int, **_) -> None:
        nonlocal position
        position = cell_index

    runner.on_cell_start = remember
    try:
        run(runner, PYTHONHASHSEED="0")
    except CellTimeoutError:
        raise cells[position].error(f"no end after {SECONDS_PER_CELL} seconds.") from None
    except CellExecutionError as error:
        raise cells[position].error(f"raised {error.ename}: {error.evalue}") from None
    except DeadKernelError:
        raise cells[position].error("the kernel died while this cell ran.") from None
    notebook.metadata.language_info = nbformat.from_dict({"name": "python"})
    for cell, node in zip(cells, notebook.cells, strict=True):
        for output in node.get("outputs", []):
            if output.output_type == "stream" and output.name == "stderr":
                raise cell.error(f"writes to stderr, which nbgrader scores 0 in a check: {output.text.strip()[:200]}")
            # Widgets need a running kernel; a stored page shows the picture that stands beside them.
            output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)
        if "check" in cell.tags:
            _full_points(cell, node)


def _full_points(cell: Cell, node: nbformat.NotebookNode) -> None:
    """Raise AuthorError unless the solution earns all the points of this check."""
    earned = [output.data["text/plain"] for output in node.outputs if output.output_type == "execute_result"]
    if not earned or float(earned[0]) != cell.points:
        seen = "\n".join(output.data["text/plain"] for output in node.outputs if output.output_type == "display_data")
        raise cell.error(f"the solution does not earn its {cell.points:g} points.\n{seen}")


def replace_file(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
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
    twins = sum(known == name or known.startswith(f"{name}-") for known in taken)
    unique = f"{name}-{twins + 1}" if name in taken else name
    taken.add(unique)
    return unique


def _fingerprint(source: Path, chapter: str) -> str:
    """A hash over the source and every module of ours whose code can show in its outputs."""
    package = Path(dlcourse.__file__).parent
    modules = sorted(path for room in _SHOWN for path in (package / room).rglob("*.py"))
    digest = hashlib.sha256()
    for path in [source, *modules]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _is_current(fingerprint: str, folder: Path, *built: Path) -> bool:
    """Whether everything was built, and from just this."""
    recorded = folder / BUILT_FROM
    return (
        all(path.exists() for path in (recorded, *built))
        and recorded.read_text(encoding="ascii").strip() == fingerprint
    )
