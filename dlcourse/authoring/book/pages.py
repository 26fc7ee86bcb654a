"""The chapters as pages: students' notebooks, with the figures of the solution and none of its answers."""

from html import escape

import nbformat


def page(released: nbformat.NotebookNode, solved: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The student's notebook with the outputs of the solution's cells, except those of exercises and checks."""
    outputs = {cell.id: cell.outputs for cell in solved.cells if cell.cell_type == "code" and not _is_graded(cell)}
    for cell in released.cells:
        if cell.cell_type == "code":
            cell.outputs = [_still(output) for output in outputs.get(cell.id, [])]
    return released


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
