"""How long the course takes to run: every solution notebook, one after another, each in a fresh kernel.

    python benchmarks/course.py [CHAPTER ...]

Prints for each chapter the elapsed time, the CPU time of its kernel, both in seconds, and the size of the notebook; and
the sums.
"""

import argparse
import resource
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from rich.console import Console
from rich.table import Table

from dlcourse.authoring.build import chapters_of
from dlcourse.course import find_course


def children_seconds() -> float:
    """CPU time of the kernels that have ended, in seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("chapters", nargs="*")
    course = find_course(Path.cwd())
    table = Table("chapter", "wall, s", "processor, s", "notebook, MB")
    total = 0.0
    for chapter in parser.parse_args().chapters or chapters_of(course):
        path = course / "solutions" / chapter / f"{chapter}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        used, started = children_seconds(), time.perf_counter()
        NotebookClient(notebook, timeout=600, kernel_name="python3").execute(cwd=str(path.parent))
        wall = time.perf_counter() - started
        total += wall
        table.add_row(chapter, f"{wall:.1f}", f"{children_seconds() - used:.1f}", f"{path.stat().st_size / 1e6:.1f}")
    table.add_row("all", f"{total:.1f}", "", "", style="bold")
    Console().print(table)


if __name__ == "__main__":
    main()
