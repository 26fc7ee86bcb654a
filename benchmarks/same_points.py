"""Whether grading gives the same points as if everything in a notebook was run, for every answer of tests/answers.

Notebooks are filled with the answers to all exercises that train no model, and each is graded twice: as always, and
with every cell run; with --short, demonstrations then train for one step and draw nothing. One line for each notebook:
the seconds of both, and the checks whose points differ.

    python benchmarks/same_points.py [CHAPTER ...] [--short] [--first N]
"""

import argparse
import sys
import tempfile
import time
from importlib import import_module
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from dlcourse.chapters import CHAPTERS, checks_of
from tests.grading.answered import examined, full, points_of


def compare(chapter: str, first: int | None, short: bool) -> None:
    for number, notebook in enumerate(islice(full(chapter), first), start=1):
        points, seconds = [], []
        for settings in ({}, {"everything_run": True, "short": short}):
            start = time.perf_counter()
            with tempfile.TemporaryDirectory() as place:
                points.append(points_of(examined(notebook, chapter, Path(place), **settings)))
            seconds.append(time.perf_counter() - start)
        part, whole = points
        differ = [f"{name} {part[name]:g}, {whole[name]:g}" for name in part if part[name] != whole[name]]
        times = "".join(f"{each:>8.1f}" for each in seconds)
        print(f"{chapter:<18} {number:>3} {times}   {len(part)} checks  {'; '.join(differ) or 'the same'}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("chapters", nargs="*", default=[chapter.name for chapter in CHAPTERS])
    parser.add_argument("--first", type=int, help="only so many notebooks of each chapter")
    parser.add_argument("--short", action="store_true", help="with short demonstrations")
    options = parser.parse_args()
    for name in options.chapters:
        import_module(checks_of(name))
        compare(name, options.first, options.short)
