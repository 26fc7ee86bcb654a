"""Do the claims of chapters hold on other processors and with other seeds? Lists those that do not.

    .venv/bin/python benchmarks/claims.py 02_backpropagation [04_keras ...]

Each chapter runs four times: without oneDNN's kernels, with OpenBLAS' kernels for an older processor, and twice with
other seeds, which are written into the chapter's cells. Points of exercises are not looked at.
"""

import re
import sys
from pathlib import Path

import nbformat

from dlcourse.authoring.build import SECONDS_PER_CELL, to_notebook
from dlcourse.authoring.claims import quotes
from dlcourse.authoring.source import Cell, read_source
from dlcourse.notebooks import client, run

COURSE = Path(__file__).resolve().parents[1]
SEED = re.compile(r"\b((?:default_rng|set_random_seed)\(|seed=)(\d+)\b")
VARIANTS: dict[str, tuple[dict[str, str], int]] = {
    "without oneDNN": ({"TF_ENABLE_ONEDNN_OPTS": "0"}, 0),
    "OpenBLAS for Nehalem": ({"OPENBLAS_CORETYPE": "Nehalem"}, 0),
    "seeds + 1000": ({}, 1000),
    "seeds + 2000": ({}, 2000),
}


def broken(chapter: str, environment: dict[str, str], added: int) -> list[tuple[Cell, str]]:
    """The claims, and the cells that students do not fill in, that fail in one run of a chapter."""
    folder = COURSE / "solutions" / chapter
    cells = read_source(folder / f"{chapter}.py")
    notebook = to_notebook(cells)
    for node in notebook.cells:
        if node.cell_type == "code":
            node.source = SEED.sub(lambda found: f"{found[1]}{int(found[2]) + added}", node.source)
    run(client(notebook, folder, timeout=SECONDS_PER_CELL, allow_errors=True), PYTHONHASHSEED="0", **environment)
    return [(cell, problem) for cell, node in zip(cells, notebook.cells, strict=True) if (problem := error_of(node))]


def error_of(node: nbformat.NotebookNode) -> str:
    errors = [output for output in node.get("outputs", []) if output.output_type == "error"]
    return f"{errors[0].ename}: {errors[0].evalue}" if errors else ""


if __name__ == "__main__":
    for chapter in sys.argv[1:]:
        for name, (environment, added) in VARIANTS.items():
            found = broken(chapter, environment, added)
            print(f"{chapter}, {name}: {len(found)} do not hold", flush=True)
            for cell, problem in found:
                words = " / ".join(quotes(cell)) or cell.node.source[:60]
                print(f"  line {cell.line}: {words!r}: {problem}", flush=True)
