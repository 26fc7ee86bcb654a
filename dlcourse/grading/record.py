"""The record of a graded submission, which lies beside its notebook: what it was graded with, and the results."""

import hashlib
import json
import os
import stat
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from dlcourse.grading.submitted_files import MAX_BYTES, MAX_ENTRIES, entries
from dlcourse.notebooks import one_line

NAME = ".dlcourse.json"
MAX_EARLIER = 50


def names_of_the_grader(chapter: str) -> set[str]:
    """The files that grading and nbgrader make beside a chapter's notebook: a submission must not bring these."""
    return {NAME, f"{chapter}.html"}


@dataclass(frozen=True)
class GradedWith:
    """What a verdict depends on besides the submission: where two of these are equal, so are the verdicts."""

    version: str = field(compare=False)  # of the course, for people to read
    engine: str  # hash of the code that runs and judges any answer
    cells: str  # hash of the chapter's check cells, with their hidden tests
    checks: dict[str, str]  # by exercise, hash of the code of its check
    packages: dict[str, str]  # versions by name


@dataclass
class Record:
    """One graded submission."""

    student: str
    submission_hash: str
    graded_with: GradedWith | None = None  # None: graded by a dlcourse that did not record it
    seconds: float = 0.0  # from reading the submission to its verdicts
    own_seconds: float = 0.0  # of these, in the student's code: in cells, and in calls from the checks
    chosen: str = ""  # the name of the notebook, where the instructor chose it
    problem: str = ""  # why it could not be read, or where it stopped
    notes: list[str] = field(default_factory=list)  # what else an instructor should know
    points: dict[str, float] = field(default_factory=dict)  # by check
    failed: list[str] = field(default_factory=list)  # "check: criterion"
    handed_in: str = ""  # in UTC, as ISO 8601 writes it; empty where that is not known
    earlier: list[tuple[str, float]] = field(default_factory=list)  # handed in before: (when, points of checks)
    slowest: list[tuple[str, float]] = field(default_factory=list)  # (cell, seconds)

    def __post_init__(self) -> None:
        """Make each text that comes from a submission one line that can be shown."""
        self.problem = one_line(self.problem)
        self.notes, self.failed = [[one_line(text) for text in texts] for texts in (self.notes, self.failed)]
        self.slowest = [(one_line(cell), seconds) for cell, seconds in self.slowest]


def add_attempts(before: Record | None, now: Record, handed_in: datetime | None) -> None:
    """Say in a new record when its work was handed in, and what was handed in and graded before it.

    Work that was only graded again is one attempt.
    """
    now.handed_in = handed_in.isoformat(" ", "seconds") if handed_in else ""
    if before and before.submission_hash == now.submission_hash:
        now.earlier = before.earlier
    elif before:
        points = round(sum(before.points.values()), 2)
        now.earlier = [*before.earlier, (before.handed_in, points)][-MAX_EARLIER:]


def read_record(folder: Path) -> Record | None:
    """The record in an autograded folder; None where there is none, or it cannot be read.

    Fields that this version does not know are skipped.
    """
    try:
        found = json.loads((folder / NAME).read_text(encoding="utf-8"))
        known = {entry.name: found[entry.name] for entry in fields(Record) if entry.name in found}
        return Record(**known | {"graded_with": _graded_with(known.get("graded_with"))})
    except (OSError, ValueError, TypeError):
        return None


def _graded_with(found: Any) -> GradedWith | None:
    try:
        return GradedWith(**found)
    except TypeError:
        return None


def write_record(folder: Path, record: Record) -> None:
    (folder / NAME).write_text(json.dumps(asdict(record), indent=1), encoding="utf-8")


def hash_of_folder(folder: Path) -> str:
    """A hash over the names and contents of a folder's files, of links' targets, and of errors where reading fails.

    It reads as many files and bytes as grading does, and always the notebook. A file beyond that limit counts with its
    size and time instead of its content.
    """
    digest = hashlib.sha256()
    room = 2 * MAX_BYTES  # the notebook, and what lies beside it
    notebook = Path(f"{folder.name}.ipynb")
    for path in dict.fromkeys([notebook, *(path for path, _ in islice(entries(folder), MAX_ENTRIES))]):
        digest.update(os.fsencode(path) + b"\0")
        try:
            status = (folder / path).lstat()
            digest.update(f"{stat.S_IFMT(status.st_mode)}\0".encode())
            if stat.S_ISLNK(status.st_mode):
                digest.update(os.fsencode((folder / path).readlink()))
            elif stat.S_ISREG(status.st_mode) and status.st_size > room:
                digest.update(f"{status.st_size} {status.st_mtime_ns}".encode())
            elif stat.S_ISREG(status.st_mode):
                room -= status.st_size
                with (folder / path).open("rb") as file:
                    digest.update(hashlib.file_digest(file, "sha256").digest())
        except OSError as error:
            digest.update(str(error.errno).encode())
    return digest.hexdigest()
