"""How long the course takes to run: every solution notebook, one after another, each in a fresh kernel.

    python benchmarks/course.py [CHAPTER ...]

Prints for each chapter the elapsed time of a student's notebook with the reference answers in it, the same with the
hidden tests (which students do not have; they train what is trained once more), the CPU time of the kernel, all in
seconds, and the size of the notebook; and the sums.
"""

import argparse
import resource
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell
from rich.console import Console
from rich.table import Table

from dlcourse.authoring.build import chapters_of
from dlcourse.course import find_course

HIDDEN = "### BEGIN HIDDEN TESTS"


def children_seconds() -> float:
    """CPU time of the kernels that have ended, in seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(notebook: nbformat.NotebookNode, folder: Path) -> tuple[float, float]:
    """Elapsed seconds, the kernel's start included: all of them, and those of the hidden tests."""
    hidden, started = 0.0, time.perf_counter()
    client = NotebookClient(notebook, timeout=600, kernel_name="python3", resources={"metadata": {"path": str(folder)}})
    with client.setup_kernel():
        for index, cell in enumerate(notebook.cells):
            began = time.perf_counter()
            client.execute_cell(cell, index)
            if cell.source.startswith(HIDDEN):
                hidden += time.perf_counter() - began
    return time.perf_counter() - started, hidden


def hidden_apart(notebook: nbformat.NotebookNode) -> None:
    """Puts the hidden tests of each check into a cell of their own, behind the check."""
    cells = []
    for cell in notebook.cells:
        seen, marker, hidden = cell.source.partition(HIDDEN)
        cell.source = seen
        cells += [cell, new_code_cell(marker + hidden)] if marker else [cell]
    notebook.cells = cells


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("chapters", nargs="*")
    course = find_course(Path.cwd())
    table = Table("chapter", "student's, s", "with hidden tests, s", "processor, s", "notebook, MB")
    total, total_hidden = 0.0, 0.0
    for chapter in parser.parse_args().chapters or chapters_of(course):
        path = course / "solutions" / chapter / f"{chapter}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        hidden_apart(notebook)
        used = children_seconds()
        elapsed, hidden = run(notebook, path.parent)
        total, total_hidden = total + elapsed, total_hidden + hidden
        size = path.stat().st_size / 1e6
        times = f"{elapsed - hidden:.1f}", f"{elapsed:.1f}", f"{children_seconds() - used:.1f}"
        table.add_row(chapter, *times, f"{size:.1f}")
    table.add_row("all", f"{total - total_hidden:.1f}", f"{total:.1f}", "", "", style="bold")
    Console().print(table)


if __name__ == "__main__":
    main()
