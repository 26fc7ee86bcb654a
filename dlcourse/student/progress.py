"""How far a student is: the points of each chapter, as its notebook was last saved."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dlcourse.chapters import CHAPTERS
from dlcourse.notebooks import UnreadableError
from dlcourse.notebooks.finding import find_notebook
from dlcourse.student.released import released_chapter
from dlcourse.student.scorecard import saved_scorecard


@dataclass(frozen=True)
class Chapter:
    """Points earned so far, points that checks give, exercises done and in all; `problem` where it cannot be read.

    `notes` say which notebook was read where that is not plain, and what was odd about it.
    """

    name: str
    earned: float = 0.0
    points: float = 0.0
    done: int = 0
    exercises: int = 0
    problem: str = ""
    notes: list[str] = field(default_factory=list)


def progress(notebooks: Path) -> Iterator[Chapter]:
    """Each chapter in the folder of the students' notebooks, in order. What a person reads is left out."""
    for folder in sorted(path for path in notebooks.iterdir() if path.is_dir()):
        expected = folder / f"{folder.name}.ipynb"
        try:
            found = find_notebook(folder, folder.name, released_chapter(expected))
        except UnreadableError as problem:
            if expected.exists() or folder.name in {chapter.name for chapter in CHAPTERS}:
                yield Chapter(folder.name, problem=str(problem))
            continue
        yield _so_far(folder.name, found.path, [] if found.path == expected else found.notes[:1])


def _so_far(name: str, path: Path, notes: list[str]) -> Chapter:
    try:
        saved = saved_scorecard(path)
    except UnreadableError as problem:
        return Chapter(name, problem=str(problem), notes=notes)
    checked = [cell for cell in saved if not cell.read_by_a_person]
    earned, points = sum(cell.earned or 0.0 for cell in checked), sum(cell.points for cell in checked)
    done = sum(cell.earned == cell.points for cell in checked)
    return Chapter(name, earned, points, done, len(checked), notes=[*notes, *saved.notes])
