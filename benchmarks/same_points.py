"""Whether grading gives the same points as if everything in a notebook was run, for every answer of tests/answers.

Notebooks are filled with the answers to all exercises that train no model, and each is graded twice: as always, and
with every cell run. One line for each notebook: the seconds of both, and the checks whose points differ.

    python benchmarks/same_points.py [CHAPTER ...]
"""

import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from dlcourse.chapters import CHAPTERS, checks_of
from tests.grading.answered import full, points_of


def compare(chapter: str) -> None:
    for number, notebook in enumerate(full(chapter), start=1):
        points, seconds = [], []
        for everything_run in (False, True):
            start = time.perf_counter()
            with tempfile.TemporaryDirectory() as place:
                points.append(points_of(notebook, chapter, Path(place), everything_run=everything_run))
            seconds.append(time.perf_counter() - start)
        part, whole = points
        differ = [f"{name} {part[name]:g}, {whole[name]:g}" for name in part if part[name] != whole[name]]
        times = "".join(f"{each:>8.1f}" for each in seconds)
        print(f"{chapter:<18} {number:>3} {times}   {len(part)} checks  {'; '.join(differ) or 'the same'}", flush=True)


if __name__ == "__main__":
    for name in sys.argv[1:] or [chapter.name for chapter in CHAPTERS]:
        import_module(checks_of(name))
        compare(name)
