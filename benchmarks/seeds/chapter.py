"""A chapter's own functions, read from its source, so that a benchmark measures the code that the chapter shows."""

import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from dlcourse.authoring.source import read_source

SOLUTIONS = Path(__file__).parents[2] / "solutions"
# The files stay while the benchmark runs: TensorFlow reads a function's text to put its loops into a graph.
FOLDER = tempfile.TemporaryDirectory()


def functions(chapter: str, *names: str, **needed) -> dict[str, Callable]:
    """What the chapter's cells with these functions or classes define, run with the names in `needed`."""
    defines = re.compile(rf"^(?:def|class) ({'|'.join(names)})[(:]", re.MULTILINE)
    sources = [cell.node.source for cell in read_source(SOLUTIONS / chapter / f"{chapter}.py")]
    path = Path(FOLDER.name, f"{chapter}.py")
    path.write_text("\n\n".join(source for source in sources if defines.search(source)), encoding="utf-8")
    space = dict(needed)
    exec(compile(path.read_text(encoding="utf-8"), path, "exec"), space)
    return space
