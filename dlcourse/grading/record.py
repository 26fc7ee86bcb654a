"""What is kept of each graded submission, beside its notebook: from what it was graded, and what was seen."""

import hashlib
import json
import os
import stat
from dataclasses import asdict, dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path

import dlcourse
from dlcourse.grading.files import MAX_BYTES, MAX_ENTRIES, entries
from dlcourse.notebooks import one_line

NAME = ".dlcourse.json"


@dataclass
class Record:
    """One graded submission."""

    student: str
    submission_hash: str
    checks_hash: str
    seconds: float = 0.0  # from the first look at it to its verdicts
    own_seconds: float = 0.0  # of these, the student's code: cells, and answers to the checks
    problem: str = ""  # why it could not be read, or where it stopped
    notes: list[str] = field(default_factory=list)  # what else an instructor should know
    points: dict[str, float] = field(default_factory=dict)  # by check
    failed: list[str] = field(default_factory=list)  # "check: criterion"
    slowest: list[tuple[str, float]] = field(default_factory=list)  # (cell, seconds)

    def __post_init__(self) -> None:
        """Whatever a submission says of itself becomes lines that can be shown."""
        self.problem = one_line(self.problem)
        self.notes, self.failed = [[one_line(text) for text in texts] for texts in (self.notes, self.failed)]
        self.slowest = [(one_line(cell), seconds) for cell, seconds in self.slowest]

    def is_of(self, submission_hash: str, checks_hash: str) -> bool:
        """Whether the submission would be graded from just the same again."""
        return (self.submission_hash, self.checks_hash) == (submission_hash, checks_hash)


def read_record(folder: Path) -> Record | None:
    """The record in an autograded folder; None when there is none, or none that can be read."""
    try:
        return Record(**json.loads((folder / NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write_record(folder: Path, record: Record) -> None:
    (folder / NAME).write_text(json.dumps(asdict(record), indent=1), encoding="utf-8")


def hash_of_folder(folder: Path) -> str:
    """A hash over the names and contents of a folder's files; links count as links, what cannot be read as that.

    It sees as much as a submission is graded with, and the notebook in any case. Of a file for which there is no room,
    size and time stand for the content.
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


def hash_of_checks(sources: list[str]) -> str:
    """A hash over what a verdict depends on: the check cells with their hidden tests, and the code that judges."""
    digest = hashlib.sha256(hash_of_code().encode())
    for text in sources:
        digest.update(text.encode() + b"\0")
    return digest.hexdigest()


@cache
def hash_of_code() -> str:
    """A hash over this package's code that judges."""
    package = Path(dlcourse.__file__).parent
    digest = hashlib.sha256()
    for path in sorted([*(package / "checks").rglob("*.py"), *(package / "grading").rglob("*.py")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()
