"""How far a student is: the points of each chapter, as its notebook was last saved."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dlcourse.grading.scorecard import saved_scorecard
from dlcourse.notebooks import Unreadable


@dataclass(frozen=True)
class Chapter:
    """Points earned so far, points that checks give, exercises done and in all; `problem` where it cannot be read."""

    name: str
    earned: float = 0.0
    points: float = 0.0
    done: int = 0
    exercises: int = 0
    problem: str = ""


def progress(notebooks: Path) -> Iterator[Chapter]:
    """Each chapter in the folder of the students' notebooks, in order. What a person reads is left out."""
    for folder in sorted(path for path in notebooks.iterdir() if (path / f"{path.name}.ipynb").exists()):
        try:
            lines = [line for line in saved_scorecard(folder / f"{folder.name}.ipynb") if not line.read_by_a_person]
        except Unreadable as problem:
            yield Chapter(folder.name, problem=str(problem))
            continue
        earned, points = sum(line.earned for line in lines), sum(line.points for line in lines)
        done = sum(line.earned == line.points for line in lines)
        yield Chapter(folder.name, earned, points, done, len(lines))
