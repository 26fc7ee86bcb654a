"""The chapters as pages of the guide: students' notebooks, with the figures of the solution and none of its answers."""

import sys
from html import escape
from pathlib import Path

import nbformat

from dlcourse.authoring.build import chapters_of, replace_file


def page(released: nbformat.NotebookNode, solved: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The student's notebook with the outputs of the solution's cells, except those of exercises and checks."""
    outputs = {cell.id: cell.outputs for cell in solved.cells if cell.cell_type == "code" and not _is_graded(cell)}
    for cell in released.cells:
        if cell.cell_type == "code":
            cell.outputs = [_still(output) for output in outputs.get(cell.id, [])]
    return released


def write_pages(course: Path, target: Path) -> None:
    """Write one notebook a chapter into `target`, and remove other notebooks there."""
    target.mkdir(parents=True, exist_ok=True)
    chapters = chapters_of(course)
    for stale in set(target.glob("*.ipynb")) - {target / f"{chapter}.ipynb" for chapter in chapters}:
        stale.unlink()
    for chapter in chapters:
        released, solved = (
            nbformat.read(course / kind / chapter / f"{chapter}.ipynb", as_version=4)
            for kind in ("notebooks", "solutions")
        )
        replace_file(target / f"{chapter}.ipynb", nbformat.writes(page(released, solved)) + "\n")


def _is_graded(cell: nbformat.NotebookNode) -> bool:
    about = cell.metadata.get("nbgrader", {})
    return bool(about.get("grade") or about.get("solution"))


def _still(output: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """An output as a page shows it: an image becomes an `<img>` with the alt text from the output's metadata."""
    alt = output.get("metadata", {}).get("image/png", {}).get("alt")
    if not alt or "image/png" not in output.get("data", {}):
        return output
    picture = f'<img alt="{escape(alt)}" src="data:image/png;base64,{output.data["image/png"].strip()}">'
    return nbformat.v4.new_output("display_data", {"text/html": picture, "text/plain": alt})


if __name__ == "__main__":
    write_pages(Path.cwd(), Path(sys.argv[1]))
