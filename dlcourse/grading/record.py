"""What is kept of each graded submission, beside its notebook: from what it was graded, and what was seen."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path

import dlcourse

NAME = ".dlcourse.json"
MAX_FILE_BYTES = 256 * 1024 * 1024  # a larger one is left out of a submission


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

    Of a huge file, which no submission is graded with, size and time stand for the content.
    """
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        digest.update(str(path.relative_to(folder)).encode("utf-8", "surrogateescape") + b"\0")
        try:
            if path.is_symlink():
                digest.update(str(path.readlink()).encode("utf-8", "surrogateescape"))
            elif path.is_file():
                status = path.stat()
                if status.st_size > MAX_FILE_BYTES:
                    digest.update(f"{status.st_size} {status.st_mtime_ns}".encode())
                else:
                    digest.update(path.read_bytes())
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
