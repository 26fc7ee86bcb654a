"""The rubric of a chapter's written answers: a file `rubrics/CHAPTER.toml` that the instructor writes.

    [written-answer-1.slope]
    points = 1
    comment = "Says that a step has slope 0 wherever it has one."

    [written-answer-1.unclear]
    comment = "Write whole sentences: I could not follow this."

The first name is that of the answer's cell, the second one that of the point. Without `points`, it is a comment alone.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dlcourse.grading import GradingError

FOLDER = "rubrics"
MAX_BYTES = 1_000_000


class RubricError(GradingError):
    """There is no rubric, it cannot be read, or it has no such point."""


@dataclass(frozen=True)
class Point:
    """One point of a rubric: what it is worth, and what the student reads."""

    cell: str
    name: str
    points: float
    comment: str


def read_rubric(course: Path, chapter: str) -> list[Point]:
    """The points of a chapter's rubric, in order. Raises RubricError."""
    path = course / FOLDER / f"{chapter}.toml"
    about = path.relative_to(course)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise RubricError(f"{about} is larger than {MAX_BYTES // 1000} kB.")
        found = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise RubricError(f"there is no {about}: docs/instructors.md says what to write into it.") from None
    except OSError as error:
        raise RubricError(f"{about} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise RubricError(f"{about} is not a text in UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise RubricError(f"{about}: {error}.") from None
    points = []
    for cell, entries in found.items():
        for name, entry in entries.items() if isinstance(entries, dict) else [("", None)]:
            points.append(_point(f"{about}: [{cell}.{name}]", cell, name, entry))
    names = [point.name for point in points]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise RubricError(f"{about} has {', '.join(twice)} twice: give each point a name of its own.")
    return points


def _point(place: str, cell: str, name: str, entry: Any) -> Point:
    if not isinstance(entry, dict) or not set(entry) <= {"points", "comment"}:
        raise RubricError(f"{place} must hold `points`, `comment`, or both, and nothing else.")
    points, comment = entry.get("points", 0), entry.get("comment", "")
    if type(points) not in (int, float) or not abs(points) < 1000:
        raise RubricError(f"{place}: points must be a number.")
    if not isinstance(comment, str):
        raise RubricError(f'{place}: comment must be a text, such as "Well put.".')
    return Point(cell, name, float(points), " ".join(comment.split()))
