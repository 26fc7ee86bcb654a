"""How many copies `dlcourse similar` finds, and how many pairs it shows of students who worked by themselves.

Classes are made of tests/answers, for every chapter (made_classes.py in tests/grading/similar): independent right and
wrong answers, and copies that are renamed, reordered, reformatted, or all of this. Prints for each size of class the
share of copies that are shown, by the way they are disguised, and the share of all other pairs that are shown. The aim
is at least 90 %, and less than 1 %.

    python benchmarks/similar.py [--rounds 5] [--sizes 6 12 30 60]
"""

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from dlcourse.chapters import CHAPTERS
from dlcourse.grading.similar.pairs import similar_pairs
from tests.grading.similar.made_classes import DISGUISES, independent, make_class, released_and_reference

SIZES = {6: 1, 12: 2, 30: 4, 60: 6}  # students who work by themselves → copies beside them


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), choices=SIZES)
    given = parser.parse_args()
    rounds = given.rounds
    table = Table("students", "copies found", *map(" + ".join, DISGUISES), "false pairs", "seconds a class")
    for size in given.sizes:
        copies = SIZES[size]
        found, made, false, others = Counter(), Counter(), 0, 0
        started = time.perf_counter()
        for chapter in (chapter.name for chapter in CHAPTERS):
            for seed in range(rounds):
                one = make_class(chapter, size, copies, seed)
                shown = {pair.students for pair in similar_pairs(one.students, *released_and_reference(chapter))}
                made.update(one.copies.values())
                found.update(disguise for pair, disguise in one.copies.items() if pair in shown)
                alone = independent(one)
                others += len(alone)
                false += len(shown.intersection(alone))
        seconds = (time.perf_counter() - started) / rounds / len(CHAPTERS)
        ways = [f"{found[way] / max(1, made[way]):.0%} of {made[way]}" for way in DISGUISES]
        share = f"{found.total() / made.total():.1%} of {made.total()}"
        table.add_row(str(size), share, *ways, f"{false / others:.2%} of {others}", f"{seconds:.2f}")
    Console().print(table)


if __name__ == "__main__":
    main()
