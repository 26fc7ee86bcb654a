"""Do the verdicts on the answers of tests/answers depend on the numbers that a check draws?

Every answer that trains no model is judged with many seeds; of those with Keras, the first two of an exercise. A line
for each whose points differ, for each right one that is refused, and for each wrong one that passes or fails first on
another criterion than the one meant for it. At the end how many answers were tried, and how many of them passed or
failed by luck.

    python benchmarks/checks/luck.py [CHAPTER ...] [--seeds 20]
"""

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from dlcourse.chapters import CHAPTERS
from tests.support.answers import Answer, answers, is_quick, judge

FIRST = 1000  # other seeds than those of the tests


def verdicts(answer: Answer, seeds: int) -> tuple[Counter, Counter]:
    """How often an answer has which share of the points, and which criterion it fails first."""
    scores, failed = Counter(), Counter()
    for seed in range(FIRST, FIRST + seeds):
        with tempfile.TemporaryDirectory() as folder:
            report = judge(answer, Path(folder), seed)
        scores[round(report.score, 3)] += 1
        failed[next((result.name for result in report.criteria if not result.passed), "nothing")] += 1
    return scores, failed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("chapters", nargs="*", default=[chapter.name for chapter in CHAPTERS])
    parser.add_argument("--seeds", type=int, default=20)
    options = parser.parse_args()
    tried = lucky = 0
    for chapter in options.chapters:
        for answer in filter(is_quick, answers()):
            if not answer.exercise.startswith(f"{chapter}."):
                continue
            scores, failed = verdicts(answer, options.seeds)
            meant = "nothing" if answer.right else answer.criterion
            tried += 1
            lucky += failed["nothing"] != (options.seeds if answer.right else 0)
            if len(scores) > 1 or set(failed) != {meant}:
                print(f"{answer} ({meant}): points {dict(scores)}, fails first on {dict(failed)}", flush=True)
    print(f"{tried} answers, {options.seeds} seeds: {lucky} passed or failed by luck")


if __name__ == "__main__":
    main()
