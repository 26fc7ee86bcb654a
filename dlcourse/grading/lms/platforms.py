"""How learning platforms name the files of a download: who sent a file, and under which name feedback goes back.

Canvas: "Download Submissions" of an assignment (`lib/content_zipper.rb` of Canvas). Moodle: "Download all submissions"
(`mod/assign/classes/downloader.php` of Moodle), with a folder for each submission, or one folder for all. Blackboard:
"Assignment File Download" in the Grade Center. `folder`: a folder for each student, with the student's id as its name.
"""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import PurePosixPath
from typing import NamedTuple

TIME_OF_ATTEMPT = "%Y-%m-%d-%H-%M-%S"
ATTEMPT = r"\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d"
# lovelaceada_LATE_12345_67890_01_perceptron-1.ipynb: name, user, file; without names, anon_ and an id
CANVAS = re.compile(
    r"(?P<label>(?P<name>.*?)_?(?P<late>LATE_)?(?P<user>(?<=_)\d+|(?<![^_])anon_[^_]+)_)"
    r"(?:(?P<file>\d+)_(?P<path>.+)|(?P<typed>(?:text|link)\.html))"
)
# Ada Lovelace_123456_assignsubmission_file_/… or, without folders, Ada Lovelace_123456_assignsubmission_file_…
MOODLE = re.compile(r"(?P<label>(?P<name>.+?)_(?P<user>\d+)_assignsubmission_(?P<kind>file|onlinetext)_?)(?P<path>.*)")
# Assignment 1_ada_attempt_2027-03-11-23-58-10_01_perceptron.ipynb, and a .txt that Blackboard writes
BLACKBOARD = re.compile(rf"(?P<label>(?P<about>.+?)_attempt_(?P<attempt>{ATTEMPT}))(?:_(?P<path>.+)|(?P<typed>\.txt))")


# In each pattern, what the platform writes is as short as it can be: a student's own file name comes behind it, and may
# look like the beginning of somebody else's.


class Sent(NamedTuple):
    """What the name of one file says. Files with the same `sender` and `attempt` are one submission."""

    sender: str  # what tells senders apart: the platform's number, or a login
    name: str  # what the sender is called
    path: PurePosixPath | None  # within the submission; None for what the platform itself has written
    label: str  # how the names of the submission's files begin
    attempt: str = ""  # the time in the name, as the platform's clock showed it
    late: bool = False
    number: int = 0  # of the file; a later one has a higher number
    by_login: bool = False  # whether `sender` is a login, which may be the student's id


def canvas(path: PurePosixPath, is_student: Callable[[str], bool]) -> Sent | None:
    found = CANVAS.fullmatch(path.name)
    if not found:
        return None
    own = PurePosixPath(found["path"]) if found["path"] else None
    label = f"{found['label']}{found['file']}_" if own else found["label"]
    return Sent(found["user"], found["name"], own, label, late=bool(found["late"]), number=int(found["file"] or 0))


def moodle(path: PurePosixPath, is_student: Callable[[str], bool]) -> Sent | None:
    for place, part in enumerate(path.parts):
        found = MOODLE.fullmatch(part)
        if not found:
            continue
        below = path.parts[place + 1 :]
        own = PurePosixPath(found["path"], *below)
        label = f"{part}/" if below else found["label"]
        return Sent(found["user"], found["name"], own if found["kind"] == "file" else None, label)
    return None


def blackboard(path: PurePosixPath, is_student: Callable[[str], bool]) -> Sent | None:
    found = BLACKBOARD.fullmatch(path.name)
    if not found or not _is_a_time(found["attempt"]):
        return None
    # Both the assignment's name and a login may hold a low line.
    parts = found["about"].split("_")
    logins = ["_".join(parts[place:]) for place in range(len(parts))]
    login = next(filter(is_student, logins), logins[-1])
    own = PurePosixPath(found["path"]) if found["path"] else None
    return Sent(login, login, own, f"{found['label']}_", attempt=found["attempt"], by_login=True)


def _is_a_time(attempt: str) -> bool:
    try:
        return datetime.strptime(attempt, TIME_OF_ATTEMPT).year >= 2000
    except ValueError:  # a 13th month
        return False


def folder(path: PurePosixPath, is_student: Callable[[str], bool]) -> Sent | None:
    """A folder with a student's id as its name; or a file whose name begins with the id and `_`."""
    if len(path.parts) > 1:
        student = path.parts[0]
        return Sent(student, student, path.relative_to(student), f"{student}/", by_login=True)
    parts = re.split("[_.]", path.name)
    beginnings = [path.name[: len("_".join(parts[:length]))] for length in range(len(parts) - 1, 0, -1)]
    found = next(filter(is_student, beginnings), None)
    return Sent(found, found, path, f"{found}_", by_login=True) if found else None


# What a path that a platform has made is, in a sentence.
NAMED = {
    "canvas": "a name of Canvas", "moodle": "a name of Moodle", "blackboard": "a name of Blackboard",
    "folder": "in the folder of a student",
}  # fmt: skip


def common_folder(paths: list[PurePosixPath], is_student: Callable[[str], bool]) -> PurePosixPath:
    """The folder around all others that an archive may begin with, if it is not a student's."""
    top = PurePosixPath()
    while len({path.relative_to(top).parts[0] for path in paths}) == 1:
        below = paths[0].relative_to(top).parts
        if len(below) == 1 or is_student(below[0]):
            break
        top /= below[0]
    return top


PLATFORMS: dict[str, Callable[[PurePosixPath, Callable[[str], bool]], Sent | None]] = {
    "canvas": canvas, "moodle": moodle, "blackboard": blackboard, "folder": folder,
}  # fmt: skip
