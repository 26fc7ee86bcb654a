"""What was collected of a chapter: under which names it came, so that feedback goes back under them; earlier work.

All of it is in `downloaded/CHAPTER/`, which nothing that a student hands in is written to as it is named.
"""

import json
import shutil
from pathlib import Path

from dlcourse.files import write_atomically

NAMES = "collected.json"


def place_of(course: Path, chapter: str) -> Path:
    return course / "downloaded" / chapter


def read_labels(course: Path, chapter: str) -> dict[str, dict[str, str]]:
    """Student → platform, and how the names of the submission's files began there."""
    try:
        return json.loads((place_of(course, chapter) / NAMES).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}


def write_labels(course: Path, chapter: str, platform: str, labels: dict[str, str]) -> None:
    """Add the students whose work has just come, and keep the others."""
    known = read_labels(course, chapter)
    known |= {student: {"platform": platform, "label": label} for student, label in labels.items()}
    text = json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True)
    write_atomically(place_of(course, chapter) / NAMES, lambda file: file.write(text.encode()))


def put_aside(course: Path, chapter: str, student: str, submission: Path) -> Path:
    """Move a submission that a later one replaces out of `submitted/`, and keep it."""
    kept = place_of(course, chapter) / "earlier" / student
    kept.mkdir(parents=True, exist_ok=True)
    number = 1 + max((int(path.name) for path in kept.iterdir() if path.name.isdecimal()), default=0)
    shutil.move(submission, kept / str(number))
    return kept / str(number)
